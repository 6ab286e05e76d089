package io.retour.terms;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.DecisionTables;
import io.retour.policy.MethodOffer;
import io.retour.policy.TableShelf;
import io.retour.policy.TablesReplaced;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.shared.Market;
import io.retour.shared.Money;
import io.retour.testing.WebTest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What is promised before the purchase: page, markup and checkout say what the tables say. */
@WebTest
class ReturnTermsTest {

  private static final Pattern MARKUP =
      Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

  private final ObjectMapper json = new ObjectMapper();

  @Autowired MockMvc http;
  @Autowired ShopTerms shopTerms;
  @Autowired TermsInWords words;
  @Autowired DecisionTables tables;
  @Autowired TableShelf shelf;
  @Autowired ApplicationEventPublisher events;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Catalogue catalogue;

  private Map<String, String> packaged = Map.of();

  @BeforeEach
  void remember() {
    packaged = new HashMap<>();
    tables.contents().forEach((checksum, text) -> packaged.put(checksum + ".dmn", text));
  }

  @AfterEach
  void asPackaged() {
    shelf.replace(packaged);
  }

  /** What {@code ./retour deploy} does to the tables that are asked. */
  private void deploy(String cell, String by) {
    Map<String, String> changed = new HashMap<>(packaged);
    changed.replaceAll(
        (file, text) -> text.replaceAll("(" + cell + "\">\\s*<text>)[^<]*", "$1" + by));
    assertThat(changed).isNotEqualTo(packaged);
    shelf.replace(changed);
    events.publishEvent(new TablesReplaced());
  }

  private Terms terms(String brand, String country) {
    return shopTerms.of(shopTerms.purchase(brand, country, null, null, null, null));
  }

  private ResultActions policy(String query) throws Exception {
    return http.perform(get("/p/lumen/policy?" + query));
  }

  private String page(String query) throws Exception {
    return policy(query).andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
  }

  private JsonNode markupOf(String page) throws Exception {
    Matcher found = MARKUP.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return json.readTree(found.group(1));
  }

  private ResultActions checkout(String query) throws Exception {
    return http.perform(
        get("/api/v1/brands/lumen/return-terms?" + query)
            .header(HttpHeaders.ORIGIN, "https://shop.example"));
  }

  // what they say

  @ParameterizedTest
  @CsvSource({
    "en, Returns at Lumen, You have 30 days, For the first 14 days, from €1.95",
    "nl, Retourneren bij Lumen, Je hebt 30 dagen, De eerste 14 dagen, vanaf € 1,95",
    "de, Rückgabe bei Lumen, Sie haben 30 Tage, In den ersten 14 Tagen, '1,95 €'",
    "fr, Les retours chez Lumen, Vous avez 30 jours, Pendant les 14 premiers jours, '1,95 €'"
  })
  void tellsInTheReadersLanguage(
      String language, String title, String window, String right, String fee) throws Exception {
    assertThat(page("country=NL&lang=" + language).replace('\u00a0', ' '))
        .contains(title, window, right, fee, "lang=\"" + language + "\"")
        .doesNotContain("??");
  }

  @Test
  void tellsEveryCountryInEveryLanguage() {
    for (String brand : List.of("lumen", "kestrel")) {
      for (String country : shopTerms.countries()) {
        for (String language : List.of("en", "nl", "de", "fr")) {
          Locale locale = Market.locale(language);
          Terms terms = terms(brand, country);
          SaidTerms said = words.say(terms, locale);
          assertThat(said.topics())
              .hasSize(7)
              .allSatisfy(part -> assertThat(part.title()).isNotBlank());
          assertThat(words.points(terms, locale)).isNotEmpty();
        }
      }
    }
    assertThat(shopTerms.countries()).contains("NL", "DE", "GB", "SE").doesNotContain("US");
  }

  /** The promise before the purchase is the offer after it. */
  @ParameterizedTest
  @CsvSource({"lumen, NL, 5026AA", "lumen, DE, 10115", "kestrel, BE, 9000", "kestrel, FR, 75001"})
  void promisesWhatIsOfferedLater(String brand, String country, String postcode) {
    Order order = order().brand(brand).country(country).line("TEE-M", 1, 5000).build();
    orders.add(order);
    List<MethodOffer> offered =
        returns
            .offer(
                new ReturnDraft(
                    order,
                    List.of(
                        new ReturnDraft.Line(
                            order.lines().getFirst().id(), 1, ReturnReason.NO_REASON_GIVEN, "")),
                    "PARCEL_DROP_OFF",
                    "REFUND"))
            .methods();

    assertThat(fees(terms(brand, country).ways())).isEqualTo(fees(offered));
  }

