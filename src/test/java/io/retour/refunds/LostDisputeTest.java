package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.refunds.Ledger.Account;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.Payouts.PaidBy;
import io.retour.refunds.Refund.State;
import io.retour.refunds.adyen.AdyenEvent;
import io.retour.refunds.adyen.AdyenEvents;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.testing.StubServer.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A bank gave the shopper money back; neither the provider nor an agent gives it a second time. */
class LostDisputeTest extends ProviderTest {

  private static final String REFUNDS = "POST /v1/refunds";

  @Autowired Payouts payouts;
  @Autowired RefundStore store;
  @Autowired Ledger ledger;

  @Autowired AdyenEvents events;

  private int dispute;
  private final String payment = "pi_" + UUID.randomUUID();

  @BeforeEach
  void ofAnOrderThatWasPaidThroughStripe() {
    granted("stripe", payment);
    STRIPE.on(
        REFUNDS,
        200,
        """
        {"id": "re_%s", "object": "refund", "amount": 1, "currency": "eur", "created": 1767225600,
         "status": "succeeded"}"""
            .formatted(UUID.randomUUID()));
  }

  private static void disputes(Map<String, Integer> amounts) {
    STRIPE.on(
        "GET /v1/disputes",
        200,
        "{\"object\": \"list\", \"url\": \"/v1/disputes\", \"has_more\": false, \"data\": [%s]}"
            .formatted(
                String.join(
                    ",",
                    amounts.entrySet().stream()
                        .map(
                            each ->
                                "{\"id\": \"dp_1\", \"status\": \"%s\", \"amount\": %d,"
                                        .formatted(each.getKey(), each.getValue())
                                    + " \"currency\": \"eur\"}")
                        .toList())));
  }

  private static void refuses() {
    STRIPE.on(
        REFUNDS,
        400,
        "{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"charge_disputed\","
            + " \"message\": \"This charge has been charged back.\"}}");
  }

  private static List<Call> asked() {
    return STRIPE.calls().stream().filter(call -> call.method().equals("POST")).toList();
  }

  private List<Refund> parts() {
    return store.refunds(refund().grantId());
  }

  private Refund part(State state) {
    return parts().stream().filter(each -> each.state() == state).findFirst().orElseThrow();
  }

  private Money booked(Account account) {
    Grant grant = store.grant(refund().grantId()).orElseThrow();
    return ledger.of(grant.returnId()).stream()
        .filter(entry -> entry.account() == account)
        .map(Ledger.Entry::amount)
        .reduce(euro(0), Money::plus);
  }

  private static Money euro(long cents) {
    return Money.of(cents, "EUR");
  }

  @Test
  void doesNotAskForWhatTheBankGaveBack() {
    disputes(Map.of("lost", 2200));

    assertThat(submitted().state()).isEqualTo(State.SETTLED);

    assertThat(asked()).isEmpty();
    assertState(State.CHARGED_BACK);
    assertThat(booked(Account.CHARGED_BACK)).isEqualTo(euro(2200));
    assertThat(booked(Account.REFUNDS_PAYABLE).isZero()).isTrue();
    // told or asked again, it stays so
    payouts.told(refund().id(), new Answer("", PaymentProvider.State.FAILED, "late"));
    payouts.check(refund().grantId());
    assertState(State.CHARGED_BACK);
    payouts.paidByHand(refund().grantId(), List.of(refund().id()), "SEPA 1");
    assertThat(booked(Account.BANK).isZero()).isTrue();
  }

  @Test
  void paysTheRestWhenTheBankGaveBackLess() {
    disputes(Map.of("lost", 1000));

    assertThat(submitted().state()).isEqualTo(State.SETTLED);

    assertThat(asked()).hasSize(1);
    assertThat(asked().getFirst().body()).contains("amount=1200");
    assertThat(part(State.CHARGED_BACK).amount()).isEqualTo(euro(1000));
    assertThat(part(State.SETTLED).amount()).isEqualTo(euro(1200));
    assertThat(asked().getFirst().header("Idempotency-Key"))
        .isEqualTo(part(State.SETTLED).id().toString());
    assertThat(booked(Account.PROVIDER_CLEARING)).isEqualTo(euro(1200));
    assertThat(booked(Account.REFUNDS_PAYABLE).isZero()).isTrue();
  }

  /** What the bank says in another currency is not plain, and the money is owed again meanwhile. */
  @Test
  void paysAgainWhatCameBackWhenTheBanksCurrencyIsAnother() {
    disputes(Map.of());
    submitted();
    STRIPE.on(
        "GET /v1/disputes",
        200,
        "{\"object\": \"list\", \"url\": \"/v1/disputes\", \"has_more\": false, \"data\": ["
            + "{\"id\": \"dp_1\", \"status\": \"lost\", \"amount\": 2500, \"currency\": \"usd\"}]}");

    payouts.told(refund().id(), new Answer("", PaymentProvider.State.FAILED, "closed account"));

    assertState(State.REVERSED);
    assertThat(refund().detail()).startsWith("look at the payment's dispute first");
    assertThat(booked(Account.REFUNDS_PAYABLE)).isEqualTo(euro(2200));
  }

