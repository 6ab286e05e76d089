package io.retour.terms.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.shared.Market;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.terms.Purchase;
import io.retour.terms.SaidTerms;
import io.retour.terms.ShopTerms;
import io.retour.terms.Terms;
import io.retour.terms.TermsInWords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a brand promises on returns, for shops to show beside a product or in their checkout. */
@RestController
@Tag(name = "Return terms", description = "What is promised on returns before somebody buys")
class ReturnTermsController {

  /** So long a changed row may take to reach every checkout. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> LANGUAGES = new TreeSet<>(Set.of("en", "nl", "de", "fr"));

  private final ShopTerms shopTerms;
  private final TermsInWords words;
  private final RetourProperties properties;
  private final ObjectMapper json;

  ReturnTermsController(
      ShopTerms shopTerms, TermsInWords words, RetourProperties properties, ObjectMapper json) {
    this.shopTerms = shopTerms;
    this.words = words;
    this.properties = properties;
    this.json = json;
  }

  /**
   * What a brand promises on returns.
   *
   * @param brand the shop's brand
   * @param name what shoppers call it
   * @param country where it would be delivered
   * @param language of all texts
   * @param headline the most important in one line
   * @param how what to press to read more
   * @param points what to read then, each a sentence or two
   * @param link the page with all of it
   * @param linkText what to call the link
   * @param windowDays in which something may come back, from delivery
   * @param withdrawalDays of these the right of withdrawal; 0 where there is none
   * @param currency of the fees
   * @param ways back, the one to show first at the front
   */
  record ReturnTerms(
      String brand,
      String name,
      String country,
      String language,
      String headline,
      String how,
      List<String> points,
      String link,
      String linkText,
      int windowDays,
      int withdrawalDays,
      String currency,
      List<WayBack> ways) {}

  /**
   * A way back.
   *
   * @param method as a registration names it
   * @param name in words
   * @param feeMinor what the shopper pays for it, 0 when it is free
   * @param refundDays days from hand-over to refund, as a rule
   * @param co2Grams estimated emission
   */
  record WayBack(String method, String name, long feeMinor, int refundDays, int co2Grams) {}

  @GetMapping("/api/v1/brands/{brand}/return-terms")
  @CrossOrigin(origins = "*")
  @SecurityRequirements
  @Operation(
      summary = "What a brand promises on returns",
      description =
          "For a checkout; /widget.js shows it. Public, from any site. Every text comes from the"
              + " tables that will decide; a changed row is everywhere within a minute.")
  ResponseEntity<ReturnTerms> terms(
      @PathVariable String brand,
      @RequestParam String country,
      @Parameter(description = "Language of the texts: en, nl, de or fr. The country's, if absent.")
          @RequestParam(required = false)
          @Nullable String locale,
      @Parameter(description = "FASHION, SHOES, ELECTRONICS, HOME, BEAUTY, TOYS or OTHER.")
          @RequestParam(required = false)
          @Nullable String category,
      @Parameter(description = "An item of the catalogue, for its category, price and weight.")
          @RequestParam(required = false)
          @Nullable String sku,
      @Parameter(description = "What it costs, in minor units.") @RequestParam(required = false)
          @Nullable Long priceMinor,
      @Parameter(description = "ISO 4217. What the fees are set in there, if absent.")
          @RequestParam(required = false)
          @Nullable String currency)
      throws JsonProcessingException {
    RetourProperties.Brand shop = properties.brands().get(brand);
    if (shop == null) {
      throw Problem.notFound("brand-unknown", "There is no such brand.");
    }
    String place = country.toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(place)) {
      throw Problem.invalid("country-invalid", "country", "Give an ISO 3166-1 alpha-2 country.");
    }
    if (priceMinor != null && priceMinor < 0) {
      throw Problem.invalid("price-invalid", "priceMinor", "Give a price of 0 or more.");
    }
    Purchase purchase =
        shopTerms.purchase(
            brand, place, currency == null ? null : currency(currency), category, sku, priceMinor);
    Locale language = language(locale, place);
    ReturnTerms answer = answer(shop, shopTerms.of(purchase), language);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic().staleIfError(Duration.ofDays(1)))
        .eTag(DigestUtils.md5DigestAsHex(json.writeValueAsBytes(answer)))
        .body(answer);
  }

  private static Currency currency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .filter(known -> known.getCurrencyCode().equals(code))
        .findFirst()
        .orElseThrow(
            () -> Problem.invalid("currency-invalid", "currency", "Give an ISO 4217 currency."));
  }

  /** A shop's locale may name a region too, as in {@code nl-BE}. */
  private static Locale language(@Nullable String wanted, String country) {
    String language =
        wanted == null
            ? ""
            : Arrays.asList(wanted.toLowerCase(Locale.ROOT).split("[-_]")).getFirst();
    return Market.locale(LANGUAGES.contains(language) ? language : Market.language(country));
  }

  private ReturnTerms answer(RetourProperties.Brand shop, Terms terms, Locale locale) {
    SaidTerms said = words.say(terms, locale);
    Purchase purchase = terms.purchase();
    return new ReturnTerms(
        purchase.brand(),
        shop.name(),
        purchase.country(),
        locale.getLanguage(),
        said.headline(),
        said.how(),
        words.points(terms, locale),
        properties.page(
            purchase.brand(),
            "/p/%s/policy?country=%s%s&lang=%s"
                .formatted(
                    purchase.brand(),
                    purchase.country(),
                    purchase.category() == null ? "" : "&category=" + purchase.category(),
                    locale.getLanguage())),
        words.more(locale),
        terms.window().days(),
        terms.window().withdrawalDays(),
        purchase.currency().getCurrencyCode(),
        terms.ways().stream()
            .map(
                way ->
                    new WayBack(
                        way.method(),
                        words.method(way.method(), locale),
                        way.feeMinor(),
                        way.refundDays(),
                        way.co2Grams()))
            .toList());
  }
}