  private static Map<String, Long> fees(List<MethodOffer> ways) {
    return ways.stream().collect(Collectors.toMap(MethodOffer::method, MethodOffer::feeMinor));
  }

  @Test
  void findsTheBordersThatTheTablesSet() {
    Terms dutch = terms("lumen", "NL");
    assertThat(dutch.window()).isEqualTo(new Terms.Window(30, 14, 7, true));
    assertThat(dutch.fault()).isEqualTo(new Terms.Fault(24, 12, 0, true, true, true, true));
    assertThat(dutch.keeping())
        .contains(
            new Terms.Keeping("FASHION", 1000),
            new Terms.Keeping("BEAUTY", 2500),
            new Terms.Keeping("ELECTRONICS", -1));
    assertThat(dutch.late()).isEmpty();
    assertThat(terms("lumen", "GB").fault())
        .isEqualTo(new Terms.Fault(60, 6, 30, true, true, true, false));
    assertThat(terms("lumen", "SE").fault())
        .isEqualTo(new Terms.Fault(36, 24, 0, true, true, true, true));
    assertThat(terms("lumen", "IE").fault())
        .isEqualTo(new Terms.Fault(72, 12, 30, true, true, true, true));
    assertThat(terms("lumen", "FR").late())
        .first()
        .satisfies(first -> assertThat(first.step().legalInterest()).isTrue());
    assertThat(terms("lumen", "FR").late()).hasSize(15);
  }

  @Test
  void promisesNoRightThatNoLawGives() throws Exception {
    Terms elsewhere = terms("lumen", "US");

    assertThat(elsewhere.window().withdrawalDays()).isZero();
    assertThat(elsewhere.payment().withdrawal()).isNull();
    assertThat(elsewhere.fault().months()).isZero();
    assertThat(words.say(elsewhere, Locale.UK).topics().getFirst().sentences())
        .anyMatch(sentence -> sentence.contains("no right of withdrawal"));
  }

  @Test
  void keepsFromShoppersWhatNotesSayToColleagues() {
    for (String country : shopTerms.countries()) {
      assertThat(terms("lumen", country).why().values().stream().flatMap(List::stream))
          .isNotEmpty()
          .allSatisfy(note -> assertThat(note).doesNotContain("Counsel", "R-1", "R-2", "retour."));
    }
  }

  // changing a row changes them

  @Test
  void aChangedRowChangesPageMarkupAndCheckout() throws Exception {
    String before = page("country=NL&lang=en");
    assertThat(before).contains("You have 30 days", "€1.95");
    assertThat(markupOf(before).at("/hasMerchantReturnPolicy/0/merchantReturnDays").asInt())
        .isEqualTo(30);
    checkout("country=NL&locale=en")
        .andExpect(jsonPath("$.windowDays").value(30))
        .andExpect(jsonPath("$.headline").value(containsString("30 days")));
    String tag = policy("country=NL&lang=en").andReturn().getResponse().getHeader("ETag");

    deploy("SP_lumen_windowDays_out", "60");

    String after = page("country=NL&lang=en");
    assertThat(after).contains("You have 60 days").doesNotContain("You have 30 days");
    assertThat(markupOf(after).at("/hasMerchantReturnPolicy/0/merchantReturnDays").asInt())
        .isEqualTo(60);
    checkout("country=NL&locale=en")
        .andExpect(jsonPath("$.windowDays").value(60))
        .andExpect(jsonPath("$.headline").value(containsString("60 days")));
    http.perform(get("/p/lumen/policy.jsonld?country=NL"))
        .andExpect(jsonPath("$.hasMerchantReturnPolicy[0].merchantReturnDays").value(60));
    http.perform(get("/p/lumen/policy?country=NL&lang=en").header("If-None-Match", tag))
        .andExpect(status().isOk());

    deploy("RM_qr_nl_be_feeMinor_out", "0");

    assertThat(page("country=NL&lang=en")).contains("Free returns within 30 days");
    checkout("country=NL&locale=en")
        .andExpect(jsonPath("$.headline").value("Free returns within 30 days"))
        .andExpect(jsonPath("$.ways[?(@.method == 'QR_DROP_OFF')].feeMinor").value(0));
    http.perform(get("/p/lumen/policy.jsonld?country=NL"))
        .andExpect(
            jsonPath("$.hasMerchantReturnPolicy[0].returnFees")
                .value("https://schema.org/FreeReturn"));
  }

