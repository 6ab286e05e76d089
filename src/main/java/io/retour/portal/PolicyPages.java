package io.retour.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.shared.Money;
import io.retour.shared.RetourProperties;
import io.retour.terms.PolicyMarkup;
import io.retour.terms.Purchase;
import io.retour.terms.ShopTerms;
import io.retour.terms.Terms;
import io.retour.terms.TermsInWords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.text.Collator;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What a shopper reads about returns before buying, and what search engines read of it. */
@Controller
class PolicyPages {

  /** A browser asks each time whether a page is still as it was; whose language it is, it knows. */
  private static final String ASK_AGAIN = "private, no-cache";

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final MediaType JSON_LD = MediaType.parseMediaType("application/ld+json");

  private final ShopTerms shopTerms;
  private final TermsInWords words;
  private final RetourProperties properties;
  private final ObjectMapper json;

  PolicyPages(
      ShopTerms shopTerms, TermsInWords words, RetourProperties properties, ObjectMapper json) {
    this.shopTerms = shopTerms;
    this.words = words;
    this.properties = properties;
    this.json = json;
  }

  @ModelAttribute
  void brand(@PathVariable String brand, Model model, Locale locale) {
    PortalBrand.show(properties, brand, model);
    model.addAttribute("languages", PortalLocale.LANGUAGES);
    model.addAttribute("language", locale.getLanguage());
  }

  /** Something to choose from, by its code and in words. */
  public record Choice(String code, String name) {}

  @GetMapping("/p/{brand}/policy")
  String policy(
      @PathVariable String brand,
      @RequestParam(required = false) @Nullable String country,
      @RequestParam(required = false) @Nullable String category,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale,
      Model model)
      throws JsonProcessingException {
    Purchase purchase =
        shopTerms.purchase(brand, country(country, request, locale), null, category, null, null);
    Terms terms = shopTerms.of(purchase);
    model.addAttribute("purchase", purchase);
    model.addAttribute("terms", terms);
    model.addAttribute("said", words.say(terms, locale));
    model.addAttribute("countries", countries(locale));
    model.addAttribute("categories", categories(locale));
    model.addAttribute("markup", markup(brand, List.of(terms)));
    response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
    return "portal/policy";
  }

  /**
   * Something to show the widget beside.
   *
   * @param name of its category
   */
  public record Sample(String category, String name, long priceMinor, String price) {}

  /** The widget as a shop's page shows it, and what to copy. */
  @GetMapping("/p/{brand}/policy/preview")
  String preview(
      @PathVariable String brand,
      @RequestParam(required = false) @Nullable String country,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale,
      Model model) {
    Purchase purchase =
        shopTerms.purchase(brand, country(country, request, locale), null, null, null, null);
    model.addAttribute("purchase", purchase);
    model.addAttribute("countries", countries(locale));
    model.addAttribute(
        "samples",
        List.of(
            sample("FASHION", 2995, purchase.currency(), locale),
            sample("BEAUTY", 995, purchase.currency(), locale),
            sample("ELECTRONICS", 14900, purchase.currency(), locale)));
    model.addAttribute("script", properties.page("/widget.js"));
    model.addAttribute("page", page(brand));
    response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
    return "portal/policy-preview";
  }

  private Sample sample(String category, long priceMinor, Currency currency, Locale locale) {
    return new Sample(
        category,
        words.category(category, locale),
        priceMinor,
        new Money(priceMinor, currency).format(locale));
  }

  /** All countries, or the one that is asked for. */
  @GetMapping("/p/{brand}/policy.jsonld")
  @CrossOrigin(origins = "*")
  ResponseEntity<String> jsonLd(
      @PathVariable String brand, @RequestParam(required = false) @Nullable String country)
      throws JsonProcessingException {
    List<Terms> all =
        shopTerms.countries().stream()
            .filter(known -> country == null || known.equals(country))
            .map(known -> shopTerms.of(shopTerms.purchase(brand, known, null, null, null, null)))
            .toList();
    return ResponseEntity.ok()
        .contentType(JSON_LD)
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
        .body(markup(brand, all));
  }

  private String markup(String brand, List<Terms> terms) throws JsonProcessingException {
    RetourProperties.Brand shop = Objects.requireNonNull(properties.brands().get(brand));
    return json.writerWithDefaultPrettyPrinter()
        .writeValueAsString(
            PolicyMarkup.of(shop.name(), properties.page(brand, "/p/" + brand), page(brand), terms))
        // within a page nothing in it may end the element that holds it
        .replace("<", "\\u003c");
  }

  private String page(String brand) {
    return properties.page(brand, "/p/" + brand + "/policy");
  }

  /**
   * The country that was chosen; else the browser's, else that of the language. Another one than
   * the tables know is none.
   */
  private String country(@Nullable String chosen, HttpServletRequest request, Locale locale) {
    List<String> known = shopTerms.countries();
    return Stream.of(
            Stream.ofNullable(chosen),
            Collections.list(request.getLocales()).stream().map(Locale::getCountry),
            Stream.of(locale.getCountry(), locale.getLanguage().toUpperCase(Locale.ROOT)),
            known.stream())
        .flatMap(each -> each)
        .filter(known::contains)
        .findFirst()
        .orElse("NL");
  }

  private List<Choice> countries(Locale locale) {
    return shopTerms.countries().stream()
        .map(code -> new Choice(code, Locale.of("", code).getDisplayCountry(locale)))
        .sorted(Comparator.comparing(Choice::name, Collator.getInstance(locale)))
        .toList();
  }

  private List<Choice> categories(Locale locale) {
    return shopTerms.categories().stream()
        .map(code -> new Choice(code, words.category(code, locale)))
        .toList();
  }
}
