package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.exchanges.Exchange;
import io.retour.exchanges.Exchange.Link;
import io.retour.exchanges.Exchange.Mode;
import io.retour.exchanges.Exchange.State;
import io.retour.exchanges.Exchanges;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Exchanges and gifts on the portal's pages and through the API. */
@WebTest
class ExchangePortalTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Exchanges exchanges;
  @Autowired Refunds refunds;
  @Autowired Catalogue catalogue;
  @Autowired ShopperTokens tokens;
  @Autowired JdbcClient jdbc;

  private final String style = "SHIRT" + UUID.randomUUID().toString().substring(0, 6);

  private Order bought() {
    for (String size : new String[] {"M", "L"}) {
      catalogue.put(
          new CatalogueItem(
              "lumen", style + "-" + size, "Shirt " + size, "FASHION", euros(5500), null, 300));
    }
    Order order = order().line(style + "-M", 1, 4242).build();
    orders.add(order);
    return order;
  }

  private static Money euros(long minor) {
    return Money.of(minor, "EUR");
  }

  private Cookie session(Purpose purpose, Order order) {
    return new Cookie("retour-order", tokens.issue(purpose, order.id(), Duration.ofHours(2)));
  }

  private ReturnCase exchanged(Order order) throws Exception {
    UUID returnId = UUID.randomUUID();
    UUID line = order.lines().getFirst().id();
    http.perform(
            multipart("/p/lumen/confirm")
                .with(csrf())
                .cookie(session(Purpose.ORDER, order))
                .param("returnId", returnId.toString())
                .param("quantity_" + line, "1")
                .param("method", "PARCEL_DROP_OFF")
                .param("resolution", "EXCHANGE")
                .param("wanted_" + line, style + "-L"))
        .andExpect(status().is3xxRedirection());
    return returns.get(returnId);
  }

  @Test
  void offersOtherSizesAndKeepsWhatIsWanted() throws Exception {
    Order order = bought();
    UUID line = order.lines().getFirst().id();
    http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(Purpose.ORDER, order))
                .param("quantity_" + line, "1"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("value=\"EXCHANGE\"")))
        .andExpect(content().string(containsString("Shirt L")));

    ReturnCase registered = exchanged(order);

    Exchange exchange = exchanges.ofReturn(registered.id()).orElseThrow();
    assertThat(exchange.units()).extracting(Exchange.Unit::sku).containsExactly(style + "-L");
    assertThat(exchange.price()).isEqualTo(euros(4242));
  }

  private void sells(String brand, String sku, String title, long minor) {
    catalogue.put(new CatalogueItem(brand, sku, title, "FASHION", euros(minor), null, 300));
  }

  private ResultActions looksFor(Order order, String search, String chosen) throws Exception {
    UUID line = order.lines().getFirst().id();
    return http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(Purpose.ORDER, order))
                .param("quantity_" + line, "1")
                .param("resolution", "EXCHANGE")
                .param("wanted_" + line, chosen)
                .param("search", search))
        .andExpect(status().isOk());
  }

  private static String line(String offer, String page) {
    return page.lines().filter(line -> line.contains(offer)).findFirst().orElse("");
  }

  /**
   * What it costs, the difference up or down, and the stock stand there before anything is sent.
   */
  @Test
  void offersOtherProductsWithTheirDifferenceAndStock() throws Exception {
    Order order = bought();
    sells("lumen", style + "COAT-M", style + " coat", 8000);
    sells("lumen", style + "CAP-M", style + " cap", 2000);
    sells("lumen", style + "BELT-M", style + " belt", 3000);
    sells("kestrel", style + "BOOT-M", style + " boot", 3000);
    jdbc.sql("insert into simulated_availability (sku, quantity) values (?, 0)")
        .param(style + "BELT-M")
        .update();

    String page = looksFor(order, style, "").andReturn().getResponse().getContentAsString();

    assertThat(line("Shirt L", page)).contains("€42.42 · nothing to pay · in stock");
    assertThat(line(style + " coat", page))
        .contains("€80.00 · you pay €37.58 more · in stock")
        .doesNotContain("disabled");
    assertThat(line(style + " cap", page)).contains("€20.00 · you get €22.42 back · in stock");
    assertThat(line(style + " belt", page)).contains("disabled", "out of stock");
    assertThat(page).doesNotContain(style + " boot");
  }

  @Test
  void findsOtherProductsByNameAndKeepsWhatWasChosen() throws Exception {
    Order order = bought();
    sells("lumen", style + "COAT-M", style + " coat", 8000);
    sells("lumen", style + "CAP-M", style + " cap", 2000);

    String page =
        looksFor(order, style + " c%", style + "-L").andReturn().getResponse().getContentAsString();
    assertThat(page)
        .contains("No other product has “" + style + " c%” in its name.")
        .doesNotContain(style + " coat");
    assertThat(line("Shirt L", page)).contains("checked");

    page =
        looksFor(order, style + " CO", style + "COAT-M")
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).doesNotContain(style + " cap");
    assertThat(line(style + " coat", page)).contains("checked");
    assertThat(page).contains("value=\"EXCHANGE\" checked");
  }

  /** One search serves all lines: what was taken for one is not lost by looking for another. */
  @Test
  void keepsWhatWasChosenForOneLineWhenSomethingElseIsLookedForForAnother() throws Exception {
    Order order = order().line(style + "-M", 1, 4242).line(style + "HAT-M", 2, 1000).build();
    orders.add(order);
    sells("lumen", style + "COAT-M", style + " coat", 8000);
    sells("lumen", style + "CAP-M", style + " cap", 2000);
    UUID shirt = order.lines().getFirst().id();
    UUID hat = order.lines().getLast().id();

    String page =
        http.perform(
                post("/p/lumen/options")
                    .with(csrf())
                    .cookie(session(Purpose.ORDER, order))
                    .param("quantity_" + shirt, "1")
                    .param("quantity_" + hat, "2")
                    .param("resolution", "EXCHANGE")
                    .param("wanted_" + shirt, style + "COAT-M")
                    .param("search", style + " cap"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(wishes(page, shirt))
        .anySatisfy(option -> assertThat(option).contains(style + " coat", "checked"))
        .anySatisfy(option -> assertThat(option).contains(style + " cap"));
    assertThat(wishes(page, hat))
        .noneSatisfy(option -> assertThat(option).contains(style + " coat"))
        .anySatisfy(option -> assertThat(option).contains(style + " cap"));

    // what finds nothing says so, and takes nothing away
    page =
        looksFor(order, "nothing such", style + "COAT-M")
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("No other product has “nothing such” in its name.");
    assertThat(line(style + " coat", page)).contains("checked");
  }

  /** A browser sends nothing for a choice that is chosen and disabled. */
  @Test
  void keepsWhatWasChosenWhenItSellsOutMeanwhile() throws Exception {
    Order order = bought();
    sells("lumen", style + "COAT-M", style + " coat", 8000);
    jdbc.sql("insert into simulated_availability (sku, quantity) values (?, 0)")
        .param(style + "COAT-M")
        .update();

    String page =
        looksFor(order, style, style + "COAT-M").andReturn().getResponse().getContentAsString();

    assertThat(line(style + " coat", page))
        .contains("checked", "out of stock")
        .doesNotContain("disabled");
  }

  /** What can be chosen for one line. */
  private static List<String> wishes(String page, UUID line) {
    String list = page.substring(page.indexOf("id=\"w_" + line + "\""));
    return list.substring(0, list.indexOf("</fieldset>")).lines().toList();
  }

  /** A list that nobody could read is cut, and the page says so. */
  @Test
  void showsAShortListAndSaysThatThereIsMore() throws Exception {
    Order order = bought();
    for (int i = 0; i < 31; i++) {
      sells("lumen", style + "SOCK%02d-M".formatted(i), style + " sock %02d".formatted(i), 1000);
    }

    String page = looksFor(order, style, "").andReturn().getResponse().getContentAsString();

    assertThat(page)
        .contains(style + " sock 29", "There are more products. Search to find them.")
        .doesNotContain(style + " sock 30");
  }

  @Test
  void keepsAnotherProductAtItsOwnPriceAndOffersAnotherStillOnTheStatusPage() throws Exception {
    Order order = bought();
    sells("lumen", style + "COAT-M", style + " coat", 8000);
    UUID returnId = UUID.randomUUID();
    UUID line = order.lines().getFirst().id();
    http.perform(
            multipart("/p/lumen/confirm")
                .with(csrf())
                .cookie(session(Purpose.ORDER, order))
                .param("returnId", returnId.toString())
                .param("quantity_" + line, "1")
                .param("method", "PARCEL_DROP_OFF")
                .param("resolution", "EXCHANGE")
                .param("search", style)
                .param("wanted_" + line, style + "COAT-M"))
        .andExpect(status().is3xxRedirection());

    Exchange exchange = exchanges.ofReturn(returnId).orElseThrow();
    assertThat(exchange.units()).extracting(Exchange.Unit::sku).containsExactly(style + "COAT-M");
    assertThat(exchange.price()).isEqualTo(euros(8000));
    ReturnCase registered = returns.get(returnId);
    String page =
        http.perform(
                get("/r/" + registered.rmaNumber())
                    .param("t", tokens.issue(Purpose.RETURN, returnId, Duration.ofDays(1))))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(line("value=\"" + style + "-L\"", page)).contains("€42.42 · nothing to pay");
    assertThat(page).doesNotContain("value=\"" + style + "COAT-M\"");
  }

  /** The page shows what will be given (ADR 22). Rights and the exchange itself stay. */
  @Test
  void offersNoVoluntaryBenefitAtAHighRisk() throws Exception {
    Order order = bought();
    UUID line = order.lines().getFirst().id();
    assertThat(options(order, line))
        .contains("with 5% bonus", "name=\"inAdvance\"", "name=\"bonusShown\" value=\"5\"");

    for (int i = 0; i < 10; i++) {
      Order earlier =
          order().email(order.email()).deliveredDaysAgo(10).line("COAT-" + i, 1, 30000).build();
      orders.add(earlier);
      returns.register(Confirmed.onePieceOf(earlier));
    }

    assertThat(options(order, line))
        .contains("value=\"REFUND\"", "value=\"STORE_CREDIT\"", "value=\"EXCHANGE\"")
        .doesNotContain("% bonus", "name=\"inAdvance\"");
    // the page that was open before is shown again, rather than less agreed to than it said
    UUID returnId = UUID.randomUUID();
    confirmsCredit(order, returnId, 5)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("The bonus on store credit has changed")));
    assertThatThrownBy(() -> returns.get(returnId)).isInstanceOf(Problem.class);
    confirmsCredit(order, returnId, 0).andExpect(status().is3xxRedirection());
    confirmsCredit(order, returnId, 5).andExpect(status().is3xxRedirection());
  }

  private ResultActions confirmsCredit(Order order, UUID returnId, int bonusShown)
      throws Exception {
    return http.perform(
        multipart("/p/lumen/confirm")
            .with(csrf())
            .cookie(session(Purpose.ORDER, order))
            .param("returnId", returnId.toString())
            .param("quantity_" + order.lines().getFirst().id(), "1")
            .param("method", "PARCEL_DROP_OFF")
            .param("resolution", "STORE_CREDIT")
            .param("bonusShown", Integer.toString(bonusShown)));
  }

  private String options(Order order, UUID line) throws Exception {
    return http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(Purpose.ORDER, order))
                .param("quantity_" + line, "1"))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void letsTheShopperTakeTheMoneyOnTheStatusPage() throws Exception {
    ReturnCase registered = exchanged(bought());
    String token = tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(1));
    http.perform(get("/r/" + registered.rmaNumber()).param("t", token))
        .andExpect(content().string(containsString("id=\"exchange\"")))
        .andExpect(content().string(containsString("Shirt L")));

    http.perform(
            post("/r/" + registered.rmaNumber() + "/exchange/refund")
                .with(csrf())
                .param("t", token))
        .andExpect(status().is3xxRedirection());

    assertThat(exchanges.ofReturn(registered.id()).orElseThrow().state())
        .isEqualTo(State.FELL_BACK);
    http.perform(
            post("/r/" + registered.rmaNumber() + "/exchange/choice")
                .with(csrf())
                .param("t", token)
                .param(
                    "unit",
                    exchanges
                        .ofReturn(registered.id())
                        .orElseThrow()
                        .units()
                        .getFirst()
                        .id()
                        .toString())
                .param("sku", style + "-M"))
        .andExpect(status().is3xxRedirection());
    http.perform(
            get("/r/" + registered.rmaNumber()).param("t", token).param("exchangeLate", "true"))
        .andExpect(content().string(containsString("role=\"alert\"")));
  }

  /** The new pieces were sent ahead and are paid for; the old ones may still come. */
  @Test
  void offersNoCancellationOnceTheHoldPaidForTheNewPieces() throws Exception {
    ReturnCase registered = exchanged(bought());
    String token = tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(1));
    String page = "/r/" + registered.rmaNumber();
    http.perform(get(page).param("t", token))
        .andExpect(content().string(containsString("Cancel return")));
    exchanges.grantMode(registered.id(), Mode.ADVANCE);
    exchanges.authoriseHold(registered.id());
    exchanges.shipAhead(registered.id());
    exchanges.captureHold(registered.id());

    http.perform(get(page).param("t", token))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("Cancel return"))));
    http.perform(post(page + "/cancel").with(csrf()).param("t", token))
        .andExpect(redirectedUrl(page + "?t=" + token + "&late=true"));
    assertThat(returns.get(registered.id()).open()).isTrue();
  }

  @Test
  void paysADifferenceOnTheSimulatedPageOnce() throws Exception {
    ReturnCase registered = exchanged(bought());
    exchanges.createPaymentLink(registered.id(), euros(700));
    UUID key = exchanges.ofReturn(registered.id()).orElseThrow().id();
    http.perform(get("/simulated-payment/" + key))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("7.00")));

    for (int i = 0; i < 2; i++) {
      http.perform(post("/simulated-payment/" + key).with(csrf()))
          .andExpect(status().is3xxRedirection());
    }

    assertThat(exchanges.find(key).orElseThrow().linkState()).isEqualTo(Link.PAID);
    http.perform(get("/simulated-payment/" + UUID.randomUUID())).andExpect(status().isNotFound());
  }

  /** Nothing is made ready while the shopper is asked to pay; it waits for the shopper. */
  @Test
  void saysThatItWaitsForTheDifferenceAndHowToPayIt() throws Exception {
    ReturnCase registered = exchanged(bought());
    returns.parcelMoved(registered.id(), Reception.DELIVERED, "");
    UUID piece = registered.units().getFirst().id();
    returns.inspected(piece, Grade.A, "", "wim");
    returns.dispositioned(piece, "RESTOCK");
    String page =
        "/r/"
            + registered.rmaNumber()
            + "?t="
            + tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(1));
    http.perform(get(page)).andExpect(content().string(containsString("we now make ready")));

    exchanges.createPaymentLink(registered.id(), euros(6500));

    http.perform(get(page))
        .andExpect(content().string(containsString("the difference is to be paid")))
        .andExpect(content().string(containsString("Pay the difference of €65.00")))
        .andExpect(content().string(not(containsString("make ready"))));
    exchanges.paid(exchanges.ofReturn(registered.id()).orElseThrow().id());
    http.perform(get(page)).andExpect(content().string(containsString("we now make ready")));
  }

  @Test
  void saysHowMuchTheShopperPaidOnTopAndToTheDeskToo() throws Exception {
    ReturnCase registered = exchanged(bought());
    String page =
        "/r/"
            + registered.rmaNumber()
            + "?t="
            + tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(1));
    String caseFile = "/desk/returns/" + registered.rmaNumber();
    exchanges.createPaymentLink(registered.id(), euros(6500));
    http.perform(get(caseFile).with(staff("sam", "agent")))
        .andExpect(content().string(containsString("difference of EUR 65.00, asked for")));

    exchanges.paid(exchanges.ofReturn(registered.id()).orElseThrow().id());

    http.perform(get(page))
        .andExpect(content().string(containsString("You paid the difference of €65.00.")))
        .andExpect(content().string(containsString("We are sending it now.")))
        .andExpect(content().string(not(containsString("take your money back"))));
    http.perform(get(caseFile).with(staff("sam", "agent")))
        .andExpect(content().string(containsString("Exchange for Shirt L")))
        .andExpect(content().string(containsString("difference of EUR 65.00, paid")));

    returns.authorise(
        registered.id(),
        Map.of(
            registered.units().getFirst().orderLineId(),
            new Ground("STATUTORY_WITHDRAWAL", "NONE")),
        "LOW",
        null,
        "");
    exchanges.ship(registered.id());
    refunds.grant(registered.id(), "REFUND", 0);
    returns.close(registered.id());

    http.perform(get(page))
        .andExpect(content().string(containsString("You paid the difference of €65.00.")))
        .andExpect(content().string(containsString("and the difference that you paid")));
  }

  @Test
  void registersAnExchangeThroughTheApi() throws Exception {
    Order order = bought();
    String body =
        """
        {"orderId": "%s", "lines": [{"lineId": "%2$s", "quantity": 1}],
         "method": "PARCEL_DROP_OFF", "resolution": "EXCHANGE",
         "exchange": {"inAdvance": true, "wanted": [{"lineId": "%2$s", "sku": "%3$s"}]}}""";
    UUID line = order.lines().getFirst().id();
    http.perform(
            post("/api/v1/returns")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.formatted(order.id(), line, "NOTHING-SUCH")))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("sku-unknown"));

    String answer =
        http.perform(
                post("/api/v1/returns")
                    .with(as("ida", "integrator"))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body.formatted(order.id(), line, style + "-L")))
            .andExpect(status().isCreated())
            .andReturn()
            .getResponse()
            .getContentAsString();

    http.perform(
            get("/api/v1/returns/" + JsonPath.read(answer, "$.id") + "/exchange")
                .with(as("ida", "integrator")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.mode").value("ADVANCE"))
        .andExpect(jsonPath("$.state").value("REQUESTED"));
    http.perform(
            put("/api/v1/catalogue/lumen/" + style + "-XL")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"title\": \"Shirt XL\", \"category\": \"FASHION\", \"priceMinor\": 5500,"
                        + " \"currency\": \"EUR\", \"weightGrams\": 300}"))
        .andExpect(status().isNoContent());
  }

  @Test
  void showsTheRecipientOfAGiftNoPriceOnAnyPage() throws Exception {
    Order order = bought();
    UUID line = order.lines().getFirst().id();
    String link =
        JsonPath.read(
            http.perform(
                    post("/api/v1/gift-links")
                        .with(as("anna", "agent"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"orderId\": \"%s\"}".formatted(order.id())))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$.url");
    http.perform(get(java.net.URI.create(link).getPath())).andExpect(status().is3xxRedirection());
    Cookie gift = session(Purpose.GIFT, order);
    http.perform(get("/p/lumen/order").cookie(gift))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("42.42"))));
    http.perform(post("/p/lumen/options").with(csrf()).cookie(gift).param("quantity_" + line, "1"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("name=\"recipient\"")))
        .andExpect(content().string(not(containsString("value=\"REFUND\""))))
        .andExpect(content().string(not(containsString("39.47"))))
        .andExpect(content().string(not(containsString("42.42"))));
    UUID returnId = UUID.randomUUID();
    http.perform(
            multipart("/p/lumen/confirm")
                .with(csrf())
                .cookie(gift)
                .param("returnId", returnId.toString())
                .param("quantity_" + line, "1")
                .param("method", "PARCEL_DROP_OFF")
                .param("resolution", "STORE_CREDIT")
                .param("recipient", "lucky@example.org"))
        .andExpect(status().is3xxRedirection());
    ReturnCase registered = returns.get(returnId);
    http.perform(
            get("/r/" + registered.rmaNumber())
                .param("t", tokens.issue(Purpose.RETURN, returnId, Duration.ofDays(1))))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("42.42"))))
        .andExpect(content().string(not(containsString("39.47"))));
  }
}