  @ParameterizedTest
  @CsvSource({
    "RS_right_credit_bonusPercent_out, 7, + 7%",
    "CT_netherlands_valueMonths_out, 84, Otherwise it holds 7 years",
    "RD_withdrawal_evidence_maxDeductionPercent_out, 40, at most 100% of its price",
    "RM_qr_nl_be_co2Grams_out, 111, 111 g CO2"
  })
  void everyFigureIsAskedFor(String cell, String by, String words) throws Exception {
    if (packaged.values().stream().noneMatch(text -> text.contains("id=\"" + cell + "\""))) {
      throw new AssertionError("No table has a cell " + cell);
    }
    deploy(cell, by);

    assertThat(page("country=NL&lang=en")).contains(words);
  }

  // search engines

  @Test
  void tellsSearchEnginesInTheirWords() throws Exception {
    JsonNode store = markupOf(page("country=NL&lang=en"));
    JsonNode policy = store.at("/hasMerchantReturnPolicy/0");

    assertThat(store.path("@type").asText()).isEqualTo("OnlineStore");
    assertThat(store.path("name").asText()).isEqualTo("Lumen");
    assertThat(policy.path("@type").asText()).isEqualTo("MerchantReturnPolicy");
    assertThat(policy.path("applicableCountry").get(0).asText()).isEqualTo("NL");
    assertThat(policy.path("returnPolicyCategory").asText())
        .isEqualTo("https://schema.org/MerchantReturnFiniteReturnWindow");
    assertThat(policy.path("merchantReturnLink").asText()).endsWith("/p/lumen/policy?country=NL");
    assertThat(policy.path("returnMethod").toString())
        .contains("https://schema.org/ReturnByMail", "https://schema.org/ReturnInStore");
    assertThat(policy.path("returnFees").asText())
        .isEqualTo("https://schema.org/ReturnShippingFees");
    assertThat(policy.at("/returnShippingFeesAmount/value").decimalValue())
        .isEqualByComparingTo("1.95");
    assertThat(policy.at("/customerRemorseReturnShippingFeesAmount/currency").asText())
        .isEqualTo("EUR");
    assertThat(policy.path("itemDefectReturnFees").asText())
        .isEqualTo("https://schema.org/FreeReturn");
    assertThat(policy.path("refundType").toString()).contains("FullRefund", "StoreCreditRefund");
  }

  @Test
  void tellsThemOfAllCountriesAtOnce() throws Exception {
    String body =
        http.perform(get("/p/kestrel/policy.jsonld"))
            .andExpect(status().isOk())
            .andExpect(content().contentTypeCompatibleWith("application/ld+json"))
            .andReturn()
            .getResponse()
            .getContentAsString();

    JsonNode policies = json.readTree(body).path("hasMerchantReturnPolicy");
    List<String> countries =
        Stream.iterate(0, i -> i < policies.size(), i -> i + 1)
            .flatMap(i -> policies.get(i).path("applicableCountry").valueStream())
            .map(JsonNode::asText)
            .toList();
    assertThat(countries).containsExactlyInAnyOrderElementsOf(shopTerms.countries());
    assertThat(policies.size()).isLessThan(countries.size());
  }

  // the checkout

  @Test
  void answersAnyShopAndIsKeptForAMinute() throws Exception {
    String tag =
        checkout("country=NL&locale=nl-BE")
            .andExpect(status().isOk())
            .andExpect(header().string("Access-Control-Allow-Origin", "*"))
            .andExpect(header().string("Cache-Control", containsString("max-age=60")))
            .andExpect(header().doesNotExist("Set-Cookie"))
            .andExpect(jsonPath("$.language").value("nl"))
            .andExpect(jsonPath("$.link").value(containsString("/p/lumen/policy?country=NL")))
            .andReturn()
            .getResponse()
            .getHeader("ETag");

    http.perform(
            get("/api/v1/brands/lumen/return-terms?country=NL&locale=nl-BE")
                .header("If-None-Match", tag))
        .andExpect(status().isNotModified());
  }

  @Test
  void readsTheLanguageOfTheCountryUnlessAnotherIsWanted() throws Exception {
    checkout("country=FR").andExpect(jsonPath("$.language").value("fr"));
    checkout("country=fr&locale=xx").andExpect(jsonPath("$.language").value("fr"));
    checkout("country=SE").andExpect(jsonPath("$.language").value("en"));
    checkout("country=FR&locale=de").andExpect(jsonPath("$.language").value("de"));
  }

  /** What is arranged by hand has no fee in the table, and nobody sends it by themselves. */
  @ParameterizedTest
  @ValueSource(strings = {"US", "JP"})
  void callsNothingFreeThatHasToBeArranged(String country) throws Exception {
    checkout("country=" + country + "&locale=en")
        .andExpect(jsonPath("$.ways[*].method", contains("BY_ARRANGEMENT")))
        .andExpect(jsonPath("$.headline").value(not(containsString("Free"))));
  }

