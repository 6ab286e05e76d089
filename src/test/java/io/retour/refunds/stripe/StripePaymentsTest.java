package io.retour.refunds.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.refunds.PaymentProvider;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.Booked;
import io.retour.refunds.PaymentProvider.Dispute;
import io.retour.refunds.PaymentProvider.State;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.testing.PublishedApi;
import io.retour.testing.StubServer;
import io.retour.testing.StubServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

/**
 * Stripe, played by a server on loopback. Where the published API is at hand, every request and
 * answer of these tests is held against it.
 */
class StripePaymentsTest {

  static final String API = "payments/stripe/stripe-2023-08-16-refunds-charges-events.openapi.json";

  private static final UUID KEY = UUID.fromString("0b3f2c0e-7c0b-4c4e-9f0e-111111111111");

  private final StubServer stripe = new StubServer().publishedAs(PublishedApi.find(API));
  private final StripePayments payments = payments(Duration.ofSeconds(5));

  private StripePayments payments(Duration patience) {
    return new StripePayments(
        RestClient.builder(),
        new StripeProperties(
            "sk_test_0123456789",
            "whsec_0123456789abcdef",
            Duration.ofMinutes(5),
            stripe.url(),
            Duration.ofSeconds(2),
            patience));
  }

  @AfterEach
  void allWasAsPublished() {
    stripe.close();
    assertThat(stripe.unlikePublished()).isEmpty();
  }

  static String refund(String id, @Nullable String status, @Nullable UUID key) {
    return """
        {"id": "%s", "object": "refund", "amount": 1999, "currency": "eur", "created": 1767225600,
         "payment_intent": "pi_1", "charge": "ch_1", "reason": "requested_by_customer",
         "metadata": {%s}%s}"""
        .formatted(
            id,
            key == null ? "" : "\"retour_refund\": \"" + key + "\"",
            status == null ? "" : ", \"status\": \"" + status + "\"");
  }

  static String list(boolean more, String... refunds) {
    return "{\"object\": \"list\", \"url\": \"/v1/refunds\", \"has_more\": %s, \"data\": [%s]}"
        .formatted(more, String.join(",", refunds));
  }

  private static String error(String type, String code, String message) {
    return "{\"error\": {\"type\": \"%s\", \"code\": \"%s\", \"message\": \"%s\"}}"
        .formatted(type, code, message);
  }

  private static PaymentProvider.Request request(String payment, @Nullable String refundId) {
    return new PaymentProvider.Request(KEY, payment, Money.of(1999, "EUR"), refundId);
  }

  @Test
  void asksWithItsKeyForTheExactAmountOfThePayment() {
    stripe.on("POST /v1/refunds", 200, refund("re_1", "succeeded", KEY));

    Answer answer = payments.submit(request("pi_1", null));

    assertThat(answer).isEqualTo(new Answer("re_1", State.SETTLED, ""));
    StubServer.Call call = stripe.calls().getFirst();
    assertThat(call.header("Idempotency-Key")).isEqualTo(KEY.toString());
    assertThat(call.header("Authorization")).isEqualTo("Bearer sk_test_0123456789");
    assertThat(call.header("Stripe-Version")).isEqualTo("2023-08-16");
    assertThat(call.body())
        .contains("payment_intent=pi_1", "amount=1999", "metadata%5Bretour_refund%5D=" + KEY);
  }

