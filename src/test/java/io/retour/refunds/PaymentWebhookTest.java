package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Signed.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refund.State;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Confirmed;
import io.retour.testing.Signed;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What a payment provider tells of refunds it took a while for. */
@WebTest
class PaymentWebhookTest {

  private static final String PATH = "/webhooks/payments/simulated";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired Ledger ledger;
  @Autowired Simulators simulators;
  @Autowired JdbcClient jdbc;

  private ReturnCase underway;
  private Grant grant;
  private UUID refundId;

  @BeforeEach
  void aRefundThatIsPending() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    underway = returns.register(Confirmed.onePieceOf(order));
    grant = refunds.grant(underway.id(), "REFUND", 0);
    simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 1);
    payouts.submit(grant.id());
    refundId = refund().id();
    assertThat(refund().state()).isEqualTo(State.PENDING);
  }

  /** Anybody may send something here, and nobody has signed it yet when it is read. */
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv", "multipart/form-data; boundary=x"})
  void takesNoMoreThanAnyNewsHas(String mediaType) throws Exception {
    http.perform(
            post(PATH)
                .contentType(MediaType.parseMediaType(mediaType))
                .content(new byte[1024 * 1024 + 1]))
        .andExpect(status().isPayloadTooLarge());
  }

  /** The provider's clock is wound forward: it waits a while before it tells. */
  @Test
  void newsThatComeOutOfOrderSettleARefundOnce() {
    jdbc.sql(
            "update simulated_refund set tellings = 5, created_at = '2020-01-01'"
                + " where request_key = ?")
        .param(refundId.toString())
        .update();

    await().untilAsserted(() -> assertThat(tellings()).isZero());

    assertThat(refund().state()).isEqualTo(State.SETTLED);
    assertThat(ledger.of(underway.id()))
        .filteredOn(entry -> entry.booking().equals("refund:" + refundId))
        .hasSize(2);
  }

  /**
   * The provider's book may have refunds that Retour does not know, after a restore for instance.
   */
  @Test
  void newsThatAreRefusedAreNotToldForEver() {
    UUID unknown = UUID.randomUUID();
    jdbc.sql(
            "update simulated_refund set request_key = ?, tellings = 1, created_at = '2019-01-01'"
                + " where request_key = ?")
        .params(unknown.toString(), refundId.toString())
        .update();
    refundId = unknown;

    await().untilAsserted(() -> assertThat(tellings()).isZero());
  }

  /** A backup that was restored may be older than the refund, and the provider's key gone since. */
  @Test
  void whatTheProviderHasAlreadyIsFoundAndNotAskedForAgain() {
    jdbc.sql(
            "update refund set state = 'SUBMITTED', provider_refund_id = null, asked_at = null,"
                + " first_asked_at = null where id = ?")
        .param(refundId.toString())
        .update();
    simulators.set(Simulator.PAYMENT, Behaviour.FAIL, 1);

    payouts.submit(grant.id());

    assertThat(refund().state()).isEqualTo(State.PENDING);
    simulators.set(Simulator.PAYMENT, Behaviour.NORMAL, 0);
  }

  private int tellings() {
    return jdbc.sql("select tellings from simulated_refund where request_key = ?")
        .param(refundId.toString())
        .query(Integer.class)
        .single();
  }

  private Refund refund() {
    return refunds.refundsOf(grant.id()).getFirst();
  }

  private ResultActions told(String state) throws Exception {
    return tell(
        """
        {"requestKey": "%s", "refundId": "sre_9", "state": "%s", "detail": "as told"}"""
            .formatted(refundId, state));
  }

  private ResultActions tell(String body) throws Exception {
    return http.perform(webhook(PATH, Signed.PAYMENT_SECRET, body));
  }

  private List<String> outcomesTold() {
    return jdbc.sql(
            "select variables from process_message where correlation_key = ? and name ="
                + " 'refund-outcome' order by created_at")
        .param(grant.id().toString())
        .query(String.class)
        .list();
  }

  private List<String> payments() {
    return ledger.of(underway.id()).stream()
        .map(Ledger.Entry::booking)
        .filter(booking -> booking.startsWith("refund:"))
        .toList();
  }

  @Test
  void settlesARefundOnceHoweverOftenItIsTold() throws Exception {
    for (int i = 0; i < 3; i++) {
      told("SETTLED").andExpect(status().isNoContent());
    }

    assertThat(refund().state()).isEqualTo(State.SETTLED);
    assertThat(payments()).hasSize(2);
    assertThat(outcomesTold()).hasSize(1);
    assertThat(returns.get(underway.id()).units())
        .allMatch(unit -> unit.settlement() == Settlement.SETTLED);
  }

  @Test
  void keepsASettledRefundSettledWhenOlderNewsComesLate() throws Exception {
    told("SETTLED");
    told("PENDING").andExpect(status().isNoContent());

    assertThat(refund().state()).isEqualTo(State.SETTLED);
    assertThat(outcomesTold()).hasSize(1);
    assertThat(payments()).hasSize(2);
  }

  @Test
  void owesAgainWhatCameBackAfterItWasSettled() throws Exception {
    told("SETTLED");
    told("FAILED").andExpect(status().isNoContent());
    told("FAILED").andExpect(status().isNoContent());

    assertThat(refund().state()).isEqualTo(State.REVERSED);
    assertThat(ledger.of(underway.id()))
        .filteredOn(entry -> entry.booking().startsWith("reversal:"))
        .hasSize(2);
  }

  @Test
  void tellsTheJourneyThatARefundFailed() throws Exception {
    told("FAILED").andExpect(status().isNoContent());

    assertThat(refund().state()).isEqualTo(State.FAILED);
    assertThat(outcomesTold()).hasSize(1);
    assertThat(payments()).isEmpty();
  }

  /** Providers do not promise an order: PENDING after FAILED is yesterday's news. */
  @Test
  void keepsAFailedRefundFailedWhenPendingComesLate() throws Exception {
    told("FAILED");

    told("PENDING").andExpect(status().isNoContent());

    assertThat(refund().state()).isEqualTo(State.FAILED);
    assertThat(returns.get(underway.id()).units())
        .allMatch(unit -> unit.settlement() == Settlement.FAILED);
  }

  @Test
  void pendingAgainIsNoNews() throws Exception {
    told("PENDING").andExpect(status().isNoContent());

    assertThat(refund().state()).isEqualTo(State.PENDING);
    assertThat(outcomesTold()).isEmpty();
  }

  @Test
  void refusesAWrongOrForeignSignature() throws Exception {
    String body = "{\"requestKey\": \"%s\", \"state\": \"SETTLED\"}".formatted(refundId);
    for (String secret : List.of("another-secret-0123456789", Signed.CARRIER_SECRET)) {
      http.perform(webhook(PATH, secret, body))
          .andExpect(status().isForbidden())
          .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
          .andExpect(jsonPath("$.code").value("signature-invalid"));
    }
    assertThat(refund().state()).isEqualTo(State.PENDING);
  }

  @Test
  void answersForARefundItDoesNotKnow() throws Exception {
    tell("{\"requestKey\": \"%s\", \"state\": \"SETTLED\"}".formatted(UUID.randomUUID()))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("refund-unknown"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "null | 422 | requestKey",
        "{\"state\": \"SETTLED\"} | 422 | requestKey",
        "{\"requestKey\": \"0b3f2c0e-7c0b-4c4e-9f0e-111111111111\"} | 422 | state",
        "{\"requestKey\": \"0b3f2c0e-7c0b-4c4e-9f0e-111111111111\", \"state\": \"GONE\"} | 422"
            + " | state",
        "{\"requestKey\": \"42\", \"state\": \"SETTLED\"} | 400 | requestKey",
      })
  void namesWhatIsWrong(String body, int status, String field) throws Exception {
    tell(body)
        .andExpect(status().is(status))
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.errors[0].field").value(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "paid"})
  void answersWhatIsNoNewsAtAll(String body) throws Exception {
    tell(body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("unreadable"));
  }

  @Test
  void keepsDetailsOfAnyLength() throws Exception {
    tell("""
            {"requestKey": "%s", "refundId": "%s", "state": "FAILED", "detail": "%s"}"""
            .formatted(refundId, "r".repeat(200), "d".repeat(5000)))
        .andExpect(status().isNoContent());

    assertThat(refund().state()).isEqualTo(State.FAILED);
    assertThat(refund().detail()).startsWith("ddd");
  }
}
