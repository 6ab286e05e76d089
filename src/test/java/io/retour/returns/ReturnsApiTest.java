package io.retour.returns;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.testing.WebTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@WebTest
class ReturnsApiTest {

  private static final String API = "/api/v1/returns";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired OrderCalendar calendar;
  @Autowired Returns returns;
  @Autowired JdbcClient jdbc;

  private Order bought(int quantity) {
    Order order = order().line("TEE-M", quantity, 2495).build();
    orders.add(order);
    return order;
  }

  private static String body(Order order, int quantity) {
    return """
        {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": %d}],
         "method": "PARCEL_DROP_OFF", "resolution": "REFUND"}"""
        .formatted(order.id(), order.lines().getFirst().id(), quantity);
  }

  private ResultActions register(String body) throws Exception {
    return http.perform(
        post(API)
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  private UUID registered(Order order) throws Exception {
    return UUID.fromString(
        JsonPath.read(
            register(body(order, 1))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$.id"));
  }

  @Test
  void registersAReturnAndSaysWhatItIsWorth() throws Exception {
    Order order = bought(2);

    register(body(order, 2))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.units", hasSize(2)))
        .andExpect(jsonPath("$.units[0].reason").value("NO_REASON_GIVEN"))
        .andExpect(jsonPath("$.quotedFeeMinor").value(295))
        .andExpect(jsonPath("$.quotedRefundMinor").value(2 * 2495 - 295))
        .andExpect(jsonPath("$.currency").value("EUR"));
    assertThat(returns.ofOrder(order.id())).hasSize(1);
    assertThat(returns.ofOrder(order.id()).getFirst().registeredBy()).isEqualTo("ida");
  }

  /** One item is here, the other on its way: the way back costs once, what is stopped nothing. */
  @Test
  void registersWhatWasNotDeliveredYetAsAReturnOfItsOwn() throws Exception {
    Order order = order().notDelivered().line("TEE-M", 1, 2495).line("CAP", 1, 1500).build();
    orders.add(order);
    UUID here = order.lines().getFirst().id();
    UUID onItsWay = order.lines().getLast().id();
    calendar.correct(
        order.id(),
        new DateReport(
            null, null, null, Map.of(here, LocalDate.now(ZoneId.of("Europe/Amsterdam")))),
        "shop");

    String answer =
        register(
                """
                {"orderId": "%s", "method": "PARCEL_DROP_OFF", "resolution": "REFUND",
                 "lines": [{"lineId": "%s", "quantity": 1}, {"lineId": "%s", "quantity": 1}]}"""
                    .formatted(order.id(), here, onItsWay))
            .andExpect(status().isCreated())
            .andExpect(jsonPath("$.units", hasSize(1)))
            .andExpect(jsonPath("$.units[0].sku").value("TEE-M"))
            .andExpect(jsonPath("$.quotedFeeMinor").value(295))
            .andExpect(jsonPath("$.quotedRefundMinor").value(2495 - 295))
            .andReturn()
            .getResponse()
            .getContentAsString();

    ReturnCase stopped = returns.get(UUID.fromString(JsonPath.read(answer, "$.stillToStop")));
    assertThat(stopped.units()).extracting(ReturnUnit::sku).containsExactly("CAP");
    assertThat(stopped.quotedFee().isZero()).isTrue();
    assertThat(stopped.quotedRefund().minor()).isEqualTo(1500);
  }

  @Test
  void writesTheStartOfTheJourneyWithTheReturn() throws Exception {
    UUID id = registered(bought(1));

    assertThat(
            jdbc.sql("select name from process_message where correlation_key = ?")
                .param(id.toString())
                .query(String.class)
                .list())
        .containsExactly("return-registered");
  }

  @Test
  void refusesAPieceThatIsOnItsWayBackAlready() throws Exception {
    Order order = bought(1);
    registered(order);

    register(body(order, 1))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("not-returnable"))
        .andExpect(jsonPath("$.errors[0].field").value("lines[0]"));
  }

  /** One open return per piece, however many register at once. */
  @Test
  void registersTheSamePieceOnceHoweverManyTry() throws Exception {
    Order order = bought(2);
    Callable<Integer> send = () -> register(body(order, 1)).andReturn().getResponse().getStatus();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> sent =
          threads.invokeAll(IntStream.range(0, 10).mapToObj(i -> send).toList());

      assertThat(sent.stream().map(Future::resultNow).sorted().toList())
          .startsWith(201, 201)
          .endsWith(422, 422, 422, 422, 422, 422, 422, 422);
    }
    assertThat(returns.ofOrder(order.id())).hasSize(2);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"quantity\": 1 | \"quantity\": 0 | lines[0].quantity",
        "\"quantity\": 1 | \"quantity\": 3 | lines[0].quantity",
        "\"quantity\": 1 | \"quantity\": -1 | lines[0].quantity",
        "\"quantity\": 1 | \"quantity\": 99999 | lines[0].quantity",
        "PARCEL_DROP_OFF | PIGEON | method",
        "PARCEL_DROP_OFF | | method",
        "REFUND | GOLD | resolution",
        "\"resolution\" | \"language\": \"xx\", \"resolution\" | language",
      })
  void namesTheFieldThatIsWrong(String from, String to, String field) throws Exception {
    register(body(bought(2), 1).replace(from, to == null ? "" : to))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").isNotEmpty())
        .andExpect(jsonPath("$.errors[*].field", hasItem(field)));
  }

  @Test
  void namesTheFieldOfAnUnknownOrderOrLine() throws Exception {
    Order order = bought(1);
    Order other = bought(1);

    register(body(order, 1).replace(order.id().toString(), UUID.randomUUID().toString()))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("order-unknown"))
        .andExpect(jsonPath("$.errors[0].field").value("orderId"));
    register(
            body(order, 1)
                .replace(
                    order.lines().getFirst().id().toString(),
                    other.lines().getFirst().id().toString()))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("line-unknown"))
        .andExpect(jsonPath("$.errors[0].field").value("lines[0].lineId"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[null]"})
  void namesTheLinesWhenThereAreNone(String lines) throws Exception {
    register(body(bought(1), 1).replaceFirst("\\[.*]", lines))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value(lines.equals("[]") ? "lines" : "lines[0]"));
  }

  @Test
  void namesALineThatIsThereTwice() throws Exception {
    Order order = bought(2);
    String line = "{\"lineId\": \"%s\", \"quantity\": 1}".formatted(order.lines().getFirst().id());

    register(body(order, 1).replaceFirst("\\[.*]", "[" + line + "," + line + "]"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("line-twice"))
        .andExpect(jsonPath("$.errors[0].field").value("lines[1].lineId"));
  }

  @Test
  void namesTheReasonItDoesNotKnowAndTheCommentThatIsTooLong() throws Exception {
    Order order = bought(1);

    register(body(order, 1).replace("\"quantity\": 1", "\"quantity\": 1, \"reason\": \"BORED\""))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("unreadable"))
        .andExpect(jsonPath("$.errors[0].field").value("lines[0].reason"));
    register(
            body(order, 1)
                .replace(
                    "\"quantity\": 1",
                    "\"quantity\": 1, \"comment\": \"%s\"".formatted("x".repeat(501))))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("lines[0].comment"));
  }

