package io.retour.refunds.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.refunds.ProviderTest;
import io.retour.refunds.Refund.State;
import io.retour.shared.Problem;
import io.retour.testing.StubServer.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.ResultActions;

/** From asking Stripe for a refund to what its web hook brings. */
class StripeWebhookTest extends ProviderTest {

  private static final String SECRET = "whsec_test_0123456789";

  @BeforeEach
  void paidThroughStripe() {
    granted("stripe", "pi_" + System.nanoTime());
  }

  private void stripeSays(String status) {
    String refund = StripePaymentsTest.refund("re_" + refund().id(), status, refund().id());
    STRIPE.on("POST /v1/refunds", 200, refund);
    STRIPE.on("GET /v1/refunds/re_" + refund().id(), 200, refund);
    STRIPE.on("GET /v1/refunds", 200, StripePaymentsTest.list(false, refund));
  }

  private void pending() {
    STRIPE.on(
        "POST /v1/refunds",
        call -> {
          stripeSays("pending");
          return Reply.of(
              200, StripePaymentsTest.refund("re_" + refund().id(), "pending", refund().id()));
        });
    submitted();
    assertState(State.PENDING);
  }

  private String event(String type, String status) {
    return """
        {"id": "evt_1", "object": "event", "type": "%s", "data": {"object": %s}}"""
        .formatted(type, StripePaymentsTest.refund("re_" + refund().id(), status, refund().id()));
  }

  private ResultActions tell(String secret, long at, String body) throws Exception {
    String time = String.valueOf(at);
    return http.perform(
        post("/webhooks/payments/stripe")
            .contentType(MediaType.APPLICATION_JSON)
            .header(
                "Stripe-Signature",
                "t=%s,v1=%s"
                    .formatted(
                        time,
                        StripeSignature.of(secret, time, body.getBytes(StandardCharsets.UTF_8))))
            .content(body));
  }

  private ResultActions tell(String body) throws Exception {
    return tell(SECRET, Instant.now().getEpochSecond(), body);
  }

  @Test
  void settlesWhatStripeSaysIsPaidOnceHoweverOftenItTells() throws Exception {
    pending();
    stripeSays("succeeded");

    for (int i = 0; i < 3; i++) {
      tell(event("refund.updated", "succeeded")).andExpect(status().isNoContent());
    }

    assertState(State.SETTLED);
    assertThat(refund().providerRefundId()).isEqualTo("re_" + refund().id());
  }

  /** The event is a picture of some moment; what Stripe says now counts. */
  @Test
  void anOldEventThatComesLateDoesNoHarm() throws Exception {
    pending();
    stripeSays("failed");

    tell(event("refund.updated", "succeeded")).andExpect(status().isNoContent());

    assertState(State.FAILED);
  }

  @Test
  void findsTheRefundWhoseAnswerWasLost() throws Exception {
    STRIPE.on("POST /v1/refunds", 500, "{\"error\": {\"type\": \"api_error\"}}");
    assertThatThrownBy(this::submitted).isInstanceOf(Problem.class);
    assertState(State.SUBMITTED);
    stripeSays("succeeded");

    tell(event("refund.created", "succeeded")).andExpect(status().isNoContent());

    assertState(State.SETTLED);
  }

  /** Stripe as it is with keys: the same one brings the same refund, paid or not answered. */
  @Test
  void isPaidOnceWhenStripePaidAndItsAnswerWasLostAgainAndAgain() throws Exception {
    Map<String, String> made = new ConcurrentHashMap<>();
    AtomicInteger answers = new AtomicInteger();
    STRIPE.on(
        "POST /v1/refunds",
        call -> {
          String id = "re_" + made.size() + "_" + refund().id();
          String refund =
              made.computeIfAbsent(
                  call.header("Idempotency-Key"),
                  key -> StripePaymentsTest.refund(id, "succeeded", refund().id()));
          return answers.getAndIncrement() < 2
              ? Reply.of(502, "<html>Bad Gateway</html>")
              : Reply.of(200, refund);
        });

    assertThatThrownBy(this::submitted).isInstanceOf(Problem.class);
    assertThatThrownBy(this::submitted).isInstanceOf(Problem.class);
    assertState(State.SUBMITTED);
    submitted();
    submitted();

    assertState(State.SETTLED);
    assertThat(made).containsOnlyKeys(refund().id().toString());
    assertThat(answers).hasValue(3);
  }

  @Test
  void asksStripeToTellAgainWhileItDoesNotAnswer() throws Exception {
    pending();
    STRIPE.on("GET /v1/refunds/re_" + refund().id(), 503, "{\"error\": {\"type\": \"api_error\"}}");

    tell(event("refund.updated", "succeeded"))
        .andExpect(status().isServiceUnavailable())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));

    assertState(State.PENDING);
  }

  @Test
  void refusesAForeignOrOldSignatureAndAsksNobody() throws Exception {
    pending();
    stripeSays("succeeded");
    int asked = STRIPE.calls().size();
    long now = Instant.now().getEpochSecond();

    tell("another-secret-0123456789", now, event("refund.updated", "succeeded"))
        .andExpect(status().isForbidden())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("signature-invalid"));
    tell(SECRET, now - 600, event("refund.updated", "succeeded")).andExpect(status().isForbidden());
    http.perform(post("/webhooks/payments/stripe").content(event("refund.updated", "succeeded")))
        .andExpect(status().isForbidden());

    assertState(State.PENDING);
    assertThat(STRIPE.calls()).hasSize(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"type\": \"charge.captured\", \"data\": {\"object\": {\"object\": \"charge\", \"id\":"
            + " \"ch_1\"}}}",
        "{\"type\": \"refund.created\", \"data\": {\"object\": {\"object\": \"refund\", \"id\":"
            + " \"re_of_somebody_else\", \"metadata\": {\"retour_refund\": \"no key\"}}}}",
      })
  void takesAndLeavesAloneWhatIsNotOurs(String body) throws Exception {
    tell(body).andExpect(status().isNoContent());

    assertThat(STRIPE.calls()).isEmpty();
  }

  @Test
  void answersWhatCannotBeRead() throws Exception {
    tell("{").andExpect(status().isBadRequest()).andExpect(jsonPath("$.code").value("unreadable"));
  }
}
