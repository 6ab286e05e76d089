package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.policy.Vocabulary;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.photos.PhotoCleaner;
import io.retour.shared.photos.SlowPhotos;
import io.retour.shared.web.ReadsGiveWay;
import io.retour.testing.Confirmed;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.servlet.View;

@WebTest
class PortalTest {

  private static final AtomicInteger VISITORS = new AtomicInteger();

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired ShopperTokens tokens;
  @Autowired PhotoCleaner cleaner;
  @Autowired Vocabulary vocabulary;
  @Autowired JdbcClient db;

  private Order bought(int quantity) {
    Order order = order().line("TEE-M", quantity, 2495).build();
    orders.add(order);
    return order;
  }

  /** Everyone comes from another address, so that tests do not slow each other down. */
  private static RequestPostProcessor from(int visitor) {
    return request -> {
      request.setRemoteAddr("10.0." + visitor / 250 + "." + visitor % 250);
      return request;
    };
  }

  private ResultActions lookUp(int visitor, String orderNumber, String secret) throws Exception {
    return http.perform(
        post("/p/lumen/find")
            .with(csrf())
            .with(from(visitor))
            .param("orderNumber", orderNumber)
            .param("emailOrPostcode", secret));
  }

  private Cookie session(Order order) {
    return session(order, Duration.ofHours(2));
  }

  private Cookie session(Order order, Duration validity) {
    return new Cookie("retour-order", tokens.issue(Purpose.ORDER, order.id(), validity));
  }

  private static MockMultipartHttpServletRequestBuilder confirmation(UUID returnId, Order order) {
    String line = order.lines().getFirst().id().toString();
    MockMultipartHttpServletRequestBuilder request = multipart("/p/lumen/confirm");
    request
        .with(csrf())
        .param("returnId", returnId.toString())
        .param("quantity_" + line, "1")
        .param("reason_" + line, "DEFECTIVE")
        .param("method", "PARCEL_DROP_OFF")
        .param("resolution", "REFUND");
    return request;
  }

  private static MockMultipartFile photo(Order order, byte[] content) {
    return new MockMultipartFile(
        "photo_" + order.lines().getFirst().id(), "me.jpg", "image/jpeg", content);
  }

