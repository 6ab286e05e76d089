package io.retour.refunds.mollie;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

/** Mollie, played by a server on loopback. */
class MolliePaymentsTest {

  private static final UUID KEY = UUID.fromString("0b3f2c0e-7c0b-4c4e-9f0e-111111111111");
  private static final String REFUNDS = "/v2/payments/tr_1/refunds";

  private final StubServer mollie = new StubServer();
  private final MolliePayments payments =
      new MolliePayments(
          RestClient.builder(),
          new MollieProperties(
              "test_0123456789", null, mollie.url(), Duration.ofSeconds(2), Duration.ofSeconds(5)));

  @AfterEach
  void nothingElseWasAsked() {
    mollie.close();
    assertThat(mollie.unlikePublished()).isEmpty();
  }

  static String refund(String id, @Nullable String status, String metadata) {
    return """
        {"resource": "refund", "id": "%s", "mode": "test", "description": "Refund",
         "amount": {"currency": "EUR", "value": "19.99"}, "metadata": %s, "paymentId": "tr_1",
         "settlementId": null, "createdAt": "2026-01-01T01:00:00+01:00"%s,
         "_links": {"self": {"href": "…", "type": "application/hal+json"}}}"""
        .formatted(id, metadata, status == null ? "" : ", \"status\": \"" + status + "\"");
  }

  static String ours(UUID key) {
    return "{\"retourRefund\": \"%s\"}".formatted(key);
  }

  static String page(@Nullable String next, String... refunds) {
    return "{\"count\": %d, \"_embedded\": {\"refunds\": [%s]}, \"_links\": {\"next\": %s}}"
        .formatted(
            refunds.length,
            String.join(",", refunds),
            next == null ? "null" : "{\"href\": \"%s\", \"type\": \"x\"}".formatted(next));
  }

  private static String error(int status, String detail) {
    return "{\"status\": %d, \"title\": \"No\", \"detail\": \"%s\"}".formatted(status, detail);
  }

  private static PaymentProvider.Request request(@Nullable String refundId) {
    return new PaymentProvider.Request(KEY, "tr_1", Money.of(1999, "EUR"), refundId);
  }