  /** The shopper disputes in the very moment in which the refund is asked for. */
  @Test
  void isNoFailureWhenStripeRefusesBecauseOfTheDispute() {
    STRIPE.on(
        REFUNDS,
        call -> {
          disputes(Map.of("needs_response", 2200));
          return io.retour.testing.StubServer.Reply.of(
              400,
              "{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"charge_disputed\","
                  + " \"message\": \"This charge has been charged back.\"}}");
        });
    submitted();
    assertState(State.SUBMITTED);
    assertThat(refund().detail()).isEqualTo(Refund.DISPUTED);

    disputes(Map.of("lost", 2200));
    assertThat(payouts.check(refund().grantId()).state()).isEqualTo(State.SETTLED);

    assertState(State.CHARGED_BACK);
    assertThat(asked()).hasSize(1);
  }

  /** Some of it is lost to the shop, and what is refused of the rest is owed to the shopper. */
  @Test
  void leavesToAnAgentOnlyWhatIsRefusedBeyondThat() {
    disputes(Map.of("lost", 1000));
    refuses();

    assertThat(submitted().state()).isEqualTo(State.FAILED);

    assertThat(part(State.CHARGED_BACK).amount()).isEqualTo(euro(1000));
    assertThat(part(State.FAILED).amount()).isEqualTo(euro(1200));
    payouts.paidByHand(refund().grantId(), List.of(part(State.FAILED).id()), "SEPA 1");
    assertThat(booked(Account.BANK)).isEqualTo(euro(1200));
    assertThat(booked(Account.REFUNDS_PAYABLE).isZero()).isTrue();
  }

  /** Two returns over one payment: what the bank gave back counts once. */
  @Test
  void countsWhatTheBankGaveBackForOneRefundOnly() {
    disputes(Map.of("lost", 2200));
    submitted();

    granted("stripe", payment);
    assertThat(submitted().state()).isEqualTo(State.SETTLED);

    assertState(State.SETTLED);
    assertThat(booked(Account.PROVIDER_CLEARING)).isEqualTo(euro(2200));
  }

  @Test
  void goesOnWhenTheDisputeWasWon() {
    disputes(Map.of("under_review", 2200));
    submitted();
    assertState(State.SUBMITTED);

    disputes(Map.of("won", 2200));
    payouts.check(refund().grantId());

    assertState(State.SETTLED);
  }

  /** It was paid, came back, and the bank paid it: nothing is owed, and no agent pays. */
  @Test
  void paysNothingAgainWhatCameBackBecauseTheBankPaidIt() {
    submitted();
    disputes(Map.of("lost", 2200));

    payouts.told(refund().id(), new Answer("", PaymentProvider.State.FAILED, "disputed"));

    assertState(State.CHARGED_BACK);
    assertThat(booked(Account.PROVIDER_CLEARING).isZero()).isTrue();
    assertThat(booked(Account.REFUNDS_PAYABLE).isZero()).isTrue();
    assertThat(booked(Account.CHARGED_BACK)).isEqualTo(euro(2200));
  }

  /** Mollie does not tell whether a chargeback is for good: an agent does. */
  @Test
  void asksAnAgentWhereTheProviderDoesNotTellHowMuch() {
    String molliePayment = "tr_" + UUID.randomUUID().toString().substring(0, 8);
    granted("mollie", molliePayment);
    MOLLIE.on(
        "GET /v2/payments/" + molliePayment + "/chargebacks",
        200,
        "{\"count\": 1, \"_embedded\": {\"chargebacks\": [{\"id\": \"chb_1\"}]}}");

    Payout payout = submitted();

    assertThat(payout.state()).isEqualTo(State.UNCLEAR);
    assertThat(payout.unclear().amount()).contains(euro(2200));
    UUID refundId = refund().id();
    assertThat(payout.unclear().refunds()).containsExactly(refundId);
    payouts.paidByHand(refund().grantId(), List.of(refundId), "SEPA 1");
    assertState(State.UNCLEAR);
    payouts.foundOut(refund().grantId(), List.of(), PaidBy.BANK);
    assertState(State.UNCLEAR);
    payouts.foundOut(refund().grantId(), List.of(refundId), PaidBy.BANK);
    payouts.foundOut(refund().grantId(), List.of(refundId), PaidBy.NOBODY);
    assertState(State.CHARGED_BACK);
    assertThat(booked(Account.CHARGED_BACK)).isEqualTo(euro(2200));
    assertThat(booked(Account.REFUNDS_PAYABLE).isZero()).isTrue();
  }