  @Test
  void knowsAnItemByItsSku() throws Exception {
    catalogue.put(
        new CatalogueItem(
            "lumen", "LIPS-1", "Lipstick", "BEAUTY", Money.of(1295, "EUR"), null, 40_000));

    checkout("country=NL&locale=en&sku=LIPS-1")
        .andExpect(jsonPath("$.points[?(@ =~ /.*may keep it.*/)]").isNotEmpty())
        .andExpect(jsonPath("$.link").value(containsString("category=BEAUTY")))
        .andExpect(jsonPath("$.ways[?(@.method == 'BY_ARRANGEMENT')]").isNotEmpty());
    checkout("country=NL&locale=en&sku=NOTHING").andExpect(status().isOk());
    checkout("country=NL&locale=en&category=FASHION&priceMinor=999")
        .andExpect(jsonPath("$.points[?(@ =~ /.*may keep it.*/)]").isNotEmpty());
    checkout("country=NL&locale=en&category=FASHION&priceMinor=1001")
        .andExpect(jsonPath("$.points[?(@ =~ /.*may keep it.*/)]").isEmpty());
    checkout("country=NL&category=ROCKETS").andExpect(status().isOk());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/brands/nobody/return-terms?country=NL, 404, brand-unknown",
    "/api/v1/brands/lumen/return-terms, 400, parameter-missing",
    "/api/v1/brands/lumen/return-terms?country=Atlantis, 422, country-invalid",
    "/api/v1/brands/lumen/return-terms?country=NL&currency=GOLD, 422, currency-invalid",
    "/api/v1/brands/lumen/return-terms?country=NL&priceMinor=-1, 422, price-invalid"
  })
  void saysWhatIsWrong(String address, int status, String code) throws Exception {
    http.perform(get(address))
        .andExpect(status().is(status))
        .andExpect(jsonPath("$.code").value(code));
  }

  @Test
  void theWidgetIsSmallAndKept() throws Exception {
    String script =
        http.perform(get("/widget.js"))
            .andExpect(status().isOk())
            .andExpect(header().string("Cache-Control", containsString("max-age=3600")))
            .andExpect(header().exists("ETag"))
            .andExpect(content().contentTypeCompatibleWith("text/javascript"))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(script.length()).isLessThan(4_000);
    assertThat(script).contains("customElements.define").doesNotContain("innerHTML", "eval(");
  }

  // the pages

  @ParameterizedTest
  @ValueSource(
      strings = {"/p/nobody/policy", "/p/nobody/policy.jsonld", "/p/nobody/policy/preview"})
  void knowsOnlyItsBrands(String path) throws Exception {
    http.perform(get(path)).andExpect(status().isNotFound());
  }

  @Test
  void takesTheCountryOfTheReader() throws Exception {
    assertThat(selected("nl-BE,nl;q=0.9")).isEqualTo("BE");
    assertThat(selected("de")).isEqualTo("DE");
    assertThat(selected("en-US,en;q=0.9")).isEqualTo("GB");
    assertThat(page("country=Atlantis")).contains("selected=\"selected\">");
  }

  private String selected(String acceptLanguage) throws Exception {
    String page =
        http.perform(get("/p/lumen/policy").header("Accept-Language", acceptLanguage))
            .andReturn()
            .getResponse()
            .getContentAsString();
    Matcher found = Pattern.compile("value=\"(..)\" selected").matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void keepsCountryAndCategoryInAnotherLanguage() throws Exception {
    assertThat(page("country=DE&category=SHOES&lang=nl"))
        .contains("lang=fr&amp;country=DE&amp;category=SHOES");
  }

  /** Nothing in it is run: the one script element is data. */
  @Test
  void hasNoScriptToRun() throws Exception {
    assertThat(page("country=NL").replaceAll(MARKUP.pattern(), ""))
        .as("besides the markup")
        .doesNotContain("<script type=\"text");
    assertThat(page("country=NL").split("<script", -1)).hasSize(2);
  }

  @Test
  void isLinkedFromThePortal() throws Exception {
    http.perform(get("/")).andExpect(content().string(containsString("/p/lumen/policy\"")));
    http.perform(get("/p/kestrel"))
        .andExpect(content().string(containsString("/p/kestrel/policy\"")));
    http.perform(get("/p/lumen/policy/preview?country=NL&lang=en"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("<retour-policy data-brand=\"lumen\"")))
        .andExpect(content().string(containsString("src=\"/widget.js\"")));
  }
}