  @Test
  void namesAChargeAsACharge() {
    stripe.on("POST /v1/refunds", 200, refund("re_1", "pending", KEY));

    payments.submit(request("ch_1", null));

    assertThat(stripe.calls().getFirst().body()).contains("charge=ch_1").doesNotContain("intent");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "succeeded, SETTLED, ''",
    "pending, PENDING, ''",
    "requires_action, PENDING, requires_action",
    "failed, FAILED, failed",
    "canceled, FAILED, canceled",
    "teleported, PENDING, teleported",
    ", PENDING, null",
  })
  void everyWordOfStripeHasAMeaning(@Nullable String word, State state, String detail) {
    stripe.on("GET /v1/refunds/re_1", 200, refund("re_1", word, KEY));

    assertThat(payments.status(request("pi_1", "re_1")))
        .contains(new Answer("re_1", state, detail));
  }

  @Test
  void saysWhyARefundFailedAfterAll() {
    stripe.on(
        "GET /v1/refunds/re_1",
        200,
        refund("re_1", "failed", KEY)
            .replace("\"status\"", "\"failure_reason\": \"lost_or_stolen_card\", \"status\""));

    assertThat(payments.status(request("pi_1", "re_1")))
        .contains(new Answer("re_1", State.FAILED, "lost_or_stolen_card"));
  }

  @Test
  void findsARefundWhoseAnswerWasLostByItsKey() {
    stripe.on(
        "GET /v1/refunds",
        call ->
            String.valueOf(call.query()).contains("starting_after=re_8")
                ? Reply.of(200, list(false, refund("re_7", "succeeded", KEY)))
                : Reply.of(
                    200,
                    list(
                        true,
                        refund("re_9", "succeeded", null),
                        refund("re_8", "failed", UUID.randomUUID()))));

    assertThat(payments.status(request("pi_1", null)))
        .contains(new Answer("re_7", State.SETTLED, ""));
    assertThat(stripe.calls()).allMatch(call -> String.valueOf(call.query()).contains("pi_1"));
  }

  @Test
  void knowsNothingOfARefundThatWasNeverMade() {
    stripe.on("GET /v1/refunds", 200, list(false));

    assertThat(payments.status(request("pi_1", null))).isEmpty();
  }

  @Test
  void aRefusalIsAFailureInStripesWords() {
    stripe.on(
        "POST /v1/refunds",
        400,
        error("invalid_request_error", "payment_intent_invalid", "This payment is too old."));
    stripe.on("GET /v1/refunds", 200, list(false));

    assertThat(payments.submit(request("pi_1", null)))
        .isEqualTo(new Answer("", State.FAILED, "This payment is too old."));
  }

  /** The first try paid, its answer was lost and the key forgotten: nothing is left to refund. */
  @Test
  void aRefusalBecauseTheFirstTryPaidIsNoFailure() {
    stripe.on(
        "POST /v1/refunds",
        400,
        error("invalid_request_error", "charge_already_refunded", "Already refunded."));
    stripe.on("GET /v1/refunds", 200, list(false, refund("re_1", "succeeded", KEY)));

    assertThat(payments.submit(request("pi_1", null)))
        .isEqualTo(new Answer("re_1", State.SETTLED, ""));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {429, 500, 502, 503})
  void askingAgainIsForWhoAsked(int status) {
    stripe.on(
        "POST /v1/refunds",
        call ->
            Reply.of(status, error("api_error", "", "Something went wrong"))
                .with("Retry-After", "7"));

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request("pi_1", null)))
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
              assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(7));
              assertThat(problem.detail()).contains(String.valueOf(status)).doesNotContain("sk_");
            });
    assertThat(stripe.calls()).as("one call is one request").hasSize(1);
  }

  @Test
  void silenceIsNoAnswer() {
    java.util.concurrent.CountDownLatch asked = new java.util.concurrent.CountDownLatch(1);
    stripe.on(
        "POST /v1/refunds",
        call -> {
          try {
            asked.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return Reply.of(200, refund("re_1", "succeeded", KEY));
        });

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments(Duration.ofMillis(200)).submit(request("pi_1", null)))
        .matches(problem -> problem.kind() == Problem.Kind.UNAVAILABLE);
    asked.countDown();
  }

  @Test
  void nobodyThereIsNoAnswer() {
    stripe.close();

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request("pi_1", null)))
        .matches(problem -> problem.kind() == Problem.Kind.UNAVAILABLE);
  }

  @Test
  void aKeyThatIsInUseIsTriedLater() {
    stripe.on(
        "POST /v1/refunds",
        409,
        error("invalid_request_error", "idempotency_key_in_use", "There is another request."));

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request("pi_1", null)))
        .matches(problem -> problem.kind() == Problem.Kind.UNAVAILABLE);
  }

  /** Whether that refund was paid is not known: it must not be paid by hand. */
  @Test
  void aKeyOfAnotherRefundIsNoRefusal() {
    stripe.on(
        "POST /v1/refunds",
        400,
        error("idempotency_error", "", "Keys can only be used with the same parameters."));

    assertThatThrownBy(() -> payments.submit(request("pi_1", null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("same parameters");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {401, 403, 404})
  void aWrongAccountIsNoRefusal(int status) {
    stripe.on(
        "POST /v1/refunds",
        status,
        error("invalid_request_error", "resource_missing", "No such payment_intent."));

    assertThatThrownBy(() -> payments.submit(request("pi_1", null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No such payment_intent");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "warning_needs_response, OPEN",
    "warning_under_review, OPEN",
    "warning_closed, NONE",
    "needs_response, OPEN",
    "under_review, OPEN",
    "won, NONE",
    "lost, LOST",
  })
  void knowsHowDisputesStand(String status, Dispute.Standing standing) {
    stripe.on("GET /v1/disputes", 200, disputes(dispute(status)));

    assertThat(payments.dispute("pi_1").standing()).isEqualTo(standing);
    assertThat(stripe.calls().getFirst().query()).contains("payment_intent=pi_1");
  }

  /** What the bank gave back is not paid again. */
  @Test
  void tellsWhatTheBankGaveBackForGood() {
    stripe.on("GET /v1/disputes", 200, disputes(dispute("won"), dispute("lost")));
    assertThat(payments.dispute("pi_1")).isEqualTo(Dispute.lost(Money.of(1999, "EUR")));

    stripe.on("GET /v1/disputes", 200, disputes(dispute("lost"), dispute("lost")));
    assertThat(payments.dispute("pi_1")).isEqualTo(Dispute.lost(Money.of(3998, "EUR")));

    stripe.on("GET /v1/disputes", 200, disputes(dispute("lost"), dispute("under_review")));
    assertThat(payments.dispute("pi_1")).isEqualTo(Dispute.OPEN);

    stripe.on(
        "GET /v1/disputes",
        200,
        disputes(dispute("lost"), dispute("lost").replace("\"eur\"", "\"usd\"")));
    assertThat(payments.dispute("pi_1")).isEqualTo(Dispute.UNCLEAR);
  }

  private static String dispute(String status) {
    return """
        {"id": "dp_1", "object": "dispute", "amount": 1999, "currency": "eur", "charge": "ch_1",
         "created": 1767225600, "balance_transactions": [], "evidence": {},
         "evidence_details": {"has_evidence": false, "past_due": false, "submission_count": 0},
         "is_charge_refundable": false, "livemode": false, "metadata": {}, "reason": "general",
         "status": "%s"}"""
        .formatted(status);
  }

  private static String disputes(String... disputes) {
    return "{\"object\": \"list\", \"url\": \"/v1/disputes\", \"has_more\": false, \"data\": [%s]}"
        .formatted(String.join(",", disputes));
  }

  @Test
  void readsItsBooksFromTheOldestToTheNewest() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    Instant until = Instant.parse("2026-01-02T00:00:00.5Z");
    stripe.on(
        "GET /v1/refunds",
        200,
        list(false, refund("re_2", "failed", null), refund("re_1", "succeeded", KEY)));

    List<Booked> booked = payments.booked(from, until);

    assertThat(booked)
        .containsExactly(
            new Booked(KEY, "re_1", Money.of(1999, "EUR"), State.SETTLED, from),
            new Booked(null, "re_2", Money.of(1999, "EUR"), State.FAILED, from));
    assertThat(stripe.calls().getFirst().query())
        .contains("created%5Bgte%5D=1767225600", "created%5Blt%5D=1767312001");
  }

  @ParameterizedTest(name = "{0} {1} is {2} at Stripe")
  @CsvSource({
    "EUR, 1999, 1999",
    "JPY, 500, 500",
    "CLP, 500, 500",
    "KRW, 500, 500",
    "XPF, 500, 500",
    "VND, 500, 500",
    "ISK, 500, 50000",
    "UGX, 500, 50000",
    "MGA, 50000, 500",
    "MGA, 50050,",
    "HUF, 1999, 1999",
    "BHD, 1990, 1990",
    "KWD, 1990, 1990",
    "TND, 1999,",
    "OMR, 1991,",
  })
  void countsMoneyAsStripeDoes(String currency, long minor, @Nullable Long units) {
    Money amount = Money.of(minor, currency);

    assertThat(StripePayments.units(amount).stream().boxed().findFirst())
        .isEqualTo(Optional.ofNullable(units));
    if (units != null) {
      stripe.on(
          "GET /v1/refunds",
          200,
          list(
              false,
              refund("re_1", "succeeded", KEY)
                  .replace("1999", String.valueOf(units))
                  .replace("eur", currency.toLowerCase(java.util.Locale.ROOT))));
      assertThat(payments.booked(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)).getFirst().amount())
          .isEqualTo(amount);
    }
  }

  @Test
  void anAmountThatStripeCannotCountGoesToAPerson() {
    Answer answer =
        payments.submit(new PaymentProvider.Request(KEY, "pi_1", Money.of(1999, "KWD"), null));

    assertThat(answer.state()).isEqualTo(State.FAILED);
    assertThat(answer.detail()).contains("KWD 1.999");
    assertThat(stripe.calls()).isEmpty();
  }

  // against what Stripe published

  @Test
  void whatStripePublishedIsHeldAgainstAllOfThis() {
    PublishedApi api = PublishedApi.need(API);

    assertThat(api.component("refund", refund("re_1", "succeeded", KEY))).isEmpty();
    assertThat(api.component("refund", "{\"id\": 4}")).isNotEmpty();
    assertThat(api.at("/components/schemas/dispute/properties/status/enum"))
        .extracting(JsonNode::asText)
        .as("what knowsHowDisputesStand has rows of")
        .containsExactlyInAnyOrder(
            "warning_needs_response",
            "warning_under_review",
            "warning_closed",
            "needs_response",
            "under_review",
            "won",
            "lost");
    stripe.on("POST /v1/refunds", 200, "{\"id\": \"re_1\", \"amount\": 1, \"currency\": \"eur\"}");
    payments.submit(request("pi_1", null));
    assertThat(stripe.unlikePublished()).as("an answer that Stripe never gives").isNotEmpty();
    stripe.reset();
  }
}