  @Test
  void booksWhatTheProviderPaidAfterAllWhenAnAgentSawIt() {
    disputes(Map.of("lost", 2200));
    STRIPE.on(
        "GET /v1/disputes",
        200,
        "{\"data\": [{\"id\": \"dp_1\", \"status\": \"lost\", \"amount\": 2900,"
            + " \"currency\": \"usd\"}]}");
    assertThat(submitted().state()).isEqualTo(State.UNCLEAR);

    payouts.foundOut(refund().grantId(), List.of(refund().id()), PaidBy.PROVIDER);

    assertState(State.SETTLED);
    assertThat(booked(Account.PROVIDER_CLEARING)).isEqualTo(euro(2200));
  }

  private String adyenPayment() {
    String adyen = "PAY" + System.nanoTime();
    granted("adyen", adyen);
    ADYEN.on(
        "POST /payments/" + adyen + "/refunds",
        201,
        "{\"pspReference\": \"REF%d\", \"status\": \"received\"}".formatted(System.nanoTime()));
    return adyen;
  }

  private void adyenTells(String adyenPayment, String code) {
    adyenTells(adyenPayment, code, 2200);
  }

  private void adyenTells(String adyenPayment, String code, long cents) {
    events.keep(
        new AdyenEvent(
            "DIS" + adyenPayment,
            adyenPayment,
            "",
            code,
            true,
            "",
            euro(cents),
            Instant.now().plusSeconds(dispute++)));
  }

  private void daysPass(int days) {
    jdbc.sql(
            "update refund set asked_at = asked_at - interval :days day, first_asked_at ="
                + " first_asked_at - interval :days day where id = :id")
        .param("days", days)
        .param("id", refund().id())
        .update();
  }

  private static long askedOfAdyen() {
    return ADYEN.calls().stream().filter(call -> call.method().equals("POST")).count();
  }

  /** It was never asked for, so no key was forgotten. */
  @Test
  void paysWhatADisputeHeldUpForLongerThanKeysLast() {
    String adyen = adyenPayment();
    adyenTells(adyen, "CHARGEBACK");
    submitted();
    assertState(State.SUBMITTED);
    assertThat(askedOfAdyen()).isZero();

    daysPass(30);
    adyenTells(adyen, "CHARGEBACK_REVERSED");
    payouts.check(refund().grantId());

    assertState(State.PENDING);
    assertThat(askedOfAdyen()).isOne();
  }

  /** Adyen may have paid it, has forgotten the key, and has no question to ask. */
  @Test
  void asksAnAgentWhetherAdyenPaidWhatNobodyCanTell() {
    String adyen = adyenPayment();
    ADYEN.on("POST /payments/" + adyen + "/refunds", 500, "{}");
    assertThatThrownBy(this::submitted).isInstanceOf(Problem.class);
    daysPass(8);

    Payout payout = payouts.check(refund().grantId());

    assertThat(payout.state()).isEqualTo(State.UNCLEAR);
    assertThat(payout.unclear().why()).isEqualTo(Refund.PERHAPS_ASKED_FOR);
    assertThat(askedOfAdyen()).isOne();
    UUID refundId = refund().id();
    payouts.foundOut(refund().grantId(), List.of(refundId), PaidBy.NOBODY);
    payouts.paidByHand(refund().grantId(), List.of(refundId), "SEPA 1");
    assertState(State.MANUAL);
    assertThat(booked(Account.BANK)).isEqualTo(euro(2200));
  }

  /** Adyen may have paid all of it before the bank gave back a part: then nothing is owed. */
  @Test
  void asksAnAgentWhenAnAnswerOfAdyenWasLostBeforeTheDispute() {
    String adyen = adyenPayment();
    ADYEN.on("POST /payments/" + adyen + "/refunds", 500, "{}");
    assertThatThrownBy(this::submitted).isInstanceOf(Problem.class);
    adyenTells(adyen, "CHARGEBACK", 1000);
    adyenTells(adyen, "SECOND_CHARGEBACK", 1000);

    assertThat(payouts.check(refund().grantId()).state()).isEqualTo(State.UNCLEAR);

    assertThat(parts()).hasSize(1);
    assertThat(askedOfAdyen()).isOne();
  }

  @Test
  void countsWhatAdyenLost() {
    String adyen = adyenPayment();
    adyenTells(adyen, "CHARGEBACK");
    submitted();
    adyenTells(adyen, "DISPUTE_DEFENSE_PERIOD_ENDED");

    assertThat(payouts.check(refund().grantId()).state()).isEqualTo(State.SETTLED);

    assertState(State.CHARGED_BACK);
    assertThat(askedOfAdyen()).isZero();
  }
}
