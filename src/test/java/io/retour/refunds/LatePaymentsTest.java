package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.RefundTiming;
import io.retour.policy.RefundTiming.Start;
import io.retour.policy.RefundTiming.Withholding;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.returns.GiftReturns;
import io.retour.returns.RefundNoLongerAwaited;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Confirmed;
import io.retour.testing.OrderBuilder;
import io.retour.testing.TestClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether something is owed for a delay, whatever the refund's clock did, part by part. */
@SpringBootTest(properties = "retour.store-credit.expiry-interval=P1D")
class LatePaymentsTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @TestConfiguration
  static class Time {
    @Bean
    @Primary
    TestClock testClock() {
      return new TestClock();
    }
  }

  @Autowired LatePayments late;
  @Autowired RefundDeadlines deadlines;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired StoreCredits credits;
  @Autowired Returns returns;
  @Autowired GiftReturns gifts;
  @Autowired Orders orders;
  @Autowired Simulators simulators;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;

  private LocalDate start = LocalDate.EPOCH;

  @AfterEach
  void timeIsAsItWas() {
    clock.reset();
    simulators.set(Simulator.PAYMENT, Behaviour.NORMAL, 0);
  }

  private static OrderBuilder french() {
    return order().country("FR").line("TEE-M", 1, 24950);
  }

  private static Order added(Orders orders, OrderBuilder builder) {
    Order order = builder.build();
    orders.add(order);
    return order;
  }

  private ReturnCase withdrawn(ReturnCase registered) {
    start = clock.instant().atZone(PARIS).toLocalDate();
    returns.authorise(
        registered.id(),
        Map.of(
            registered.units().getFirst().orderLineId(),
            new Ground("STATUTORY_WITHDRAWAL", "NONE")),
        "LOW",
        null,
        "");
    return registered;
  }

  private ReturnCase withdrawn(OrderBuilder builder) {
    return withdrawn(returns.register(Confirmed.onePieceOf(added(orders, builder))));
  }

  private ReturnCase received(ReturnCase of) {
    returns.parcelMoved(of.id(), Reception.DELIVERED, "");
    return of;
  }

  /** Counted from the day of the notice. */
  private void onDay(int day) {
    LocalDate today = clock.instant().atZone(PARIS).toLocalDate();
    clock.pass(Duration.ofDays(start.plusDays(day).toEpochDay() - today.toEpochDay()));
  }

  private void paid(ReturnCase of) {
    payouts.submit(refunds.grant(of.id(), "REFUND", 0).id());
  }

  private int daysLate(ReturnCase of) {
    return late.of(of.id()).orElseThrow().sum().daysLate();
  }

  /** A clock that stands at an incident, or is behind, takes nothing from the shopper. */
  @Test
  void owesForADelayThatTheClockKnowsNothingOf() {
    ReturnCase of = received(withdrawn(french()));
    onDay(40);

    paid(of);

    assertThat(daysLate(of)).isEqualTo(26);
    assertThat(deadlines.of(of.id()).orElseThrow().dueOn()).isEqualTo(start.plusDays(14));
  }

  @Test
  void owesForADelayWhenTheClockLastSawThatTheTraderMayWait() {
    ReturnCase of = withdrawn(french());
    deadlines.record(
        of.id(),
        "STATUTORY_WITHDRAWAL",
        new RefundTiming(Start.NOTICE, 14, Withholding.ACTIVE, 3, "CRD_ART_13_3"));
    onDay(30);
    received(of);
    onDay(40);

    paid(of);

    assertThat(daysLate(of)).isEqualTo(10);
    assertThat(deadlines.of(of.id()).orElseThrow().dueOn()).isEqualTo(start.plusDays(30));
  }

  @Test
  void keepsTheDueDayOnceHoweverOftenItIsWorkedOut() {
    ReturnCase of = received(withdrawn(french()));
    onDay(10);
    paid(of);
    transaction.executeWithoutResult(
        status -> events.publishEvent(new RefundNoLongerAwaited(of.id())));

    assertThat(late.of(of.id())).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from refund_deadline where return_id = ?")
                .param(of.id())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /** CRD Art. 13(3): whoever pays before the goods come cannot be late. */
  @Test
  void owesNothingWhileTheTraderMayWaitForTheGoods() {
    ReturnCase of = withdrawn(french());
    onDay(40);

    paid(of);

    assertThat(late.of(of.id())).isEmpty();
    assertThat(deadlines.of(of.id()).orElseThrow().runs()).isFalse();
  }

  /** One means of payment that sent money back says nothing of another that was never paid. */
  @Test
  void owesForThePartThatWasLateThoughAnotherCameBack() {
    List<UUID> parts = inTwoParts();
    ReturnCase of = returns.get(refunds.caseOf(refunds.refund(parts.getFirst())));
    onDay(5);
    payouts.told(parts.getFirst(), new Answer("r-1", State.SETTLED, ""));
    onDay(9);
    payouts.told(parts.getFirst(), new Answer("r-1", State.FAILED, "account closed"));
    onDay(12);
    byHand(parts.getFirst());
    onDay(60);
    assertThat(late.of(of.id())).isEmpty();

    payouts.told(parts.getLast(), new Answer("r-2", State.SETTLED, ""));

    assertThat(daysLate(of)).isEqualTo(46);
  }

  /** The bank's way back is no delay of the shop, and neither is the time until it is paid anew. */
  @Test
  void countsUntilEachPartWasPaidForTheFirstTime() {
    List<UUID> parts = inTwoParts();
    ReturnCase of = returns.get(refunds.caseOf(refunds.refund(parts.getFirst())));
    onDay(5);
    payouts.told(parts.getFirst(), new Answer("r-1", State.SETTLED, ""));
    onDay(9);
    payouts.told(parts.getFirst(), new Answer("r-1", State.FAILED, "account closed"));
    onDay(20);
    payouts.told(parts.getLast(), new Answer("r-2", State.SETTLED, ""));
    onDay(60);
    assertThat(late.of(of.id())).isEmpty();

    byHand(parts.getFirst());

    assertThat(daysLate(of)).isEqualTo(6);
    assertThat(late.of(of.id()).orElseThrow().throughOn()).isEqualTo(start.plusDays(20));
  }

  @Test
  void owesNothingForWhatWasPaidInTimeAndSentBack() {
    List<UUID> parts = inTwoParts();
    ReturnCase of = returns.get(refunds.caseOf(refunds.refund(parts.getFirst())));
    onDay(5);
    parts.forEach(part -> payouts.told(part, new Answer("r-" + part, State.SETTLED, "")));
    onDay(9);
    payouts.told(parts.getFirst(), new Answer("r-1", State.FAILED, "account closed"));
    onDay(60);

    byHand(parts.getFirst());

    assertThat(late.of(of.id())).isEmpty();
  }

  /** Two means of payment, and both let us wait for what becomes of it. */
  private List<UUID> inTwoParts() {
    ReturnCase of =
        received(withdrawn(french().paidWith("CARD", 14950).paidWith("GIFT_CARD", 10000)));
    deadlines.whenPaid(of.id());
    simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 2);
    paid(of);
    List<UUID> parts =
        refunds.refundsOf(refunds.grantOf(of.id()).orElseThrow().id()).stream()
            .map(Refund::id)
            .toList();
    assertThat(parts).hasSize(2);
    return parts;
  }

  private void byHand(UUID part) {
    payouts.paidByHand(refunds.refund(part).grantId(), List.of(part), "SEPA 4713");
  }

  /** Who agreed to credit as the consumer of the contract is paid for the delay as well. */
  @Test
  void owesToAConsumerWhoseCreditCameLate() {
    ReturnCase of =
        received(withdrawn(returns.register(Confirmed.forCredit(added(orders, french())))));
    onDay(40);

    credited(of);

    assertThat(daysLate(of)).isEqualTo(26);
  }

  /** The contract is the giver's, and the recipient is to learn nothing of its price. */
  @Test
  void owesNothingToWhoReceivedAGift() {
    ReturnCase of =
        received(
            withdrawn(
                gifts.register(Confirmed.forCredit(added(orders, french())), "lucky@example.org")));
    onDay(40);
    deadlines.late(of.id(), 11, 5, false, "FR_L242_4");

    credited(of);

    assertThat(late.of(of.id())).isEmpty();
    assertThat(deadlines.interest(of.id())).isEmpty();
  }

  private void credited(ReturnCase of) {
    credits.issue(
        refunds.grant(of.id(), "STORE_CREDIT", 0).id(),
        new CreditTerms(36, 36, true, "BGB 195, 199(1)", null));
  }
}
