package io.retour.refunds.adyen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.client.RestClient;

/**
 * Adyen, played by a server on loopback. Where the published API is at hand, every request and
 * answer of these tests is held against it.
 */
class AdyenPaymentsTest {

  static final String API = "payments/adyen/adyen-checkout-v72-modifications.openapi.json";

  private static final UUID KEY = UUID.fromString("0b3f2c0e-7c0b-4c4e-9f0e-111111111111");
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final String REFUNDS = "POST /v72/payments/PAY1/refunds";

  /** What a webhook has brought so far. */
  private static final class Told implements AdyenEvents {

    private final List<AdyenEvent> events = new ArrayList<>();

    @Override
    public void keep(AdyenEvent event) {
      events.add(event);
    }

    @Override
    public List<AdyenEvent> ofRefund(String pspReference, UUID key) {
      return events.stream()
          .filter(
              event ->
                  event.pspReference().equals(pspReference)
                      || event.merchantReference().equals(key.toString()))
          .toList();
    }

    @Override
    public List<AdyenEvent> ofPayment(String paymentReference) {
      return events.stream()
          .filter(event -> event.originalReference().equals(paymentReference))
          .toList();
    }

    @Override
    public List<AdyenEvent> firstToldOf(Instant from, Instant until) {
      return List.copyOf(events);
    }
  }

  private final StubServer adyen = new StubServer().publishedAs(PublishedApi.find(API));
  private final Told told = new Told();
  private final AdyenPayments payments =
      new AdyenPayments(
          RestClient.builder(),
          new AdyenProperties(
              "adyen-key-0123456789",
              "LumenEcom",
              "44782DEF547AAA06C910C43932B1EB0C",
              URI.create(adyen.url() + "/v72"),
              Duration.ofSeconds(2),
              Duration.ofSeconds(5)),
          told);

  @AfterEach
  void allWasAsPublished() {
    adyen.close();
    assertThat(adyen.unlikePublished()).isEmpty();
  }

  private static String received(String pspReference) {
    return """
        {"merchantAccount": "LumenEcom", "paymentPspReference": "PAY1", "pspReference": "%s",
         "reference": "%s", "status": "received", "amount": {"currency": "EUR", "value": 1999}}"""
        .formatted(pspReference, KEY);
  }

  private static String error(int status, String code, String type, String message) {
    return "{\"status\": %d, \"errorCode\": \"%s\", \"errorType\": \"%s\", \"message\": \"%s\"}"
        .formatted(status, code, type, message);
  }

  private static PaymentProvider.Request request(@Nullable String refundId) {
    return new PaymentProvider.Request(KEY, "PAY1", Money.of(1999, "EUR"), refundId);
  }

  private void tells(String code, boolean success, String reason, int secondsLater) {
    told.keep(
        new AdyenEvent(
            "REF1",
            "PAY1",
            KEY.toString(),
            code,
            success,
            reason,
            Money.of(1999, "EUR"),
            DAY.plusSeconds(secondsLater)));
  }

  @Test
  void asksWithItsKeyForTheExactAmountOfThePayment() throws IOException {
    adyen.on(REFUNDS, 201, received("REF1"));

    assertThat(payments.submit(request(null))).isEqualTo(new Answer("REF1", State.PENDING, ""));

    StubServer.Call call = adyen.calls().getFirst();
    assertThat(call.header("Idempotency-Key")).isEqualTo(KEY.toString());
    assertThat(call.header("X-API-Key")).isEqualTo("adyen-key-0123456789");
    JsonNode body = new ObjectMapper().readTree(call.body());
    assertThat(body.at("/amount/value").asLong()).isEqualTo(1999);
    assertThat(body.at("/amount/currency").asText()).isEqualTo("EUR");
    assertThat(body.at("/merchantAccount").asText()).isEqualTo("LumenEcom");
    assertThat(body.at("/reference").asText()).isEqualTo(KEY.toString());
  }

