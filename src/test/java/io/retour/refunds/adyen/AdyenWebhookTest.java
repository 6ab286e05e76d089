package io.retour.refunds.adyen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.refunds.ProviderTest;
import io.retour.refunds.Refund.State;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.shared.RetentionProperties;
import io.retour.testing.PublishedApi;
import io.retour.testing.StubServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.ResultActions;

/** From asking Adyen for a refund to what its webhook brings. */
class AdyenWebhookTest extends ProviderTest {

  private static final String API = "payments/adyen/adyen-webhooks-v1-refund-events.openapi.json";
  private static final String HMAC_KEY =
      "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
  private static final String DAY = "2026-01-01T01:00:00+01:00";

  @Autowired AdyenEvents events;
  @Autowired List<KeptForAWhile> kept;
  @Autowired RetentionProperties retention;

  private String payment = "";

  @BeforeEach
  void pendingAtAdyen() {
    payment = "PAY" + System.nanoTime();
    granted("adyen", payment);
    ADYEN.on(
        "POST /payments/" + payment + "/refunds",
        call ->
            Reply.of(
                201,
                "{\"pspReference\": \"%s\", \"status\": \"received\"}".formatted(pspReference())));
    submitted();
    assertState(State.PENDING);
  }

  private String pspReference() {
    return "REF" + refund().id().toString().substring(0, 13);
  }

  private String item(String code, boolean success, String reason) {
    return item(code, success, reason, refund().id().toString(), "EUR", HMAC_KEY);
  }

  private String item(
      String code,
      boolean success,
      String reason,
      String reference,
      String currency,
      String hmacKey) {
    String signature =
        AdyenWebhook.signature(
            HexFormat.of().parseHex(hmacKey),
            String.join(
                ":",
                pspReference(),
                payment,
                "LumenEcom",
                reference,
                "2495",
                currency,
                code,
                String.valueOf(success)));
    return """
        {"NotificationRequestItem": {"additionalData": {"hmacSignature": "%s"},
          "amount": {"currency": "%s", "value": 2495}, "eventCode": "%s", "eventDate": "%s",
          "merchantAccountCode": "LumenEcom", "merchantReference": "%s",
          "originalReference": "%s", "paymentMethod": "visa", "pspReference": "%s",
          "reason": "%s", "success": "%s"}}"""
        .formatted(
            signature, currency, code, DAY, reference, payment, pspReference(), reason, success);
  }

  private static String message(String... items) {
    return "{\"live\": \"false\", \"notificationItems\": [%s]}".formatted(String.join(",", items));
  }

  private ResultActions tell(String body) throws Exception {
    return http.perform(
        post("/webhooks/payments/adyen").contentType(MediaType.APPLICATION_JSON).content(body));
  }

  private long keptEvents() {
    return jdbc.sql("select count(*) from adyen_event where original_reference = ?")
        .param(payment)
        .query(Long.class)
        .single();
  }

  @Test
  void settlesWhatAdyenSaysIsPaidOnceHoweverOftenItTells() throws Exception {
    for (int i = 0; i < 3; i++) {
      tell(message(item("REFUND", true, "")))
          .andExpect(status().isOk())
          .andExpect(content().contentTypeCompatibleWith(MediaType.TEXT_PLAIN))
          .andExpect(content().string("[accepted]"));
    }

    assertState(State.SETTLED);
    assertThat(keptEvents()).isOne();
  }

  @Test
  void tellsThatARefundFailedAndWhy() throws Exception {
    tell(message(item("REFUND", false, "Not captured yet"))).andExpect(status().isOk());

    assertState(State.FAILED);
    assertThat(refund().detail()).isEqualTo("Not captured yet");
  }

  @Test
  void findsTheRefundWhoseAnswerWasLost() throws Exception {
    String lost = "LOST" + System.nanoTime();
    payment = lost;
    granted("adyen", lost);
    ADYEN.on("POST /payments/" + lost + "/refunds", 500, "{}");
    assertThatThrownBy(this::submitted).isInstanceOf(Problem.class);
    assertState(State.SUBMITTED);

    tell(message(item("REFUND", true, ""))).andExpect(status().isOk());

    assertState(State.SETTLED);
    assertThat(refund().providerRefundId()).isEqualTo(pspReference());
  }

  /** Adyen may give back the payment's reference; then its own name of the refund finds it. */
  @Test
  void findsARefundByAdyensNameWhenTheReferenceIsAnother() throws Exception {
    tell(message(item("REFUND", true, "", "L-1001", "EUR", HMAC_KEY))).andExpect(status().isOk());

    assertState(State.SETTLED);
  }

  @Test
  void ofAMessageWithAForeignSignatureNothingIsKept() throws Exception {
    tell(message(
            item("REFUND", true, ""),
            item(
                "REFUND_FAILED",
                true,
                "",
                refund().id().toString(),
                "EUR",
                HMAC_KEY.replace('A', 'B'))))
        .andExpect(status().isForbidden())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("signature-invalid"));