  @Test
  void saysWhyAnItemCannotComeBack() throws Exception {
    Order order =
        order().business().line("TEE-M", 1, 2495, 0, 2100, OrderLine.Exemption.NONE, true).build();
    orders.add(order);

    register(body(order, 1))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("not-returnable"))
        .andExpect(
            jsonPath("$.errors[0].detail").value("This item cannot be returned: FINAL_SALE."));
  }

  private ResultActions registerAgainstTheTables(Order order, String role, String reason)
      throws Exception {
    return http.perform(
        post(API)
            .with(as("anna", role))
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                body(order, 1)
                    .replace(
                        "{\"orderId", "{\"overrideReason\": \"%s\", \"orderId".formatted(reason))));
  }

  private Order notReturnable() {
    Order order =
        order().business().line("TEE-M", 1, 2495, 0, 2100, OrderLine.Exemption.NONE, true).build();
    orders.add(order);
    return order;
  }

  @Test
  void keepsWhoRegisteredAgainstTheTablesAndWhy() throws Exception {
    String id =
        JsonPath.read(
            registerAgainstTheTables(notReturnable(), "agent", "promised on the phone")
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$.id");

    http.perform(get(API + "/" + id + "/history").with(as("otto", "operations")))
        .andExpect(jsonPath("$[?(@.kind == 'override')].actor").value("anna"))
        .andExpect(jsonPath("$[?(@.kind == 'override')].detail").value("promised on the phone"));
  }

  private UUID registeredAgainstTheTables(Order order) throws Exception {
    return UUID.fromString(
        JsonPath.read(
            registerAgainstTheTables(order, "agent", "promised on the phone")
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$.id"));
  }

  private Order notReturnable(int quantity, long price) {
    Order order =
        order()
            .business()
            .line("TEE-M", quantity, price, 0, 2100, OrderLine.Exemption.NONE, true)
            .build();
    orders.add(order);
    return order;
  }

  @Test
  void needsASecondPersonAboveTheLimitOnly() throws Exception {
    assertThat(
            returns.needsSecondPersonBesides(registeredAgainstTheTables(notReturnable(1, 25000))))
        .isEmpty();
    assertThat(
            returns.needsSecondPersonBesides(registeredAgainstTheTables(notReturnable(1, 25001))))
        .contains("anna");
  }

  @Test
  void countsAllThatWasRegisteredAgainstTheTablesOfOneOrder() throws Exception {
    Order order = notReturnable(2, 15000);

    assertThat(returns.needsSecondPersonBesides(registeredAgainstTheTables(order))).isEmpty();
    assertThat(returns.needsSecondPersonBesides(registeredAgainstTheTables(order)))
        .contains("anna");
  }

  @Test
  void needsNoSecondPersonForWhatTheTablesAllow() throws Exception {
    Order order = order().line("COAT-M", 1, 90000).build();
    orders.add(order);
    String id =
        JsonPath.read(
            register(body(order, 1))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$.id");

    assertThat(returns.needsSecondPersonBesides(UUID.fromString(id))).isEmpty();
  }

  /** CRD Art. 9, 14(1): what comes back under a right waits for nobody. */
  @Test
  void keepsItemsUnderARightApartFromWhatNeedsASecondPerson() throws Exception {
    Order order =
        order()
            .line("TEE-M", 1, 2495)
            .line("RING-1", 1, 30000, 0, 2100, OrderLine.Exemption.PERSONALISED, true)
            .build();
    orders.add(order);
    String both =
        body(order, 1)
            .replace(
                "\"lines\": [",
                "\"lines\": [{\"lineId\": \"%s\", \"quantity\": 1}, "
                    .formatted(order.lines().getLast().id()))
            .replace("{\"orderId", "{\"overrideReason\": \"promised on the phone\", \"orderId");

    http.perform(
            post(API)
                .with(as("anna", "agent"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(both))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("override-apart"))
        .andExpect(jsonPath("$.errors[0].field").value("lines"));
    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"integrator", "operations"})
  void letsOnlyAgentsRegisterAgainstTheTables(String role) throws Exception {
    Order order = notReturnable();

    registerAgainstTheTables(order, role, "promised on the phone")
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("override-needs-agent"));
    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "because", "         x          "})
  void wantsAReasonForRegisteringAgainstTheTables(String reason) throws Exception {
    Order order = notReturnable();

    registerAgainstTheTables(order, "agent", reason)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("override-reason-too-short"))
        .andExpect(jsonPath("$.errors[0].field").value("overrideReason"));
    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @Test
  void refusesWithEveryReasonAtOnce() throws Exception {
    Order order =
        order()
            .business()
            .deliveredDaysAgo(90)
            .line("TEE-M", 1, 2495, 0, 2100, OrderLine.Exemption.NONE, true)
            .build();
    orders.add(order);

    register(body(order, 1))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("not-returnable"))
        .andExpect(
            jsonPath("$.errors[*].detail")
                .value(
                    org.hamcrest.Matchers.contains(
                        "This item cannot be returned: RETURN_PERIOD_ENDED.",
                        "This item cannot be returned: FINAL_SALE.")))
        .andExpect(jsonPath("$.errors[1].field").value("lines[0]"));
  }

  /** The shopper is to know what stays behind, so nothing is left out unasked. */
  @Test
  void refusesAReturnOfWhichOnlyAPartCanComeBackAndSaysHowTheRestCan() throws Exception {
    Order order =
        order()
            .business()
            .line("TEE-M", 1, 2495)
            .line("RING-1", 1, 30000, 0, 2100, OrderLine.Exemption.NONE, true)
            .line("SALE-1", 1, 5000, 0, 2100, OrderLine.Exemption.NONE, true)
            .build();
    orders.add(order);
    String all =
        body(order, 1)
            .replace(
                "]",
                order.lines().stream()
                        .skip(1)
                        .map(line -> ", {\"lineId\": \"%s\", \"quantity\": 1}".formatted(line.id()))
                        .collect(Collectors.joining())
                    + "]");

    register(all)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("not-returnable"))
        .andExpect(
            jsonPath("$.detail")
                .value("2 of 3 items cannot be returned. Register the others without them."))
        .andExpect(
            jsonPath("$.errors[*].field")
                .value(org.hamcrest.Matchers.hasItems("lines[1]", "lines[2]")))
        .andExpect(
            jsonPath("$.errors[*].field")
                .value(org.hamcrest.Matchers.not(org.hamcrest.Matchers.hasItem("lines[0]"))))
        .andExpect(
            jsonPath("$.errors[0].detail").value("This item cannot be returned: FINAL_SALE."));
    assertThat(returns.ofOrder(order.id())).isEmpty();

    register(body(order, 1)).andExpect(status().isCreated());
  }

  /** Beside an item under a right nobody looks, so it does not ride along. */
  @Test
  void keepsAnItemThatAPersonHasToSeeApartFromItemsUnderARight() throws Exception {
    Order order =
        order().deliveredDaysAgo(33).line("TEE-M", 1, 2495).line("COAT-L", 1, 9995).build();
    orders.add(order);
    String line = "{\"lineId\": \"%s\", \"quantity\": 1, \"reason\": \"%s\"}";
    String faulty = line.formatted(order.lines().getFirst().id(), "DEFECTIVE");
    String late = line.formatted(order.lines().getLast().id(), "CHANGED_MIND");
    String request =
        """
        {"orderId": "%s", "lines": [%s], "method": "PARCEL_DROP_OFF",
         "resolution": "%s"}""";

    register(request.formatted(order.id(), faulty + ", " + late, "REFUND"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("review-apart"))
        .andExpect(
            jsonPath("$.detail")
                .value(
                    "A person has to look at 1 of 2 items. Register them in a return of their"
                        + " own."))
        .andExpect(jsonPath("$.errors[0].field").value("lines[1]"))
        .andExpect(
            jsonPath("$.errors[0].detail")
                .value("A person has to look at this item: SHORTLY_AFTER_WINDOW."));
    assertThat(returns.ofOrder(order.id())).isEmpty();

    register(request.formatted(order.id(), faulty, "REFUND")).andExpect(status().isCreated());
    register(request.formatted(order.id(), late, "STORE_CREDIT")).andExpect(status().isCreated());
  }

  /** Everything that stands against it, on each level, and in the language that was asked for. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "en, The return period has ended.",
    "nl, De retourtermijn is voorbij.",
    "de, Die Rückgabefrist ist abgelaufen.",
    "fr, Le délai de retour est terminé.",
  })
  void saysEveryReasonInTheLanguageThatWasAskedFor(String language, String sentence)
      throws Exception {
    Order order =
        order()
            .business()
            .deliveredDaysAgo(90)
            .line("TEE-M", 1, 300_000, 0, 2100, OrderLine.Exemption.NONE, true)
            .build();
    orders.add(order);

    http.perform(
            post(API + "/assessment")
                .with(as("ida", "integrator"))
                .header("Accept-Language", language)
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": 1}]}"""
                        .formatted(order.id(), order.lines().getFirst().id())))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.lines[0].outcome").value("NOT_ELIGIBLE"))
        .andExpect(
            jsonPath("$.lines[0].reasons[*].code")
                .value(
                    org.hamcrest.Matchers.contains(
                        "RETURN_PERIOD_ENDED", "FINAL_SALE", "HIGH_VALUE_RETURN")))
        .andExpect(jsonPath("$.lines[0].reasons[0].text").value(sentence))
        .andExpect(jsonPath("$.lines[0].reasons[2].level").value("RETURN"));
  }

  @Test
  void listsNewestFirstPageByPageWithoutGapOrRepetition() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.addFirst(registered(bought(1)).toString());
    }

    List<String> read = new ArrayList<>();
    String cursor = null;
    do {
      var request = get(API).with(as("anna", "agent")).param("limit", "3");
      String page =
          http.perform(cursor == null ? request : request.param("cursor", cursor))
              .andExpect(status().isOk())
              .andReturn()
              .getResponse()
              .getContentAsString();
      List<String> found = JsonPath.read(page, "$.items[*].id");
      assertThat(found).hasSizeLessThanOrEqualTo(3);
      read.addAll(found);
      Map<String, Object> all = JsonPath.read(page, "$");
      cursor = (String) all.get("next");
    } while (cursor != null);

    assertThat(read).doesNotHaveDuplicates().startsWith(ids.toArray(String[]::new));
    assertThat((long) read.size())
        .isEqualTo(jdbc.sql("select count(*) from return_case").query(Long.class).single());
  }

  /** Registered in the same moment: the id decides, on both sides of a page's end. */
  @Test
  void pagesThroughReturnsOfTheSameMoment() throws Exception {
    for (int i = 0; i < 5; i++) {
      jdbc.sql("update return_case set registered_at = '2099-01-01' where id = ?")
          .param(registered(bought(1)))
          .update();
    }

    List<String> read = new ArrayList<>();
    String cursor = null;
    while (read.size() < 5) {
      var request = get(API).with(as("anna", "agent")).param("limit", "2");
      String page =
          http.perform(cursor == null ? request : request.param("cursor", cursor))
              .andReturn()
              .getResponse()
              .getContentAsString();
      List<String> found = JsonPath.read(page, "$.items[?(@.registeredAt =~ /2099.*/)].id");
      assertThat(found).isNotEmpty();
      read.addAll(found);
      cursor = JsonPath.read(page, "$.next");
    }

    assertThat(read).hasSize(5).doesNotHaveDuplicates();
    jdbc.sql(
            "update return_case set registered_at = '2001-01-01' where registered_at > '2098-01-01'")
        .update();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "limit, 0",
    "limit, 201",
    "limit, -1",
    "limit, many",
    "cursor, x",
    "cursor, _",
    "cursor, 2025_x",
  })
  void namesTheParameterThatIsWrong(String name, String value) throws Exception {
    int status =
        http.perform(get(API).with(as("anna", "agent")).param(name, value))
            .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
            .andExpect(jsonPath("$.code").isNotEmpty())
            .andExpect(jsonPath("$.errors[0].field").value(name))
            .andReturn()
            .getResponse()
            .getStatus();
    assertThat(status).isIn(400, 422);
  }

  @Test
  void cancelsUntilSomethingWasHandedOver() throws Exception {
    UUID id = registered(bought(1));

    cancel(id).andExpect(status().isAccepted());
    assertThat(returns.get(id).outcome()).isEqualTo(ReturnCase.Outcome.CANCELLED);

    UUID handedOver = registered(bought(1));
    returns.parcelMoved(handedOver, ReturnUnit.Reception.DROPPED_OFF, "");
    cancel(handedOver)
        .andExpect(status().isConflict())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("not-cancellable"));
  }

  @Test
  void cancellingTwiceIsNoConflict() throws Exception {
    UUID id = registered(bought(1));
    cancel(id).andExpect(status().isAccepted());

    cancel(id).andExpect(status().isAccepted());
    assertThat(returns.get(id).outcome()).isEqualTo(ReturnCase.Outcome.CANCELLED);
  }

  private ResultActions cancel(UUID id) throws Exception {
    return http.perform(post(API + "/" + id + "/cancellation").with(as("anna", "agent")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/decisions", "/history"})
  void answersForAnUnknownReturn(String part) throws Exception {
    http.perform(get(API + "/" + UUID.randomUUID() + part).with(as("anna", "agent")))
        .andExpect(status().isNotFound())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("return-unknown"));
    http.perform(get(API + "/R-1" + part).with(as("anna", "agent")))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.errors[0].field").value("returnId"));
  }

  @Test
  void cancellingAnUnknownReturnIsNotFound() throws Exception {
    cancel(UUID.randomUUID())
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("return-unknown"));
  }

  @Test
  void showsWhatHappened() throws Exception {
    UUID id = registered(bought(1));

    http.perform(get(API + "/" + id + "/history").with(as("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[*].kind", hasItem("registered")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "agent, 200",
    "integrator, 200",
    "operations, 200",
    "warehouse, 403",
    "store, 403",
    "merchant, 403",
    "process-owner, 403",
    "guest, 403",
  })
  void isForThoseWhoWorkWithReturns(String role, int expected) throws Exception {
    http.perform(get(API).with(as("anna", role))).andExpect(status().is(expected));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"warehouse, 404", "integrator, 404", "agent, 403", "operations, 403"})
  void onlyTheWarehouseReceives(String role, int expected) throws Exception {
    http.perform(
            post("/api/v1/warehouse/receipts")
                .with(as("walter", role))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"code\": \"R-0000-0000\"}"))
        .andExpect(status().is(expected))
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/nothing", "/api/v2/orders", "/api"})
  void saysThatNothingElseIsThere(String path) throws Exception {
    http.perform(get(path).with(as("ida", "integrator", "agent", "operations")))
        .andExpect(status().isNotFound());
    http.perform(get(path)).andExpect(status().isUnauthorized());
  }
}