  /** The answer is kept after it; a settled refund must not look pending then. */
  @Test
  void aWebhookThatIsQuickerThanTheAnswerCounts() {
    adyen.on(
        REFUNDS,
        call -> {
          tells("REFUND", true, "", 0);
          return Reply.of(201, received("REF1"));
        });

    assertThat(payments.submit(request(null))).isEqualTo(new Answer("REF1", State.SETTLED, ""));
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "REFUND, true, SETTLED, ''",
    "REFUND, false, FAILED, why",
    "REFUND_FAILED, true, FAILED, REFUND_FAILED why",
    "REFUNDED_REVERSED, true, FAILED, REFUNDED_REVERSED why",
    "REFUND_WITH_DATA, true, SETTLED, ''",
    "REFUND_WITH_DATA, false, FAILED, REFUND_WITH_DATA why",
    "CANCEL_OR_REFUND, true, SETTLED, ''",
    "CANCEL_OR_REFUND, false, FAILED, CANCEL_OR_REFUND why",
    "POSTPONED_REFUND, true, PENDING, POSTPONED_REFUND why",
    "VOID_PENDING_REFUND, true, FAILED, VOID_PENDING_REFUND why",
    "VOID_PENDING_REFUND, false, PENDING, VOID_PENDING_REFUND why",
    "REFUND_TELEPORTED, true, PENDING, REFUND_TELEPORTED why",
  })
  void everyWordOfAdyenHasAMeaning(String code, boolean success, State state, String detail) {
    tells(code, success, "why", 0);

    assertThat(payments.status(request("REF1"))).contains(new Answer("REF1", state, detail));
  }

  @Test
  void knowsNothingBeforeAdyenTells() {
    assertThat(payments.status(request("REF1"))).isEmpty();
    assertThat(payments.capabilities().answersStatus()).isFalse();
  }

  @Test
  void findsARefundWhoseAnswerWasLostByItsKey() {
    tells("REFUND", true, "", 0);

    assertThat(payments.status(request(null))).contains(new Answer("REF1", State.SETTLED, ""));
  }

  @Test
  void whatHappenedLastCountsWhateverCameFirst() {
    tells("REFUNDED_REVERSED", true, "closed account", 100);
    tells("REFUND", true, "", 0);
    tells("POSTPONED_REFUND", true, "", 200);

    assertThat(payments.status(request("REF1")))
        .contains(new Answer("REF1", State.FAILED, "REFUNDED_REVERSED closed account"));
  }

  /** Adyen's clock shows seconds. */
  @Test
  void aFailureOfTheSameSecondCameAfterThePayment() {
    tells("REFUND_FAILED", true, "", 0);
    tells("REFUND", true, "", 0);

    assertThat(payments.status(request("REF1")).map(Answer::state)).contains(State.FAILED);
  }

  @Test
  void aReversalThatWasNotDoneChangesNothing() {
    tells("REFUND", true, "", 0);
    tells("REFUNDED_REVERSED", false, "", 100);

    assertThat(payments.status(request("REF1")).map(Answer::state)).contains(State.SETTLED);
  }

  @Test
  void aRefusalIsAFailureInAdyensWords() {
    adyen.on(REFUNDS, 422, error(422, "167", "validation", "Original pspReference required"));

    assertThat(payments.submit(request(null)))
        .isEqualTo(new Answer("", State.FAILED, "Original pspReference required"));
  }

  @Test
  void aRefusalBecauseTheFirstTryPaidIsNoFailure() {
    adyen.on(REFUNDS, 422, error(422, "137", "validation", "Invalid amount specified"));
    tells("REFUND", true, "", 0);

    assertThat(payments.submit(request(null))).isEqualTo(new Answer("REF1", State.SETTLED, ""));
  }

  @Test
  void askingAgainIsForWhoAsked() {
    adyen.on(
        REFUNDS,
        call -> Reply.of(500, error(500, "905", "configuration", "No")).with("Retry-After", "9"));

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request(null)))
        .matches(problem -> Duration.ofSeconds(9).equals(problem.retryAfter()))
        .matches(problem -> problem.kind() == Problem.Kind.UNAVAILABLE);
    assertThat(adyen.calls()).hasSize(1);
  }

  @Test
  void aPassingFaultOrAKeyInUseIsTriedLater() {
    adyen.on(
        REFUNDS,
        call ->
            Reply.of(422, error(422, "0", "validation", "Try again"))
                .with("transient-error", "true"));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request(null)))
        .matches(problem -> problem.kind() == Problem.Kind.UNAVAILABLE);

    adyen.on(REFUNDS, 422, error(422, "704", "validation", "request already processed"));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request(null)))
        .matches(problem -> problem.kind() == Problem.Kind.UNAVAILABLE);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"400, validation", "401, security", "403, security", "422, configuration"})
  void aWrongAccountIsNoRefusal(int status, String type) {
    adyen.on(REFUNDS, status, error(status, "901", type, "Invalid Merchant Account"));

    assertThatThrownBy(() -> payments.submit(request(null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Invalid Merchant Account");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        " | NONE",
        "REQUEST_FOR_INFORMATION | NONE",
        "NOTIFICATION_OF_CHARGEBACK | OPEN",
        "CHARGEBACK | OPEN",
        "CHARGEBACK CHARGEBACK_REVERSED | NONE",
        "CHARGEBACK CHARGEBACK_REVERSED SECOND_CHARGEBACK | LOST",
        "CHARGEBACK PREARBITRATION_OPEN | OPEN",
        "CHARGEBACK PREARBITRATION_OPEN PREARBITRATION_WON | NONE",
        "CHARGEBACK PREARBITRATION_OPEN PREARBITRATION_LOST | LOST",
        "CHARGEBACK DISPUTE_DEFENSE_PERIOD_ENDED | LOST",
        "CHARGEBACK ISSUER_RESPONSE_TIMEFRAME_EXPIRED | NONE",
        "REFUND | NONE",
      })
  void knowsHowDisputesStand(@Nullable String codes, Dispute.Standing standing) {
    int second = 0;
    for (String code : codes == null ? new String[0] : codes.split(" ")) {
      tells(code, true, "", second++);
    }

    assertThat(payments.dispute("PAY1"))
        .isEqualTo(
            switch (standing) {
              case NONE -> Dispute.NONE;
              case OPEN -> Dispute.OPEN;
              case LOST -> Dispute.lost(Money.of(1999, "EUR"));
            });
    assertThat(payments.dispute("PAY2")).isEqualTo(Dispute.NONE);
  }

  @Test
  void cannotTellWhatTheBankGaveBackWhenNoAmountWasTold() {
    told.keep(
        new AdyenEvent("DIS1", "PAY1", "", "SECOND_CHARGEBACK", true, "", Money.of(0, "EUR"), DAY));

    assertThat(payments.dispute("PAY1")).isEqualTo(Dispute.UNCLEAR);
  }

  @Test
  void readsItsBooksFromWhatWasTold() {
    tells("REFUND", true, "", 0);
    tells("REFUND_FAILED", true, "", 5);
    told.keep(
        new AdyenEvent(
            "REF0", "PAY9", "A shop's own", "REFUND", true, "", Money.of(5, "EUR"), DAY));

    assertThat(payments.booked(DAY, DAY.plusSeconds(60)))
        .containsExactly(
            new Booked(null, "REF0", Money.of(5, "EUR"), State.SETTLED, DAY),
            new Booked(KEY, "REF1", Money.of(1999, "EUR"), State.FAILED, DAY));
  }

  @ParameterizedTest(name = "{0} {1} is {2} at Adyen")
  @CsvSource({
    "EUR, 1999, 1999",
    "JPY, 500, 500",
    "KRW, 500, 500",
    "UGX, 500, 500",
    "CLP, 500, 50000",
    "ISK, 500, 50000",
    "CVE, 50000, 500",
    "IDR, 50000, 500",
    "IDR, 50050,",
    "BHD, 1999, 1999",
    "TND, 1999, 1999",
  })
  void countsMoneyAsAdyenDoes(String currency, long minor, @Nullable Long units) {
    Money amount = Money.of(minor, currency);

    assertThat(AdyenPayments.UNITS.of(amount).stream().boxed().findFirst())
        .isEqualTo(Optional.ofNullable(units));
    if (units != null) {
      assertThat(AdyenPayments.UNITS.money(units, currency)).isEqualTo(amount);
    }
  }

  @Test
  void anAmountThatAdyenCannotCountGoesToAPerson() {
    Answer answer =
        payments.submit(new PaymentProvider.Request(KEY, "PAY1", Money.of(50050, "IDR"), null));

    assertThat(answer.state()).isEqualTo(State.FAILED);
    assertThat(adyen.calls()).isEmpty();
  }

  // against what Adyen published

  @Test
  void whatAdyenPublishedIsHeldAgainstAllOfThis() {
    PublishedApi api = PublishedApi.need(API);

    assertThat(api.component("PaymentRefundResponse", received("REF1"))).isEmpty();
    assertThat(api.component("PaymentRefundResponse", "{}")).isNotEmpty();
    adyen.on(REFUNDS, 201, "{\"pspReference\": \"REF1\"}");
    payments.submit(request(null));
    assertThat(adyen.unlikePublished()).as("an answer that Adyen never gives").isNotEmpty();
    adyen.reset();
  }
}