    assertState(State.PENDING);
    assertThat(keptEvents()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "hmacSignature, other",
    "LumenEcom, AnotherShop",
    "2495, 2496",
    "'\"REFUND\"', '\"REFUND_FAILED\"'",
    "'\"true\"', '\"false\"'",
  })
  void refusesWhatWasChangedOnItsWay(String what, String into) throws Exception {
    tell(message(item("REFUND", true, "").replace(what, into))).andExpect(status().isForbidden());

    assertThat(keptEvents()).isZero();
  }

  @Test
  void takesAndLeavesAloneWhatIsNotARefundOrNoMoneyOfOurs() throws Exception {
    tell(message(item("AUTHORISATION", true, ""), item("REFUND", true, "", "x", "XQQ", HMAC_KEY)))
        .andExpect(status().isOk())
        .andExpect(content().string("[accepted]"));

    assertState(State.PENDING);
    assertThat(keptEvents()).isZero();
  }

  @Test
  void keepsDisputesAsLongAsTheyCount() throws Exception {
    tell(message(item("CHARGEBACK", true, "fraud"))).andExpect(status().isOk());

    assertThat(events.ofPayment(payment))
        .extracting(AdyenEvent::code)
        .containsExactly("CHARGEBACK");
    assertState(State.PENDING);
  }

  @Test
  void keepsReasonsOfAnyLength() throws Exception {
    tell(message(item("REFUND", false, "w".repeat(5000)))).andExpect(status().isOk());

    assertState(State.FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "{}", "{\"notificationItems\": [null]}", "{\"notificationItems\": [{}]}"})
  void namesWhatIsMissing(String body) throws Exception {
    tell(body)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("notificationItems"));
  }

  @Test
  void readsEventsBackAsTheyWereTold() {
    Instant at = Instant.parse("2026-03-01T10:00:00Z");
    AdyenEvent refund =
        new AdyenEvent(
            "R-" + UUID.randomUUID(),
            "P-1",
            UUID.randomUUID().toString(),
            "REFUND",
            false,
            "why",
            Money.of(1999, "JPY"),
            at);
    events.keep(refund);
    events.keep(refund);

    assertThat(events.ofRefund(refund.pspReference(), UUID.randomUUID())).containsExactly(refund);
    assertThat(events.ofRefund("", UUID.fromString(refund.merchantReference())))
        .containsExactly(refund);
    assertThat(events.firstToldOf(at, at.plusSeconds(1))).contains(refund);
    assertThat(events.firstToldOf(at.plusSeconds(1), at.plusSeconds(2))).doesNotContain(refund);
  }

  @Test
  void forgetsEventsAfterAWhile() throws Exception {
    tell(message(item("REFUND", true, ""))).andExpect(status().isOk());
    List<KeptForAWhile> ofProviders = new ArrayList<>(kept);
    ofProviders.removeIf(each -> !(each instanceof AdyenEvents));
    KeptForAWhile rows = ofProviders.getFirst();

    assertThat(rows.howLong(retention)).isEqualTo(Duration.ofDays(180));
    rows.forget(Instant.now().minus(Duration.ofDays(1)), 1000);
    assertThat(keptEvents()).isOne();
    rows.forget(Instant.now().plus(Duration.ofDays(1)), 1000);
    assertThat(keptEvents()).isZero();
  }

  /** The vectors of Adyen's own libraries; a colon within a value is not escaped. */
  @ParameterizedTest
  @CsvSource({
    "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056,"
        + " 7914073381342284::TestMerchant:TestPayment-1407325143704:1130:EUR:AUTHORISATION:true,"
        + " coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=",
    "C56F00E99723D90F65254B00746844BED11BCDD0DD42B26EC980DC1301C6CD20,"
        + " TEST_CUSTOM_7914073381342284::PHPApiLibrary:auth:123:113000:EUR:AUTHORISATION:true,"
        + " ovT21mqdbQToGbWssIhnBXAlnkhgKuehtGwvYFf5h2Q=",
  })
  void signsAsAdyenDoes(String key, String signed, String signature) {
    assertThat(AdyenWebhook.signature(HexFormat.of().parseHex(key), signed)).isEqualTo(signature);
  }

  // against what Adyen published

  /** But POSTPONED_REFUND, whose published schema forbids the signature that its example has. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "REFUND",
        "REFUND_FAILED",
        "REFUNDED_REVERSED",
        "REFUND_WITH_DATA",
        "CANCEL_OR_REFUND",
        "VOID_PENDING_REFUND",
        "CHARGEBACK",
        "CHARGEBACK_REVERSED",
      })
  void whatTheseTestsTellIsWhatAdyenPublished(String code) throws Exception {
    PublishedApi api = PublishedApi.need(API);
    String body = message(item(code, true, ""));

    assertThat(api.webhook("/" + code, body)).isEmpty();
    assertThat(api.webhook("/" + code, body.replace("pspReference", "psp"))).isNotEmpty();
    tell(body).andExpect(status().isOk());
    assertThat(keptEvents()).isOne();
  }

  /** What Adyen shows as an example can be read, but for the signature, which it cuts. */
  @Test
  void readsWhatAdyenShowsAsExamples() throws Exception {
    JsonNode examples = PublishedApi.need(API).at("/components/examples");

    assertThat(examples).isNotEmpty();
    for (JsonNode example : examples) {
      AdyenNotification read =
          new ObjectMapper()
              .findAndRegisterModules()
              .configure(
                  com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                  false)
              .treeToValue(example.path("value"), AdyenNotification.class);
      assertThat(read.notificationItems()).allSatisfy(each -> assertThat(each.item()).isNotNull());
    }
  }
}