  @Test
  void asksWithItsKeyForTheExactAmountOfThePayment() throws IOException {
    mollie.on("POST " + REFUNDS, 201, refund("re_1", "pending", ours(KEY)));

    assertThat(payments.submit(request(null))).isEqualTo(new Answer("re_1", State.PENDING, ""));

    StubServer.Call call = mollie.calls().getFirst();
    assertThat(call.header("Idempotency-Key")).isEqualTo(KEY.toString());
    assertThat(call.header("Authorization")).isEqualTo("Bearer test_0123456789");
    JsonNode body = new ObjectMapper().readTree(call.body());
    assertThat(body)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"amount": {"currency": "EUR", "value": "19.99"}, "description": "Refund",
                     "metadata": {"retourRefund": "%s"}}"""
                        .formatted(KEY)));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "queued, PENDING, queued",
    "pending, PENDING, ''",
    "processing, PENDING, ''",
    "refunded, SETTLED, ''",
    "failed, FAILED, failed",
    "canceled, FAILED, canceled",
    "teleported, PENDING, teleported",
    ", PENDING, null",
  })
  void everyWordOfMollieHasAMeaning(@Nullable String word, State state, String detail) {
    mollie.on("GET " + REFUNDS + "/re_1", 200, refund("re_1", word, ours(KEY)));

    assertThat(payments.status(request("re_1"))).contains(new Answer("re_1", state, detail));
  }

  @Test
  void findsARefundWhoseAnswerWasLostByItsKey() {
    mollie.on(
        "GET " + REFUNDS,
        call ->
            String.valueOf(call.query()).contains("from=re_7")
                ? Reply.of(200, page(null, refund("re_7", "refunded", ours(KEY))))
                : Reply.of(
                    200,
                    page(
                        mollie.url() + REFUNDS + "?from=re_7&limit=250",
                        refund("re_9", "refunded", "null"),
                        refund("re_8", "refunded", "\"a shop's own words\""))));

    assertThat(payments.status(request(null))).contains(new Answer("re_7", State.SETTLED, ""));
  }

  @Test
  void looksForTheKeyWhenTheRefundsNameIsNone() {
    mollie.on("GET " + REFUNDS + "/re_0", 404, error(404, "No refund exists with token re_0."));
    mollie.on("GET " + REFUNDS, 200, page(null));

    assertThat(payments.status(request("re_0"))).isEmpty();
  }

  @Test
  void aRefusalIsAFailureInMolliesWords() {
    mollie.on("POST " + REFUNDS, 422, error(422, "The amount is higher than the maximum"));
    mollie.on("GET " + REFUNDS, 200, page(null));

    assertThat(payments.submit(request(null)))
        .isEqualTo(new Answer("", State.FAILED, "The amount is higher than the maximum"));
  }

  /** The first try paid, its answer was lost, and the hour of its key is over. */
  @ParameterizedTest
  @ValueSource(ints = {409, 422})
  void aRefusalBecauseTheFirstTryPaidIsNoFailure(int status) {
    mollie.on("POST " + REFUNDS, status, error(status, "A duplicate refund has been detected"));
    mollie.on("GET " + REFUNDS, 200, page(null, refund("re_1", "refunded", ours(KEY))));

    assertThat(payments.submit(request(null))).isEqualTo(new Answer("re_1", State.SETTLED, ""));
  }

  /** Two pieces at one price come back on one day: the second one has to wait. */
  @Test
  void theSameAmountOfTheSamePaymentWaitsForAnHour() {
    mollie.on("POST " + REFUNDS, 409, error(409, "A duplicate refund has been detected"));
    mollie.on(
        "GET " + REFUNDS, 200, page(null, refund("re_1", "refunded", ours(UUID.randomUUID()))));

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request(null)))
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
              assertThat(problem.retryAfter()).isGreaterThan(Duration.ofHours(1));
            });
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {429, 500, 502, 503})
  void askingAgainIsForWhoAsked(int status) {
    mollie.on(
        "POST " + REFUNDS,
        call -> Reply.of(status, error(status, "Try later")).with("Retry-After", "30"));

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.submit(request(null)))
        .matches(problem -> Duration.ofSeconds(30).equals(problem.retryAfter()))
        .matches(problem -> problem.kind() == Problem.Kind.UNAVAILABLE);
    assertThat(mollie.calls()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {401, 403, 404})
  void aWrongAccountIsNoRefusal(int status) {
    mollie.on("POST " + REFUNDS, status, error(status, "No payment exists with token tr_1."));

    assertThatThrownBy(() -> payments.submit(request(null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No payment exists");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        " | NONE",
        "{\"id\": \"chb_1\"} | LOST",
        "{\"id\": \"chb_1\", \"reversedAt\": null} | LOST",
        "{\"id\": \"chb_1\", \"reversedAt\": \"2026-01-03T10:00:00+01:00\"} | NONE",
      })
  void ofAChargebackThatWasNotReversedAPersonDecides(
      @Nullable String chargeback, Dispute.Standing standing) {
    mollie.on(
        "GET /v2/payments/tr_1/chargebacks",
        200,
        "{\"count\": 1, \"_embedded\": {\"chargebacks\": [%s]}}"
            .formatted(chargeback == null ? "" : chargeback));

    assertThat(payments.dispute("tr_1")).isEqualTo(new Dispute(standing, Optional.empty()));
  }

  @Test
  void readsItsBooksFromTheOldestToTheNewestAndNoFurtherThanAsked() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    mollie.on(
        "GET /v2/refunds",
        call ->
            String.valueOf(call.query()).contains("from=re_2")
                ? Reply.of(
                    200,
                    page(
                        mollie.url() + "/v2/refunds?from=re_0",
                        refund("re_2", "failed", "null"),
                        refund("re_1", "refunded", ours(KEY)),
                        refund("re_0", "refunded", "null").replace("01:00:00", "00:59:59")))
                : Reply.of(
                    200,
                    page(
                        mollie.url() + "/v2/refunds?from=re_2",
                        refund("re_3", "refunded", "null")
                            .replace("2026-01-01T01", "2026-01-02T01"))));

    assertThat(payments.booked(from, from.plus(Duration.ofDays(1))))
        .containsExactly(
            new Booked(KEY, "re_1", Money.of(1999, "EUR"), State.SETTLED, from),
            new Booked(null, "re_2", Money.of(1999, "EUR"), State.FAILED, from));
    assertThat(mollie.calls()).hasSize(2);
  }

  @ParameterizedTest(name = "{0} {1} is {2} at Mollie")
  @CsvSource({
    "EUR, 1999, 19.99",
    "EUR, 5, 0.05",
    "EUR, 1000000, 10000.00",
    "JPY, 500, 500",
    "ISK, 500, 500",
    "HUF, 1999, 19.99",
    "TWD, 1999, 19.99",
    "BHD, 1999, 1.999",
  })
  void writesMoneyAsMollieDoes(String currency, long minor, String value) {
    Money amount = Money.of(minor, currency);

    assertThat(MolliePayments.amount(amount)).isEqualTo(new MollieApi.Amount(currency, value));
    assertThat(MolliePayments.money(new MollieApi.Amount(currency, value))).isEqualTo(amount);
  }

  // against what is known of Mollie's API, which has no specification that may be kept

  @Test
  void whatIsKnownOfMollieNamesNoWordAndNoCallThatIsMissingHere() throws IOException {
    Path facts =
        PublishedApi.folder()
            .map(folder -> folder.resolve("payments/mollie/FACTS.md"))
            .filter(Files::isReadable)
            .orElse(Path.of(""));
    Assumptions.assumeTrue(
        Files.isRegularFile(facts),
        "Skipped: the facts of Mollie's API are not here. Name their folder with -Dretour.contracts");
    String text = Files.readString(facts);
    String statuses =
        text.lines().filter(line -> line.startsWith("Status:")).findFirst().orElseThrow();
    List<String> words =
        Pattern.compile("`([a-z]+)`")
            .matcher(statuses)
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();

    assertThat(words)
        .containsExactlyInAnyOrder(
            "queued", "pending", "processing", "refunded", "failed", "canceled");
    assertThat(text)
        .contains(
            "`POST /v2/payments/{paymentId}/refunds`",
            "`GET /v2/payments/{paymentId}/refunds`",
            "`GET /v2/refunds`",
            "`GET /v2/payments/{paymentId}/chargebacks`",
            "`Idempotency-Key`");
  }
}
