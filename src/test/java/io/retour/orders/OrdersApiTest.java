package io.retour.orders;

import static io.retour.testing.OrderJson.orderJson;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.shared.Money;
import io.retour.testing.OrderJson;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@WebTest
class OrdersApiTest {

  private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

  @Autowired MockMvc http;
  @Autowired Orders orders;

  private ResultActions add(Object order) throws Exception {
    return http.perform(
        post("/api/v1/orders")
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(order.toString()));
  }

  private ResultActions importLines(String... lines) throws Exception {
    return http.perform(
        post("/api/v1/orders/import")
            .with(as("ida", "integrator"))
            .contentType(NDJSON)
            .content(String.join("\n", lines)));
  }

  @Test
  void takesAnOrderAndNamesItsLines() throws Exception {
    OrderJson order = orderJson();

    String location =
        add(order)
            .andExpect(status().isCreated())
            .andExpect(jsonPath("$.orderNumber").value(order.orderNumber()))
            .andExpect(jsonPath("$.lines[0].sku").value("TEE-M"))
            .andReturn()
            .getResponse()
            .getHeader("Location");

    http.perform(get(String.valueOf(location)).with(as("ida", "integrator")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.lines[0].lineId").isNotEmpty());
    assertThat(orders.find("lumen", order.orderNumber(), "5026aa")).isPresent();
  }

  @Test
  void takesAnOrderNumberOncePerBrand() throws Exception {
    OrderJson order = orderJson();
    add(order).andExpect(status().isCreated());

    add(order)
        .andExpect(status().isConflict())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("order-exists"));
    add(order.with("/brand", "\"kestrel\"")).andExpect(status().isCreated());
  }

  @Test
  void takesOneOfManyEqualOrdersAtOnce() throws Exception {
    String order = orderJson().toString();
    Callable<Integer> send = () -> add(order).andReturn().getResponse().getStatus();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> sent =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> send).toList());