  // finding an order

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"5026AA", "5026 aa", " 5026aa "})
  void findsAnOrderByItsPostcodeHoweverItIsTyped(String postcode) throws Exception {
    Order order = bought(1);

    lookUp(
            VISITORS.incrementAndGet(),
            " " + order.orderNumber().toLowerCase(java.util.Locale.ROOT) + " ",
            postcode)
        .andExpect(redirectedUrl("/p/lumen/order"))
        .andExpect(cookie().httpOnly("retour-order", true))
        .andExpect(cookie().path("retour-order", "/p"))
        .andExpect(cookie().attribute("retour-order", "SameSite", "Lax"));
  }

  /** Nobody learns from the answer which order numbers exist. */
  @Test
  void answersAnUnknownOrderAndAWrongPostcodeWithTheSameBytes() throws Exception {
    String unknown = "T-" + "0".repeat(bought(1).orderNumber().length() - 2);
    String known = bought(1).orderNumber();

    MockHttpServletResponse forUnknown = notFound(unknown, "9999ZZ");
    MockHttpServletResponse forKnown = notFound(known, "9999ZZ");

    assertThat(stripped(forKnown, known)).isEqualTo(stripped(forUnknown, unknown));
    assertThat(forKnown.getHeaderNames()).isEqualTo(forUnknown.getHeaderNames());
    assertThat(forKnown.getCookie("retour-order")).isNull();
  }

  private MockHttpServletResponse notFound(String orderNumber, String secret) throws Exception {
    return lookUp(VISITORS.incrementAndGet(), orderNumber, secret)
        .andExpect(status().isNotFound())
        .andReturn()
        .getResponse();
  }

  /** The page without what was typed and without the form's token. */
  private static String stripped(MockHttpServletResponse response, String orderNumber)
      throws Exception {
    String page = response.getContentAsString();
    assertThat(page).contains("name=\"_csrf\"", orderNumber);
    return page.replace(orderNumber, "")
        .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "name=\"_csrf\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"`` | ``", "T-1 | ``", "`` | 5026AA", "' OR 1=1 -- | x", "T-% | %", "<b>x</b> | y"})
  void answersWhateverIsTyped(String orderNumber, String secret) throws Exception {
    lookUp(VISITORS.incrementAndGet(), orderNumber, secret)
        .andExpect(status().isNotFound())
        .andExpect(content().string(not(containsString("<b>x"))));
  }

  @Test
  void answersInputOfAnyLength() throws Exception {
    lookUp(VISITORS.incrementAndGet(), "x".repeat(10_000), "y".repeat(10_000))
        .andExpect(status().isNotFound());
  }

  @Test
  void doesNotFindAnOrderOfAnotherBrand() throws Exception {
    Order order = bought(1);

    http.perform(
            post("/p/kestrel/find")
                .with(csrf())
                .with(from(VISITORS.incrementAndGet()))
                .param("orderNumber", order.orderNumber())
                .param("emailOrPostcode", "5026AA"))
        .andExpect(status().isNotFound());
  }

  @Test
  void slowsDownWhoAsksAgainAndAgain() throws Exception {
    Order order = bought(1);
    int guesser = VISITORS.incrementAndGet();
    for (int i = 0; i < 10; i++) {
      lookUp(guesser, order.orderNumber(), "000" + i).andExpect(status().isNotFound());
    }

    lookUp(guesser, order.orderNumber(), "5026AA")
        .andExpect(status().isTooManyRequests())
        .andExpect(header().string("Retry-After", "60"))
        .andExpect(content().string(containsString("Wait a minute")))
        .andExpect(cookie().doesNotExist("retour-order"));
    lookUp(VISITORS.incrementAndGet(), order.orderNumber(), "5026AA")
        .andExpect(redirectedUrl("/p/lumen/order"));
  }

  /**
   * Many addresses cannot guess the postcode of one order together, and learn nothing by trying.
   */
  @Test
  void slowsDownWhoeverAsksForOneOrderAgainAndAgain() throws Exception {
    String unknown = "T-" + "1".repeat(bought(1).orderNumber().length() - 2);
    String known = bought(1).orderNumber();
    for (String number : List.of(unknown, known)) {
      for (int i = 0; i < 20; i++) {
        lookUp(VISITORS.incrementAndGet(), number, "00" + i).andExpect(status().isNotFound());
      }
    }

    MockHttpServletResponse forUnknown = tooMany(unknown, "5026AA", "en");
    MockHttpServletResponse forKnown = tooMany(known, "5026AA", "en");
    assertThat(stripped(forKnown, known)).isEqualTo(stripped(forUnknown, unknown));
    assertThat(forKnown.getHeaderNames()).isEqualTo(forUnknown.getHeaderNames());
    assertThat(forKnown.getHeader("Retry-After"))
        .isEqualTo("3600")
        .isEqualTo(forUnknown.getHeader("Retry-After"));
    assertThat(forKnown.getCookie("retour-order")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "en, Wait 60 minutes",
    "nl, Wacht 60 minuten",
    "de, Warten Sie 60 Minuten",
    "fr, Attendez 60 minutes"
  })
  void saysInTheReadersLanguageWhenToTryAgain(String language, String words) throws Exception {
    String number = "T-LIMIT-" + language;
    for (int i = 0; i < 20; i++) {
      lookUp(VISITORS.incrementAndGet(), number, "00" + i);
    }

    assertThat(tooMany(number, "5026AA", language).getContentAsString()).contains(words);
  }

  private MockHttpServletResponse tooMany(String orderNumber, String secret, String language)
      throws Exception {
    return http.perform(
            post("/p/lumen/find")
                .with(csrf())
                .with(from(VISITORS.incrementAndGet()))
                .header("Accept-Language", language)
                .param("orderNumber", orderNumber)
                .param("emailOrPostcode", secret))
        .andExpect(status().isTooManyRequests())
        .andReturn()
        .getResponse();
  }

  /** Nobody is believed about where a request comes from, or else everyone asks without a limit. */
  @Test
  void doesNotBelieveWhatAClientSaysOfItsAddress() throws Exception {
    int guesser = VISITORS.incrementAndGet();
    for (int i = 0; i < 10; i++) {
      lookUpAs("198.51.100." + i, guesser).andExpect(status().isNotFound());
    }

    lookUpAs("198.51.100.99", guesser).andExpect(status().isTooManyRequests());
  }

  private ResultActions lookUpAs(String forwardedFor, int visitor) throws Exception {
    return http.perform(
        post("/p/lumen/find")
            .with(csrf())
            .with(from(visitor))
            .header("X-Forwarded-For", forwardedFor)
            .header("Forwarded", "for=" + forwardedFor)
            .param("orderNumber", "T-F-" + forwardedFor)
            .param("emailOrPostcode", "1"));
  }

  @Test
  void wantsTheFormsToken() throws Exception {
    http.perform(post("/p/lumen/find").param("orderNumber", "T-1"))
        .andExpect(status().isForbidden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/p/nobody", "/p/nobody/order", "/p/LUMEN"})
  void knowsOnlyItsBrands(String path) throws Exception {
    http.perform(get(path)).andExpect(status().isNotFound());
  }

  // the order's page

  @Test
  void showsTheOrderToWhoFoundIt() throws Exception {
    http.perform(get("/p/lumen/order").cookie(session(bought(1))))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Product TEE-M")));
  }

  @Test
  void leadsOnWhenTheSessionIsExpiredForgedOrMissing() throws Exception {
    Order order = bought(1);
    String good = tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(1));
    String[] parts = good.split("\\.");
    for (String value :
        List.of(
            tokens.issue(Purpose.ORDER, order.id(), Duration.ofSeconds(-1)),
            tokens.issue(Purpose.ORDER, UUID.randomUUID(), Duration.ofHours(1)),
            tokens.issue(Purpose.RETURN, order.id(), Duration.ofHours(1)),
            good.substring(0, good.length() - 1) + (good.endsWith("A") ? "B" : "A"),
            parts[0] + "." + parts[1] + ".99999999999." + parts[3],
            parts[0] + "." + UUID.randomUUID() + "." + parts[2] + "." + parts[3],
            "",
            ".",
            "...",
            "nonsense")) {
      http.perform(get("/p/lumen/order").cookie(new Cookie("retour-order", value)))
          .andExpect(redirectedUrl("/p/lumen?expired=true"));
    }
    http.perform(get("/p/lumen/order")).andExpect(redirectedUrl("/p/lumen?expired=true"));
    http.perform(get("/p/lumen").param("expired", "true"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("find your order again")));
  }

  @Test
  void confirmsNothingWithAnExpiredSession() throws Exception {
    Order order = bought(1);

    http.perform(
            confirmation(UUID.randomUUID(), order).cookie(session(order, Duration.ofSeconds(-1))))
        .andExpect(redirectedUrl("/p/lumen?expired=true"));

    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @Test
  void refusesTheSessionOfAnotherBrandsOrder() throws Exception {
    Order order = bought(1);

    http.perform(get("/p/kestrel/order").cookie(session(order)))
        .andExpect(redirectedUrl("/p/kestrel?expired=true"));
    MockMultipartHttpServletRequestBuilder elsewhere = multipart("/p/kestrel/confirm");
    elsewhere
        .with(csrf())
        .cookie(session(order))
        .param("returnId", UUID.randomUUID().toString())
        .param("quantity_" + order.lines().getFirst().id(), "1");
    http.perform(elsewhere).andExpect(redirectedUrl("/p/kestrel?expired=true"));
    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "-1", "two", "99999999999"})
  void asksAgainForAQuantityThatCannotBe(String quantity) throws Exception {
    Order order = bought(2);

    http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(order))
                .param("quantity_" + order.lines().getFirst().id(), quantity))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("role=\"alert\"")));
  }

  @Test
  void offersTheWayBackAndWhatItIsWorth() throws Exception {
    Order order = bought(1);

    http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(order))
                .param("quantity_" + order.lines().getFirst().id(), "1"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("€2.95")))
        .andExpect(content().string(containsString("€22.00")));
  }

  @Test
  void showsForEachWayBackWhatItLeaves() throws Exception {
    Order order = bought(1);

    http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(order))
                .param("quantity_" + order.lines().getFirst().id(), "1"))
        .andExpect(content().string(containsString("data-way=\"PARCEL_DROP_OFF\">€22.00")))
        .andExpect(content().string(containsString("data-way=\"STORE\">€24.95")));
  }

  /** What is shown before confirming is what stands on the status page when it is settled. */
  @Test
  void explainsTheAmountBeforeConfirmingAsItIsGrantedLater(@Autowired Refunds refunds)
      throws Exception {
    Order order = order().line("TEE-M", 2, 2495).shipping(495, 495).build();
    orders.add(order);
    String options =
        http.perform(
                post("/p/lumen/options")
                    .with(csrf())
                    .cookie(session(order))
                    .param("quantity_" + order.lines().getFirst().id(), "2"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    ReturnCase registered = Confirmed.withdrawn(returns, order);
    refunds.grant(registered.id(), "REFUND", 0);
    String status =
        http.perform(
                get("/r/" + registered.rmaNumber())
                    .param("t", tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(1))))
            .andReturn()
            .getResponse()
            .getContentAsString();

    String shown = amountIn(options, "data-way=\"PARCEL_DROP_OFF\"><div class=\"in-money\"><table");
    assertThat(shown).contains("€24.95", "€4.95", "-€2.95", "€51.90");
    assertThat(amountIn(status, "<h2>Amount</h2>")).isEqualTo(shown);
  }

  private static String amountIn(String page, String before) {
    int begin = page.indexOf("<tbody>", page.indexOf(before));
    return page.substring(begin, page.indexOf("</table>", begin));
  }

  /** Past the return window the shop's own policy gives credit, and no way back promises money. */
  @ParameterizedTest
  @CsvSource({
    "en, 14, Money back at once, Money back about",
    "en, 33, Store credit at once, Store credit about",
    "nl, 14, Geld terug: meteen, Geld terug ongeveer",
    "nl, 33, Tegoed: meteen, Tegoed ongeveer",
    "de, 14, Geld zurück: sofort, Geld zurück etwa",
    "de, 33, Gutschein: sofort, Gutschein etwa",
    "fr, 14, Remboursement immédiat, Remboursement environ",
    "fr, 33, Avoir immédiat, Avoir environ"
  })
  void saysOfEachWayBackHowSoonThereIsWhatIsDue(
      String language, int deliveredDaysAgo, String atStore, String byParcel) throws Exception {
    Order order = order().deliveredDaysAgo(deliveredDaysAgo).line("TEE-M", 1, 2495).build();
    orders.add(order);

    http.perform(
            post("/p/lumen/options?lang=" + language)
                .with(csrf())
                .cookie(session(order))
                .header("Accept-Language", language)
                .param("quantity_" + order.lines().getFirst().id(), "1"))
        .andExpect(content().string(containsString(">" + atStore)))
        .andExpect(content().string(containsString(byParcel)));
  }

  /**
   * ADR special provision 376: nobody may carry it as an ordinary parcel, and the page says why. A
   * sound battery in its device travels like anything else (special provision 188).
   */
  @ParameterizedTest
  @CsvSource({
    "DEFECTIVE, en, can catch fire",
    "DEFECTIVE, nl, kan in brand vliegen",
    "DAMAGED_IN_TRANSIT, de, kann in Brand geraten",
    "DEFECTIVE, fr, peut prendre feu",
    "CHANGED_MIND, en, ''"
  })
  void offersOnlyAnArrangementForADamagedBatteryAndSaysWhy(
      String reason, String language, String why) throws Exception {
    Order order = order().line("PHONE-1", 1, 39900).withBattery().build();
    orders.add(order);

    String page =
        http.perform(
                post("/p/lumen/options?lang=" + language)
                    .with(csrf())
                    .cookie(session(order))
                    .header("Accept-Language", language)
                    .param("quantity_" + order.lines().getFirst().id(), "1")
                    .param("reason_" + order.lines().getFirst().id(), reason))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();

    List<String> ways =
        List.of("PARCEL_DROP_OFF", "QR_DROP_OFF", "HOME_PICKUP", "STORE", "BY_ARRANGEMENT").stream()
            .filter(way -> page.contains("name=\"method\" value=\"" + way + "\""))
            .toList();
    if (why.isEmpty()) {
      assertThat(ways).hasSize(4).doesNotContain("BY_ARRANGEMENT");
      assertThat(page).doesNotContain("damaged-battery");
    } else {
      assertThat(ways).containsExactly("BY_ARRANGEMENT");
      assertThat(page).contains("damaged-battery", why);
    }
  }

  /** The page says what happens now, instead of promising a label to print. */
  @Test
  void saysOfADamagedBatteryThatAColleagueArrangesIt() throws Exception {
    Order order = order().line("PHONE-1", 1, 39900).withBattery().build();
    orders.add(order);
    ReturnCase registered =
        returns.register(Confirmed.piecesOf(order, 1, ReturnReason.DEFECTIVE, "BY_ARRANGEMENT"));
    String page =
        "/r/%s?t=%s"
            .formatted(
                registered.rmaNumber(),
                tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(1)));

    returns.authorise(
        registered.id(),
        Map.of(order.lines().getFirst().id(), new Ground("CONFORMITY", "")),
        "LOW",
        null,
        "");
    http.perform(get(page))
        .andExpect(content().string(containsString("id=\"damaged-battery\"")))
        .andExpect(content().string(containsString("A colleague contacts you")))
        .andExpect(content().string(not(containsString("label is being made"))));
    returns.parcelMoved(registered.id(), Reception.LABEL_CREATED, "X");
    http.perform(get(page))
        .andExpect(content().string(containsString("The way back is arranged")))
        .andExpect(content().string(not(containsString("bring it to a drop-off point"))));
  }

  /** The style sheet shows the amounts of the way that is marked, so it has to know all ways. */
  @Test
  void hasAStyleForTheAmountsOfEachWayBack() throws Exception {
    String styles =
        new ClassPathResource("static/css/retour.css").getContentAsString(StandardCharsets.UTF_8);

    assertThat(vocabulary.wordsOf("method")).contains("STORE");
    for (String way : vocabulary.wordsOf("method")) {
      if (way.equals("UNANNOUNCED")) {
        continue; // no table offers it
      }
      assertThat(styles)
          .contains(
              "form:has([name=\"method\"][value=\"%1$s\"]:checked) .by-way > [data-way=\"%1$s\"]"
                  .formatted(way));
    }
  }

  /** The error page sees the address's variables, so a brand there is only what was typed. */
  @Test
  void saysOfAnUnknownBrandThatThereIsNoSuchPage() throws Exception {
    http.perform(
            get("/error")
                .accept(MediaType.TEXT_HTML)
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 404)
                .requestAttr(View.PATH_VARIABLES, Map.of("brand", "nobody")))
        .andExpect(content().string(containsString("href=\"/\"")));
  }

  @ParameterizedTest
  @CsvSource({
    "en, Many people are here at once",
    "nl, Het is nu even erg druk",
    "de, Gerade ist sehr viel los",
    "fr, beaucoup de monde"
  })
  void saysInTheReadersLanguageThatThereIsMuchToDo(String language, String sentence)
      throws Exception {
    http.perform(
            get("/error")
                .accept(MediaType.TEXT_HTML)
                .header("Accept-Language", language)
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 503)
                .requestAttr(ReadsGiveWay.class.getName(), true))
        .andExpect(content().string(containsString(sentence)));
  }

  /** Whoever just confirmed is led to a page; when that gives way, something was changed. */
  @ParameterizedTest
  @CsvSource({
    "en, What you confirmed before is kept, nothing was changed",
    "nl, Wat je eerder hebt bevestigd, niets veranderd",
    "de, Was Sie vorher bestätigt haben, nichts wurde geändert",
    "fr, Ce que vous avez confirmé, rien n’a changé"
  })
  void saysOnlyToWhoSentSomethingThatNothingWasChanged(
      String language, String toReaders, String toSenders) throws Exception {
    http.perform(turnedAway(get("/error"), language))
        .andExpect(content().string(containsString(toReaders)))
        .andExpect(content().string(not(containsString(toSenders))));
    http.perform(turnedAway(post("/error").with(csrf()), language))
        .andExpect(content().string(containsString(toSenders)));
  }

  private static MockHttpServletRequestBuilder turnedAway(
      MockHttpServletRequestBuilder request, String language) {
    return request
        .accept(MediaType.TEXT_HTML)
        .header("Accept-Language", language)
        .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 503)
        .requestAttr(ReadsGiveWay.class.getName(), true);
  }

  // confirming

  @Test
  void registersWhatWasConfirmedAndLeadsToItsPage() throws Exception {
    Order order = bought(1);
    UUID returnId = UUID.randomUUID();

    String page =
        http.perform(confirmation(returnId, order).cookie(session(order)))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    assertThat(page).startsWith("/r/" + returns.get(returnId).rmaNumber() + "?t=");
    http.perform(get(page)).andExpect(status().isOk());
  }

  /** The label may be stored after the return was read and before the parcels are. */
  @Test
  void loadsItselfAnewAsLongAsItSaysThatTheLabelIsStillToCome() throws Exception {
    ReturnCase waiting = registered(bought(1));
    db.sql(
            "insert into parcel (id, return_id, parcel_no, carrier, tracking_number, created_at,"
                + " status, version) values (?, ?, 1, 'simulated', ?, utc_timestamp(6),"
                + " 'LABEL_CREATED', 0)")
        .params(UUID.randomUUID(), waiting.id(), "JUST-STORED-" + waiting.rmaNumber())
        .update();
    String link = "/r/" + waiting.rmaNumber();
    String token = tokens.issue(Purpose.RETURN, waiting.id(), Duration.ofHours(1));

    http.perform(get(link).param("t", token)).andExpect(header().string("Refresh", "3"));

    returns.parcelMoved(
        waiting.id(), Reception.LABEL_CREATED, "JUST-STORED-" + waiting.rmaNumber());
    http.perform(get(link).param("t", token)).andExpect(header().doesNotExist("Refresh"));
  }

  @Test
  void saysThatARefundCameBackAndIsPaidAgain() throws Exception {
    ReturnCase paid = registered(bought(1));
    returns.settlement(paid.id(), Settlement.REVERSED, "");

    http.perform(
            get("/r/" + paid.rmaNumber())
                .param("t", tokens.issue(Purpose.RETURN, paid.id(), Duration.ofHours(1)))
                .locale(Locale.ENGLISH))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Your refund came back to us")));
  }

  /** A double click, a reload, a phone that sends twice: one return, one photo, one journey. */
  @Test
  void confirmingTwiceRegistersOnce() throws Exception {
    Order order = bought(2);
    UUID returnId = UUID.randomUUID();

    for (int i = 0; i < 2; i++) {
      http.perform(
              confirmation(returnId, order)
                  .file(photo(order, Photos.picture("jpg", 20, 20)))
                  .cookie(session(order)))
          .andExpect(status().is3xxRedirection())
          .andExpect(
              result ->
                  assertThat(result.getResponse().getRedirectedUrl())
                      .startsWith("/r/" + returns.get(returnId).rmaNumber()));
    }

    assertThat(returns.ofOrder(order.id())).extracting(ReturnCase::id).containsExactly(returnId);
    assertThat(returns.photos(returnId)).hasSize(1);
  }

  @Test
  void confirmingManyTimesAtOnceRegistersOnce() throws Exception {
    Order order = bought(2);
    UUID returnId = UUID.randomUUID();
    Callable<Integer> click =
        () ->
            http.perform(confirmation(returnId, order).cookie(session(order)))
                .andReturn()
                .getResponse()
                .getStatus();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> clicks =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> click).toList());
      assertThat(clicks).extracting(Future::resultNow).containsOnly(302);
    }
    assertThat(returns.ofOrder(order.id())).hasSize(1);
  }

  /** The id of someone else's return opens nothing. */
  @Test
  void refusesAReturnIdThatBelongsToAnotherOrder() throws Exception {
    Order mine = bought(1);
    Order yours = bought(1);
    UUID returnId = UUID.randomUUID();
    http.perform(confirmation(returnId, mine).cookie(session(mine)));

    http.perform(confirmation(returnId, yours).cookie(session(yours)))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(not(containsString(returns.get(returnId).rmaNumber()))));
    assertThat(returns.ofOrder(yours.id())).isEmpty();
  }

  @Test
  void asksAgainWhenNothingWasChosen() throws Exception {
    Order order = bought(1);
    MockMultipartHttpServletRequestBuilder request = multipart("/p/lumen/confirm");
    request.with(csrf()).cookie(session(order)).param("returnId", UUID.randomUUID().toString());

    http.perform(request)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("role=\"alert\"")));
  }

  // photos

  @Test
  void keepsAPhotoWithoutItsPlace() throws Exception {
    Order order = bought(1);
    UUID returnId = UUID.randomUUID();

    http.perform(
            confirmation(returnId, order)
                .file(photo(order, Photos.jpegWithExif(64, 48)))
                .cookie(session(order)))
        .andExpect(status().is3xxRedirection());

    assertThat(returns.photos(returnId))
        .singleElement()
        .extracting(kept -> returns.photo(returnId, kept.id()).orElseThrow().content())
        .satisfies(
            kept ->
                assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                    .startsWith("\u00ff\u00d8")
                    .doesNotContain("Exif", Photos.PLACE));
  }

  @Test
  void registersNothingWithAPhotoThatIsNone() throws Exception {
    Order order = bought(1);
    for (byte[] upload :
        List.of(
            "%PDF-1.7".getBytes(StandardCharsets.UTF_8),
            Photos.picture("gif", 10, 10),
            Photos.pngThatClaims(60_000, 60_000))) {
      http.perform(
              confirmation(UUID.randomUUID(), order)
                  .file(photo(order, upload))
                  .cookie(session(order)))
          .andExpect(status().isUnprocessableEntity())
          .andExpect(content().string(containsString("role=\"alert\"")));
    }

    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  /** Who is busy says so, in the reader's words, and when to try again; nothing is registered. */
  @Test
  void asksToSendAPhotoAgainWhenTooManyAreDrawnAtOnce() throws Exception {
    Order order = bought(1);
    SlowPhotos.whileDrawing(
        2,
        cleaner,
        () -> {
          http.perform(
                  confirmation(UUID.randomUUID(), order)
                      .file(photo(order, Photos.picture("jpg", 10, 10)))
                      .header("Accept-Language", "nl")
                      .cookie(session(order)))
              .andExpect(status().isServiceUnavailable())
              .andExpect(header().string("Retry-After", "10"))
              .andExpect(content().string(containsString("Kies de foto opnieuw")));
        });

    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  // following a return

  private ReturnCase registered(Order order) throws Exception {
    UUID returnId = UUID.randomUUID();
    http.perform(confirmation(returnId, order).cookie(session(order)));
    return returns.get(returnId);
  }

  @Test
  void opensAReturnOnlyToWhoHoldsItsLink() throws Exception {
    ReturnCase mine = registered(bought(1));
    ReturnCase yours = registered(bought(1));
    Duration hour = Duration.ofHours(1);

    for (String token :
        List.of(
            "",
            "x",
            tokens.issue(Purpose.RETURN, yours.id(), hour),
            tokens.issue(Purpose.ORDER, mine.orderId(), hour),
            tokens.issue(Purpose.ORDER, mine.id(), hour),
            tokens.issue(Purpose.RETURN, mine.id(), Duration.ofSeconds(-1)))) {
      for (String path : List.of("", "/label.pdf")) {
        http.perform(get("/r/" + mine.rmaNumber() + path).param("t", token))
            .andExpect(status().isNotFound())
            .andExpect(content().string(not(containsString("TEE-M"))));
      }
      http.perform(post("/r/" + mine.rmaNumber() + "/cancel").with(csrf()).param("t", token))
          .andExpect(status().isNotFound());
    }
    http.perform(
            get("/r/" + mine.rmaNumber()).param("t", tokens.issue(Purpose.RETURN, mine.id(), hour)))
        .andExpect(status().isOk());
  }

  @Test
  void cancelsUntilSomethingWasHandedOver() throws Exception {
    ReturnCase early = registered(bought(1));
    String earlyToken = tokens.issue(Purpose.RETURN, early.id(), Duration.ofHours(1));
    http.perform(post("/r/" + early.rmaNumber() + "/cancel").with(csrf()).param("t", earlyToken))
        .andExpect(redirectedUrl("/r/" + early.rmaNumber() + "?t=" + earlyToken));
    assertThat(returns.get(early.id()).outcome()).isEqualTo(ReturnCase.Outcome.CANCELLED);

    ReturnCase mine = registered(bought(1));
    String token = tokens.issue(Purpose.RETURN, mine.id(), Duration.ofHours(1));
    String path = "/r/" + mine.rmaNumber() + "/cancel";
    returns.parcelMoved(mine.id(), Reception.DROPPED_OFF, "");
    String late =
        Optional.ofNullable(
                http.perform(post(path).with(csrf()).param("t", token))
                    .andReturn()
                    .getResponse()
                    .getRedirectedUrl())
            .orElseThrow();
    assertThat(late).endsWith("&late=true");
    http.perform(get(late))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("handed over already")));
  }

  @Test
  void tellsBrowsersToBeStrict() throws Exception {
    http.perform(get("/p/lumen"))
        .andExpect(
            result ->
                assertThat(result.getResponse().getHeader("Content-Security-Policy"))
                    .startsWith("default-src 'none'"))
        .andExpect(header().string("Referrer-Policy", "same-origin"));
  }

  /** What the policy leaves out is told with every reason, and the rest goes on. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "en, Not in this return, The return period has ended.",
    "nl, Niet in deze retour, De retourtermijn is voorbij.",
    "de, Nicht in dieser Rücksendung, Die Rückgabefrist ist abgelaufen.",
    "fr, Pas dans ce retour, Le délai de retour est terminé.",
  })
  void leavesOutWhatThePolicyMentionsAndGoesOnWithTheRest(
      String language, String leftOut, String why) throws Exception {
    Order order =
        order()
            .deliveredDaysAgo(90)
            .line("TEE-M", 1, 2495)
            .line("COAT-L", 1, 9995, 0, 2100, OrderLine.Exemption.NONE, true)
            .build();
    orders.add(order);

    keepsTheFaultyItemOnly(order, language)
        .andExpect(content().string(containsString(leftOut)))
        .andExpect(content().string(containsString(why)));
  }

  @ParameterizedTest
  @CsvSource({"en, Say what is wrong", "nl, Vertel wat er mis is", "de, Sagen Sie", "fr, Dites ce"})
  void takesNoFaultForSaidThatTheShopperDidNotChoose(String language, String asked)
      throws Exception {
    Order order = order().deliveredDaysAgo(90).line("TEE-M", 1, 2495).build();
    orders.add(order);
    String late = order.lines().getFirst().id().toString();

    http.perform(get("/p/lumen/order").header("Accept-Language", language).cookie(session(order)))
        .andExpect(content().string(containsString("<option value=\"\">")));
    http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .header("Accept-Language", language)
                .cookie(session(order))
                .param("quantity_" + late, "1")
                .param("reason_" + late, ""))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString(asked)));
  }

  /** Beside an item under a right nobody looks, so it does not ride along. */
  @ParameterizedTest
  @CsvSource({"en, return of its own", "nl, aparte retour", "de, eigene", "fr, retour à part"})
  void keepsAnItemThatAPersonHasToSeeOutOfAReturnUnderARight(String language, String why)
      throws Exception {
    Order order =
        order().deliveredDaysAgo(33).line("TEE-M", 1, 2495).line("COAT-L", 1, 9995).build();
    orders.add(order);

    keepsTheFaultyItemOnly(order, language).andExpect(content().string(containsString(why)));
  }

  /** The first item is faulty, the last one stays out. */
  private ResultActions keepsTheFaultyItemOnly(Order order, String language) throws Exception {
    String faulty = order.lines().getFirst().id().toString();
    String late = order.lines().getLast().id().toString();
    ResultActions shown =
        http.perform(
                post("/p/lumen/options")
                    .with(csrf())
                    .header("Accept-Language", language)
                    .cookie(session(order))
                    .param("quantity_" + faulty, "1")
                    .param("reason_" + faulty, "DEFECTIVE")
                    .param("quantity_" + late, "1"))
            .andExpect(status().isOk())
            .andExpect(content().string(containsString("name=\"quantity_" + faulty)))
            .andExpect(
                result ->
                    assertThat(mainOf(result.getResponse().getContentAsString()))
                        .contains("name=\"left-out_" + late));
    // the page carries it along, so that it is still said in another language, and confirms without
    // it
    http.perform(
            multipart("/p/lumen/confirm")
                .with(csrf())
                .cookie(session(order))
                .param("returnId", UUID.randomUUID().toString())
                .param("method", "PARCEL_DROP_OFF")
                .param("resolution", "REFUND")
                .param("quantity_" + faulty, "1")
                .param("reason_" + faulty, "DEFECTIVE")
                .param("left-out_" + late, "true")
                .param("quantity_" + late, "1"))
        .andExpect(status().is3xxRedirection());
    assertThat(returns.ofOrder(order.id()).getFirst().units())
        .extracting(ReturnUnit::orderLineId)
        .containsOnly(UUID.fromString(faulty));
    return shown;
  }

  /** Without the form of the languages, which carries all that was chosen. */
  private static String mainOf(String page) {
    return page.substring(page.indexOf("<main"));
  }
}
