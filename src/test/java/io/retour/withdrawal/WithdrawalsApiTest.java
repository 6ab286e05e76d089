package io.retour.withdrawal;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.journey.JourneyInstances;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.Statements;
import io.retour.testing.WebTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Statements that came another way than by the portal, and the screens of staff about them. */
@WebTest
class WithdrawalsApiTest {

  private static final String API = "/api/v1/withdrawals";

  @Autowired MockMvc http;
  @Autowired JourneyInstances instances;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Withdrawals withdrawals;
  @Autowired JdbcClient jdbc;
  @Autowired MeterRegistry meters;

  private static String letter(String contract, Instant statedAt) {
    return """
        {"brand": "lumen", "name": "Sam de Vries", "contract": "%s", "contact": "sam@example.org",
         "language": "nl", "receivedThrough": "LETTER", "statedAt": "%s"}"""
        .formatted(contract, statedAt);
  }

  private ResultActions state(String body, String key) throws Exception {
    return http.perform(
        post(API)
            .with(as("ida", "integrator"))
            .header("Idempotency-Key", key)
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  private static String id(ResultActions answer) throws Exception {
    return JsonPath.read(answer.andReturn().getResponse().getContentAsString(), "$.id");
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
  }

  /** R-09, Art. 11(2): the postmark counts. */
  @Test
  void recordsALetterWithTheTimeAtWhichItWasSent() throws Exception {
    Instant posted = daysAgo(3);
    ResultActions answer =
        state(letter("unknown order", posted), UUID.randomUUID().toString())
            .andExpect(status().isCreated())
            .andExpect(jsonPath("$.receivedThrough").value("LETTER"))
            .andExpect(jsonPath("$.outcomes").isEmpty());

    Statement statement = withdrawals.get(UUID.fromString(id(answer)));
    assertThat(statement.statedAt()).isEqualTo(posted);
    assertThat(statement.receivedAt()).isAfter(statement.statedAt());
    assertThat(statement.recordedBy()).isEqualTo("ida");
    assertThat(
            jdbc.sql("select body from message where return_id = ?")
                .param(statement.id())
                .query(String.class)
                .single())
        .contains("Verklaard op", "Ontvangen op", "unknown order");
    http.perform(get(API + "/" + statement.id()).with(as("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.contract").value("unknown order"))
        .andExpect(jsonPath("$.events[0].kind").value("stated"));
  }

  @Test
  void recordsACallThatIsSentAgainOnce() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = letter("L-1", daysAgo(1));

    String first = id(state(body, key).andExpect(status().isCreated()));
    String second = id(state(body, key).andExpect(status().isCreated()));

    assertThat(second).isEqualTo(first);
    state(letter("L-2", daysAgo(1)), key).andExpect(status().isConflict());
  }

  @Test
  void keepsTheLinesThatAChannelNames() throws Exception {
    Order order = order().line("TEE-M", 3, 2495).build();
    orders.add(order);
    String body =
        """
        {"brand": "lumen", "name": "Sam", "contract": "%s", "contact": "sam@example.org",
         "receivedThrough": "MARKETPLACE", "lines": [{"lineId": "%s", "quantity": 2}]}"""
            .formatted(order.orderNumber(), order.lines().getFirst().id());

    String id = id(state(body, UUID.randomUUID().toString()).andExpect(status().isCreated()));

    assertThat(withdrawals.find(UUID.fromString(id), null, null).items())
        .singleElement()
        .extracting(Finding.ItemFacts::quantity)
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"statedAt", "receivedAt"})
  void refusesATimeThatCannotBe(String field) throws Exception {
    String body =
        """
        {"brand": "lumen", "name": "Sam", "contract": "L-1", "contact": "sam@example.org",
         "receivedThrough": "PHONE", "%s": "%s"}"""
            .formatted(field, Instant.now().plus(Duration.ofDays(1)));

    state(body, UUID.randomUUID().toString())
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("withdrawal-time-impossible"))
        .andExpect(jsonPath("$.errors[0].field").value(field));
  }

