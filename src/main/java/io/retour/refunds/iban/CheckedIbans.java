package io.retour.refunds.iban;

import io.retour.refunds.IbanRules;
import io.retour.shared.Problem;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import org.iban4j.Iban4jException;
import org.iban4j.IbanFormatException;
import org.iban4j.IbanUtil;
import org.iban4j.InvalidCheckDigitException;
import org.iban4j.UnsupportedCountryException;
import org.springframework.stereotype.Component;

/**
 * Country, length, structure and check digits by ISO 13616. National check digits are not looked
 * at: some countries gave them up for part of their accounts, and an account that exists must not
 * be turned down.
 */
@Component
class CheckedIbans implements IbanRules {

  private static final String FIELD = "iban";

  /**
   * Where euros can be transferred to by SEPA credit transfer (EPC409-09, list of SEPA scheme
   * countries). Any of them does: whoever refuses an account for its country breaks Regulation (EU)
   * No 260/2012 Art. 9.
   */
  private static final Set<String> SEPA =
      Set.of(
          "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB",
          "GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK",
          "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA");

  @Override
  public String checked(String typed, Currency paidIn) {
    String iban = plain(typed);
    if (iban.isEmpty()) {
      throw Problem.invalid("iban-missing", FIELD, "Give the IBAN of the account.");
    }
    try {
      IbanUtil.validate(iban);
    } catch (InvalidCheckDigitException typingError) {
      throw Problem.invalid("iban-check-digits", FIELD, "The IBAN has a typing error.");
    } catch (UnsupportedCountryException noIbans) {
      throw Problem.invalid("iban-country", FIELD, "Money cannot be transferred there.");
    } catch (IbanFormatException wrong) {
      throw said(wrong);
    } catch (Iban4jException other) {
      throw Problem.invalid("iban-signs", FIELD, "This is not an IBAN.");
    }
    if (paidIn.getCurrencyCode().equals("EUR") && !SEPA.contains(iban.substring(0, 2))) {
      throw Problem.invalid("iban-country", FIELD, "Euros cannot be transferred there.");
    }
    return iban;
  }

  /** People copy it with spaces, hyphens, and the word before it. */
  private static String plain(String typed) {
    String iban = typed.replaceAll("[\\s\\p{Z}.\\-–]+", "").toUpperCase(Locale.ROOT);
    return iban.startsWith("IBAN") ? iban.substring("IBAN".length()).replaceFirst("^:", "") : iban;
  }

  private static Problem said(IbanFormatException wrong) {
    return switch (wrong.getFormatViolation()) {
      case BBAN_LENGTH ->
          Problem.invalid("iban-length", FIELD, "The IBAN is too short or too long.");
      case COUNTRY_CODE_EXISTS, COUNTRY_CODE_TWO_LETTERS, COUNTRY_CODE_UPPER_CASE_LETTERS ->
          Problem.invalid("iban-beginning", FIELD, "An IBAN begins with two letters.");
      default -> Problem.invalid("iban-signs", FIELD, "This is not an IBAN.");
    };
  }
}