      assertThat(sent.stream().map(Future::resultNow).filter(status -> status == 201)).hasSize(1);
      assertThat(sent.stream().map(Future::resultNow).filter(status -> status == 409)).hasSize(7);
    }
  }

  /** What is wrong is told by the name the caller gave it. */
  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/brand | \"Lu men\" | brand",
        "/channel | \"\" | channel",
        "/orderNumber | \"<script>\" | orderNumber",
        "/orderNumber | null | orderNumber",
        "/email | \"nobody\" | email",
        "/postcode | \"12345678901234567\" | postcode",
        "/country | \"Netherlands\" | country",
        "/currency | \"euro\" | currency",
        "/currency | \"QQQ\" | currency",
        "/currency | \"XXX\" | currency",
        "/placedAt | null | placedAt",
        "/returnWindowDays | -1 | returnWindowDays",
        "/orderDiscountMinor | -1 | orderDiscountMinor",
        "/orderDiscountMinor | 4991 | orderDiscountMinor",
        "/shippingPaidMinor | -1 | shippingPaidMinor",
        "/standardShippingMinor | -1 | standardShippingMinor",
        "/lines | [] | lines",
        "/lines/0 | null | lines[0]",
        "/lines/0/quantity | 0 | lines[0].quantity",
        "/lines/0/quantity | 10000 | lines[0].quantity",
        "/lines/0/unitPriceMinor | -1 | lines[0].unitPriceMinor",
        "/lines/0/unitPriceMinor | 9223372036854775807 | lines[0].unitPriceMinor",
        "/lines/0/lineDiscountMinor | 4991 | lines[0].lineDiscountMinor",
        "/lines/0/taxRateBasisPoints | 10001 | lines[0].taxRateBasisPoints",
        "/lines/0/weightGrams | -1 | lines[0].weightGrams",
        "/lines/0/category | \"CARS\" | lines[0].category",
        "/lines/0/sku | \"\" | lines[0].sku",
        "/payments | [] | payments",
        "/payments/0 | null | payments[0]",
        "/payments/0/capturedMinor | -1 | payments[0].capturedMinor",
        "/payments/0/capturedMinor | 9223372036854775807 | payments[0].capturedMinor",
      })
  void namesTheFieldThatIsWrong(String pointer, String value, String field) throws Exception {
    add(orderJson().with(pointer, value))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").isNotEmpty())
        .andExpect(jsonPath("$.type", startsWith("urn:retour:problem:")))
        .andExpect(jsonPath("$.errors[*].field", hasItem(field)))
        .andExpect(jsonPath("$.errors[0].detail").isNotEmpty());
  }

  @Test
  void namesTheFieldThatIsTooLong() throws Exception {
    add(orderJson().with("/lines/0/title", '"' + "x".repeat(201) + '"'))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("lines[0].title"));
    add(orderJson().with("/email", '"' + "x".repeat(250) + "@example.org\""))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("email"));
  }

  /**
   * Of the wrong type, so it could not even be read: still by name, and without our class names.
   */
  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/placedAt | \"yesterday\" | placedAt",
        "/deliveredOn | \"2025-02-30\" | deliveredOn",
        "/lines/0/quantity | \"two\" | lines[0].quantity",
        "/lines/0/quantity | 99999999999 | lines[0].quantity",
        "/lines/0/exemption | \"BORING\" | lines[0].exemption",
        "/payments/0/capturedMinor | {} | payments[0].capturedMinor",
      })
  void namesTheFieldThatCannotBeRead(String pointer, String value, String field) throws Exception {
    add(orderJson().with(pointer, value))
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("unreadable"))
        .andExpect(jsonPath("$.errors[0].field").value(field))
        .andExpect(content().string(not(org.hamcrest.Matchers.containsString("io.retour"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "\"order\"", "{\"brand\": \"lumen\","})
  void answersWhatIsNotAnOrderAtAll(String body) throws Exception {
    add(body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("unreadable"));
  }

  @Test
  void answersForAnUnknownOrderAndForWhatIsNoId() throws Exception {
    http.perform(get("/api/v1/orders/" + UUID.randomUUID()).with(as("ida", "integrator")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("order-unknown"));
    http.perform(get("/api/v1/orders/42").with(as("ida", "integrator")))
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").isNotEmpty());
  }

  /** Whatever a shop's export holds, the good lines are kept and the bad ones named. */
  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/lines/0/quantity | 0 | lines[0].quantity",
        "/lines/0/quantity | \"two\" | lines[0].quantity",
        "/lines/0 | null | lines[0]",
        "/currency | \"QQQ\" | currency",
        "/lines/0/unitPriceMinor | 9223372036854775807 | lines[0].unitPriceMinor",
        "/placedAt | \"+99999-01-01T00:00:00Z\" | placedAt",
        "/deliveredOn | \"+99999-01-01\" | deliveredOn",
      })
  void oneBadLineNeverLosesTheOthers(String pointer, String value, String field) throws Exception {
    OrderJson before = orderJson();
    OrderJson after = orderJson();

    importLines(before.toString(), orderJson().with(pointer, value).toString(), after.toString())
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.added").value(2))
        .andExpect(jsonPath("$.alreadyKnown").value(0))
        .andExpect(jsonPath("$.errors[*].line", hasItem(2)))
        .andExpect(jsonPath("$.errors[*].field", hasItem(field)));

    assertThat(orders.find("lumen", before.orderNumber(), "sam@example.org")).isPresent();
    assertThat(orders.find("lumen", after.orderNumber(), "sam@example.org")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "null", "[]", "42", "order;price", "\u0000", "{\"brand\": {}}"})
  void aLineThatIsNoOrderNeverLosesTheOthers(String line) throws Exception {
    OrderJson after = orderJson();

    importLines(line, after.toString())
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(jsonPath("$.errors[*].line", hasItem(1)));

    assertThat(orders.find("lumen", after.orderNumber(), "sam@example.org")).isPresent();
  }

  @Test
  void importsEachOrderOnceHoweverOftenItIsSent() throws Exception {
    String order = orderJson().toString();

    importLines(order, "", order)
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(jsonPath("$.alreadyKnown").value(1))
        .andExpect(jsonPath("$.errors", hasSize(0)));
    importLines(order)
        .andExpect(jsonPath("$.added").value(0))
        .andExpect(jsonPath("$.alreadyKnown").value(1));
  }

  /** Order numbers are told over the phone: their case does not matter. */
  @Test
  void knowsAnOrderNumberInAnyCase() throws Exception {
    OrderJson order = orderJson();
    add(order).andExpect(status().isCreated());

    add(order.with(
            "/orderNumber", '"' + order.orderNumber().toLowerCase(java.util.Locale.ROOT) + '"'))
        .andExpect(status().isConflict());
  }

  @Test
  void wantsAToken() throws Exception {
    http.perform(
            post("/api/v1/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .content(orderJson().toString()))
        .andExpect(status().isUnauthorized())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("not-authenticated"));
    http.perform(get("/api/v1/orders/x").header("Authorization", "Bearer forged"))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("not-authenticated"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"agent", "warehouse", "store", "process-owner", "operations", "merchant", "guest"})
  void onlyIntegratorsImportOrders(String role) throws Exception {
    OrderJson order = orderJson();

    http.perform(
            post("/api/v1/orders")
                .with(as("anna", role))
                .contentType(MediaType.APPLICATION_JSON)
                .content(order.toString()))
        .andExpect(status().isForbidden())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("role-missing"))
        .andExpect(jsonPath("$.type", endsWith("role-missing")));
    assertThat(orders.find("lumen", order.orderNumber(), "sam@example.org")).isEmpty();
  }

  @Test
  void refusesAnotherMediaType() throws Exception {
    http.perform(
            post("/api/v1/orders/import")
                .with(as("ida", "integrator"))
                .contentType(MediaType.TEXT_PLAIN)
                .content("x"))
        .andExpect(status().is4xxClientError())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
  }

  private Order kept(OrderJson order) throws Exception {
    add(order).andExpect(status().isCreated());
    return orders.byNumber("lumen", order.orderNumber()).orElseThrow();
  }

  /** Two kits of a body and two lenses each, sold at 199.99: parts that sum to what was paid. */
  @Test
  void keepsAKitAsItsPartsWhichSumToItsPrice() throws Exception {
    Order order =
        kept(
            orderJson()
                .with("/lines/0/sku", "\"KIT-1\"")
                .with("/lines/0/unitPriceMinor", "19999")
                .with("/lines/0/lineDiscountMinor", "1")
                .with(
                    "/lines/0/parts",
                    "[{\"sku\": \"BODY\", \"title\": \"Body\", \"quantity\": 1,"
                        + " \"valueMinor\": 15000, \"weightGrams\": 700}, {\"sku\": \"LENS\","
                        + " \"title\": \"Lens\", \"quantity\": 2, \"valueMinor\": 4000}]")
                .with("/payments/0/capturedMinor", "39997"));

    assertThat(order.lines()).extracting(OrderLine::sku).containsExactly("BODY", "LENS");
    assertThat(order.lines()).extracting(OrderLine::quantity).containsExactly(2, 4);
    assertThat(order.lines())
        .extracting(OrderLine::kit)
        .containsExactly(
            new OrderLine.Kit(1, "KIT-1", "T-shirt", 1),
            new OrderLine.Kit(1, "KIT-1", "T-shirt", 2));
    OrderPrices prices = OrderPrices.of(order);
    assertThat(
            order.lines().stream()
                .flatMap(line -> prices.pieces(line.id()).stream())
                .map(PiecePrice::gross)
                .reduce(Money::plus))
        .contains(Money.of(39997, "EUR"));
    assertThat(
            order.lines().stream()
                .flatMap(line -> prices.pieces(line.id()).stream())
                .map(PiecePrice::tax)
                .reduce(Money::plus))
        .contains(Money.of(39997, "EUR").containedTax(2100));
  }

  @Test
  void keepsTaxPromotionAndCurrencyAsTheShopToldThem() throws Exception {
    Order order =
        kept(
            orderJson()
                .with("/lines/0/taxMinor", "867")
                .with("/orderDiscountMinor", "500")
                .with("/shippingTaxRateBasisPoints", "900")
                .with("/shopCurrency", "\"CHF\"")
                .with("/exchangeRate", "0.935")
                .with(
                    "/promotions",
                    "[{\"code\": \"TWO\", \"discountMinor\": 500, \"minimumPieces\": 2,"
                        + " \"minimumMinor\": 4000, \"lines\": [1]}]"));

    assertThat(order.lines().getFirst().tax()).isEqualTo(Money.of(867, "EUR"));
    assertThat(order.shippingTaxRateBasisPoints()).isEqualTo(900);
    assertThat(order.promotions())
        .containsExactly(
            new Promotion("TWO", Money.of(500, "EUR"), Money.of(4000, "EUR"), 2, List.of(1)));
    assertThat(order.shopCurrency().worth(Money.of(1000, "EUR"))).isEqualTo(Money.of(935, "CHF"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/lines/0/taxMinor | 4991 | lines[0].taxMinor",
        "/lines/0/parts | [] | lines[0].parts",
        "/promotions | [{\"code\": \"X\", \"lines\": [2]}] | promotions[0].lines",
        "/promotions | [{\"discountMinor\": 5}] | promotions[0].code",
        "/shopCurrency | \"CHF\" | exchangeRate",
        "/exchangeRate | 0.9 | shopCurrency",
        "/exchangeRate | -1 | exchangeRate",
        "/shippingTaxRateBasisPoints | 10001 | shippingTaxRateBasisPoints"
      })
  void namesWhatIsWrongWithTaxKitPromotionAndCurrency(String pointer, String json, String field)
      throws Exception {
    add(orderJson().with(pointer, json))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[*].field").value(hasItem(field)));
  }
}