  @Test
  void refusesAnUnknownBrandAndAMissingName() throws Exception {
    state(
            letter("L-1", daysAgo(1)).replace("\"lumen\"", "\"nobody\""),
            UUID.randomUUID().toString())
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("brand-unknown"));
    state(letter("L-1", daysAgo(1)).replace("Sam de Vries", " "), UUID.randomUUID().toString())
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("name"));
  }

  @Test
  void isForAgentsIntegratorsAndOperations() throws Exception {
    http.perform(get(API + "/" + UUID.randomUUID()).with(as("walter", "warehouse")))
        .andExpect(status().isForbidden());
    http.perform(get(API + "/" + UUID.randomUUID())).andExpect(status().isUnauthorized());
    http.perform(get(API + "/" + UUID.randomUUID()).with(as("olga", "operations")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("withdrawal-unknown"));
  }

  @Test
  void showsStaffTheStatementWordForWord() throws Exception {
    Statement statement = withdrawals.state(Statements.of("the blue vase", "sam@example.org"));

    http.perform(get("/desk/withdrawals").with(staff("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("/desk/withdrawals/" + statement.id())));
    http.perform(get("/desk/withdrawals/" + statement.id()).with(staff("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("the blue vase")))
        .andExpect(content().string(containsString("sam@example.org")))
        .andExpect(content().string(containsString(statement.statedAtText(java.util.Locale.UK))));
  }

  @Test
  void leadsOperationsToTheProcessOfAStatement() throws Exception {
    Statement statement = withdrawals.state(Statements.of("my vase", "sam@example.org"));
    instances.started(statement.id(), 2251799813685301L);
    String page = "/desk/withdrawals/" + statement.id();

    http.perform(get(page).with(staff("olga", "operations")))
        .andExpect(content().string(containsString("/operate/processes/2251799813685301\"")));
    http.perform(get(page).with(staff("anna", "agent")))
        .andExpect(content().string(not(containsString("Watch in Operate"))));
  }

  /** Names and addresses are for who answers. */
  @ParameterizedTest
  @ValueSource(strings = {"merchant", "warehouse", "process-owner"})
  void showsStatementsToNoOtherRole(String role) throws Exception {
    http.perform(get("/desk/withdrawals").with(staff("max", role)))
        .andExpect(status().isForbidden());
  }

  @Test
  void countsWhatIsNotAnsweredYet() {
    double before = meters.get("retour.withdrawals.unanswered").gauge().value();
    Statement statement = withdrawals.state(Statements.of("my vase", "sam@example.org"));
    assertThat(meters.get("retour.withdrawals.unanswered").gauge().value()).isEqualTo(before + 1);

    withdrawals.answerUnknownContract(statement.id());

    assertThat(meters.get("retour.withdrawals.unanswered").gauge().value()).isEqualTo(before);
  }

  @Test
  void showsStaffOrdersWithTheSameAddress() throws Exception {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    Statement statement = withdrawals.state(Statements.of("my vase", order.email()));

    http.perform(get("/desk/withdrawals/" + statement.id()).with(staff("anna", "agent")))
        .andExpect(content().string(containsString(order.orderNumber())));
  }

  /** From the file of a return to the statement about its order. */
  @Test
  void linksTheCaseFileWithTheStatement() throws Exception {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.onePieceOf(order));
    Statement statement = withdrawals.state(Statements.about(order));
    withdrawals.find(statement.id(), null, null);

    http.perform(get("/desk/returns/" + registered.rmaNumber()).with(staff("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("/desk/withdrawals/" + statement.id())));
  }

  /** Each use case called again changes nothing. */
  @Test
  void doesEverythingOnce() {
    Order order = order().line("TEE-M", 2, 2495).build();
    orders.add(order);
    Statement statement = withdrawals.state(Statements.about(order));
    List<UUID> lines = List.of(order.lines().getFirst().id());
    for (int i = 0; i < 2; i++) {
      assertThat(withdrawals.state(statement)).isEqualTo(statement);
      assertThat(withdrawals.find(statement.id(), null, null).state())
          .isEqualTo(Finding.State.FOUND);
      assertThat(withdrawals.registerReturn(statement.id(), lines)).isPresent();
      withdrawals.answer(
          statement.id(),
          List.of(new WithdrawalRecords.Outcome(lines.getFirst(), 2, "IN_TIME", "CRD_ART_9")));
    }

    assertThat(returns.ofOrder(order.id())).hasSize(1);
    assertThat(withdrawals.outcomes(statement.id())).hasSize(1);
    assertThat(withdrawals.events(statement.id()))
        .extracting(WithdrawalRecords.Event::kind)
        .containsExactly("stated", "contract-found", "return-registered", "answered");
    assertThat(
            jdbc.sql("select count(*) from message where return_id = ?")
                .param(statement.id())
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  /**
   * What is read has no button; what goes on opens its return, for who gave the order's address.
   */
  @Test
  void theAnswerOpensTheReturnAndTheAcknowledgementNothing() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    Statement statement = withdrawals.state(Statements.about(order));
    List<UUID> lines = List.of(order.lines().getFirst().id());
    withdrawals.find(statement.id(), null, null);
    withdrawals.registerReturn(statement.id(), lines);

    withdrawals.answer(
        statement.id(),
        List.of(new WithdrawalRecords.Outcome(lines.getFirst(), 1, "IN_TIME", "CRD_ART_9")));

    assertThat(
            jdbc.sql(
                    "select template, language, link_says, link <> '' and instr(body, link) > 0 as named"
                        + " from message where return_id = ? order by template")
                .param(statement.id())
                .query(
                    (row, index) ->
                        "%s %s [%s] %s"
                            .formatted(
                                row.getString("template"),
                                row.getString("language"),
                                row.getString("link_says"),
                                row.getBoolean("named")))
                .list())
        .containsExactly(
            "withdrawal-answer en [See your return] true", "withdrawal-received en [] false");
  }
}
