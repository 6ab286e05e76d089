package io.retour.refunds.mollie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.refunds.ProviderNews;
import io.retour.refunds.ProviderTest;
import io.retour.refunds.Refund.State;
import io.retour.security.WebhookSignature;
import io.retour.shared.Problem;
import io.retour.testing.StubServer.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.ResultActions;

/** From asking Mollie for a refund to what its web hooks bring. */
class MollieWebhookTest extends ProviderTest {

  private static final String SECRET = "mollie-test-secret-0123456789";

  private String payment = "";

  @BeforeEach
  void pendingAtMollie() {
    payment = "tr_" + System.nanoTime();
    granted("mollie", payment);
    MOLLIE.on(
        "POST /v2/payments/" + payment + "/refunds",
        call ->
            Reply.of(
                201,
                MolliePaymentsTest.refund(
                    refundId(), "pending", MolliePaymentsTest.ours(refund().id()))));
    submitted();
    assertState(State.PENDING);
  }

  private String refundId() {
    return "re_" + refund().id().toString().replace("-", "");
  }

  private void mollieSays(String status) {
    MOLLIE.on(
        "GET /v2/payments/" + payment + "/refunds/" + refundId(),
        200,
        MolliePaymentsTest.refund(refundId(), status, MolliePaymentsTest.ours(refund().id())));
  }

  private ResultActions call(String id) throws Exception {
    return http.perform(
        post("/webhooks/payments/mollie")
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .param("id", id));
  }

  private ResultActions event(String signature, String body) throws Exception {
    return http.perform(
        post("/webhooks/payments/mollie/events")
            .contentType(MediaType.APPLICATION_JSON)
            .header("X-Mollie-Signature", signature)
            .content(body));
  }

  private static String signed(String secret, String body) {
    return "sha256=" + WebhookSignature.of(secret, body.getBytes(StandardCharsets.UTF_8));
  }

  private String refunded() {
    return """
        {"resource": "event", "id": "event_1", "type": "refund.refunded", "entityId": "%s",
         "createdAt": "2026-01-01T00:00:00.0Z", "_embedded": {"entity": %s}}"""
        .formatted(
            refundId(),
            MolliePaymentsTest.refund(
                refundId(), "refunded", MolliePaymentsTest.ours(refund().id())));
  }

  @Test
  void aClassicCallMakesItLookAtMollieOnceOrThrice() throws Exception {
    mollieSays("refunded");

    for (int i = 0; i < 3; i++) {
      call(payment).andExpect(status().isOk());
    }

    assertState(State.SETTLED);
  }

  @Test
  void aFalseCallChangesNothing() throws Exception {
    mollieSays("processing");

    call(payment).andExpect(status().isOk());

    assertState(State.PENDING);
  }

  /** Who calls learns nothing, and cannot make us call Mollie. */
  @ParameterizedTest
  @ValueSource(strings = {"tr_unknown", "", "re_1", "../refunds", "tr_1/refunds"})
  void aCallAboutWhatIsNotOursAsksNobody(String id) throws Exception {
    MOLLIE.reset();

    call(id).andExpect(status().isOk());

    assertThat(MOLLIE.calls()).isEmpty();
  }

  @Test
  void aCallThatNamesNothingCannotBeRead() throws Exception {
    http.perform(
            post("/webhooks/payments/mollie").contentType(MediaType.APPLICATION_FORM_URLENCODED))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("parameter-missing"));
  }

  @Test
  void asksMollieToCallAgainWhileItDoesNotAnswer() throws Exception {
    MOLLIE.on("GET /v2/payments/" + payment + "/refunds/" + refundId(), 503, "{}");

    call(payment)
        .andExpect(status().isServiceUnavailable())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
  }

  @Test
  void aSignedEventSettlesWhatMollieSaysIsPaid() throws Exception {
    mollieSays("refunded");

    event(signed(SECRET, refunded()), refunded()).andExpect(status().isOk());

    assertState(State.SETTLED);
  }

  @Test
  void takesEitherSignatureWhileASecretIsReplaced() throws Exception {
    mollieSays("failed");

    event("sha256=" + "0".repeat(64) + ", " + signed(SECRET, refunded()), refunded())
        .andExpect(status().isOk());

    assertState(State.FAILED);
  }

  @Test
  void refusesAnEventWithAForeignSignatureOrNone() throws Exception {
    mollieSays("refunded");
    int asked = MOLLIE.calls().size();

    for (String signature :
        new String[] {signed("another-secret-0123456789", refunded()), "", "sha256="}) {
      event(signature, refunded())
          .andExpect(status().isForbidden())
          .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
          .andExpect(jsonPath("$.code").value("signature-invalid"));
    }

    assertState(State.PENDING);
    assertThat(MOLLIE.calls()).hasSize(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"type\": \"hook.ping\", \"entityId\": \"hook_1\"}",
        "{\"type\": \"refund.failed\", \"entityId\": \"re_others\", \"_embedded\": {\"entity\":"
            + " {\"metadata\": \"words\"}}}",
      })
  void takesAndLeavesAloneWhatIsNotOurs(String body) throws Exception {
    int asked = MOLLIE.calls().size();

    event(signed(SECRET, body), body).andExpect(status().isOk());

    assertThat(MOLLIE.calls()).hasSize(asked);
  }

  /** An open door would be worse than none. */
  @Test
  void withoutASecretNoEventIsTaken() {
    ProviderNews news = mock(ProviderNews.class);
    MollieWebhook webhook =
        new MollieWebhook(
            news,
            new MollieProperties(
                "test_1", null, MOLLIE.url(), Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new ObjectMapper());

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(
            () ->
                webhook.mollieTold(
                    refunded().getBytes(StandardCharsets.UTF_8),
                    signed("no-secret-is-known", refunded())))
        .matches(problem -> problem.code().equals("signature-invalid"));
    verifyNoInteractions(news);
  }
}
