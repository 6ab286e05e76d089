package io.retour.shared;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a consumer's country means for time and law. Countries are ISO 3166-1 alpha-2 codes. */
public final class Market {

  /** The body of consumer law that protects a shopper of a country. */
  public enum LegalRegion {
    /** Directive 2011/83/EU (withdrawal) and Directive (EU) 2019/771 (conformity). */
    EU,
    /** Consumer Contracts Regulations 2013 and Consumer Rights Act 2015. */
    UK,
    OTHER
  }

  private static final Set<String> EU =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("NL", "Europe/Amsterdam"),
          Map.entry("BE", "Europe/Brussels"),
          Map.entry("DE", "Europe/Berlin"),
          Map.entry("AT", "Europe/Vienna"),
          Map.entry("FR", "Europe/Paris"),
          Map.entry("LU", "Europe/Luxembourg"),
          Map.entry("GB", "Europe/London"),
          Map.entry("IE", "Europe/Dublin"),
          Map.entry("ES", "Europe/Madrid"),
          Map.entry("PT", "Europe/Lisbon"),
          Map.entry("IT", "Europe/Rome"),
          Map.entry("PL", "Europe/Warsaw"),
          Map.entry("GR", "Europe/Athens"),
          Map.entry("FI", "Europe/Helsinki"),
          Map.entry("RO", "Europe/Bucharest"));

  /** What most people read there, of the languages that shoppers are written in. */
  private static final Map<String, String> LANGUAGES =
      Map.of("NL", "nl", "BE", "nl", "DE", "de", "AT", "de", "FR", "fr", "LU", "fr");

  private Market() {}

  /**
   * The language for a shopper who never told one.
   *
   * @return ISO 639-1
   */
  public static String language(String country) {
    return LANGUAGES.getOrDefault(country, "en");
  }

  /**
   * How dates and amounts are written for a reader of a language. English is written as in Europe,
   * the day before the month.
   *
   * @param language ISO 639-1
   */
  public static Locale locale(String language) {
    return language.equals("en") ? Locale.UK : Locale.forLanguageTag(language);
  }

  public static LegalRegion legalRegion(String country) {
    if (EU.contains(country)) {
      return LegalRegion.EU;
    }
    return country.equals("GB") ? LegalRegion.UK : LegalRegion.OTHER;
  }

  /**
   * The zone whose calendar days count for a consumer there. A period ends at midnight local time
   * (Regulation (EEC, Euratom) No 1182/71, Art. 3).
   */
  public static ZoneId zone(String country) {
    return ZoneId.of(ZONES.getOrDefault(country, "Europe/Amsterdam"));
  }
}
