package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.notifications.Notifications;
import io.retour.refunds.LatePayment;
import io.retour.refunds.LatePayments;
import io.retour.refunds.Ledger;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadlines;
import io.retour.returns.RefundNoLongerAwaited;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code late-interest.bpmn}: what a late refund costs is told, booked and paid, once. */
@ProcessTest
class LateInterestTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Autowired Scene scene;
  @Autowired RefundDeadlines deadlines;
  @Autowired LatePayments late;
  @Autowired PayoutAccounts accounts;
  @Autowired Ledger ledger;
  @Autowired Notifications notifications;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  @BeforeEach
  void everybodyBehaves() {
    for (Simulator simulator : Simulator.values()) {
      simulators.set(simulator, Behaviour.NORMAL, 0);
    }
  }

  /** Code de la consommation L242-4: "de plein droit", so nobody has to ask for it. */
  @Test
  void tellsBooksAndPaysWhatALateFrenchRefundCosts() {
    ReturnCase of = dueDaysAgo("FR", 12);
    scene.warehouseGrades(of, Grade.A);
    scene.awaitOutcome(of, Outcome.SETTLED);

    LatePayment owed = late.of(of.id()).orElseThrow();
    assertThat(owed.sum().daysLate()).isEqualTo(12);
    assertThat(owed.sum().upliftPercent()).isEqualTo(5);
    assertThat(owed.amount()).isEqualTo(share(owed.refund(), 5));
    assertThatProcessInstance(byProcessId("late-interest"))
        .hasActiveElements("Task_PayLateInterest")
        .hasVariable("lateAmount", owed.amount().toString())
        .hasVariable("lateDays", 12);
    assertThatUserTask(byElementId("Task_PayLateInterest")).isCreated().hasCandidateGroup("agent");
    assertThat(mail(of, "late-interest-owed"))
        .contains(of.rmaNumber(), "12 days", "L242-4", "/a/" + of.rmaNumber());
    assertThat(balance(of, Account.LATE_INTEREST)).isEqualTo(owed.amount().negate());
    assertThat(balance(of, Account.REFUNDS_PAYABLE)).isEqualTo(owed.amount());

    accounts.give(of.id(), "Camille Dupont", "FR14 2004 1010 0505 0001 3M02 606", "shopper");
    pay();

    assertThatProcessInstance(byProcessId("late-interest")).isCompleted();
    LatePayment paid = late.of(of.id()).orElseThrow();
    assertThat(paid.open()).isFalse();
    assertThat(paid.reference()).isEqualTo("SEPA 4714");
    assertThat(balance(of, Account.REFUNDS_PAYABLE).isZero()).isTrue();
    assertThat(balance(of, Account.BANK)).isEqualTo(owed.amount());
    assertThat(accounts.of(of.id()).filter(PayoutAccount::usable)).isEmpty();
    assertThat(mail(of, "late-interest-paid")).contains(of.rmaNumber());
  }

  @Test
  void isOwedOnceWhateverIsToldAgain() {
    ReturnCase of = dueDaysAgo("FR", 25);
    scene.warehouseGrades(of, Grade.A);
    scene.awaitOutcome(of, Outcome.SETTLED);
    Money owed = late.of(of.id()).orElseThrow().amount();

    transaction.executeWithoutResult(
        status -> events.publishEvent(new RefundNoLongerAwaited(of.id())));
    pay();
    assertThatProcessInstance(byProcessId("late-interest")).isCompleted();
    late.paid(of.id(), "SEPA 4799");
    transaction.executeWithoutResult(
        status -> events.publishEvent(new RefundNoLongerAwaited(of.id())));

    assertThat(balance(of, Account.BANK)).isEqualTo(owed);
    assertThat(late.of(of.id()).orElseThrow().reference()).isEqualTo("SEPA 4714");
    assertThat(scene.mails(of)).containsOnlyOnce("late-interest-owed", "late-interest-paid");
  }

  /** The account that an agent needs for the one is not deleted with the other. */
  @Test
  void keepsTheAccountOfARefundByHandForWhatTheDelayCosts() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    ReturnCase of = dueDaysAgo("FR", 31);
    scene.warehouseGrades(of, Grade.A);
    scene.awaitMail(of, "refund-account");
    accounts.give(of.id(), "Camille Dupont", "FR14 2004 1010 0505 0001 3M02 606", "shopper");
    process.completeUserTask(
        byElementId("Task_PayOutByHand"), Map.of("payoutReference", "SEPA 4713", "payoutNote", ""));
    scene.awaitOutcome(of, Outcome.SETTLED);

    assertThat(accounts.of(of.id()).filter(PayoutAccount::usable)).isPresent();
    assertThat(accounts.allToBePaid(of.id())).contains(late.of(of.id()).orElseThrow().amount());
    pay();
    assertThatProcessInstance(byProcessId("late-interest")).isCompleted();
    assertThat(accounts.of(of.id()).filter(PayoutAccount::usable)).isEmpty();
  }

  @Test
  void owesNothingForARefundInTimeOrElsewhere() {
    ReturnCase inTime = dueDaysAgo("FR", 0);
    scene.warehouseGrades(inTime, Grade.A);
    scene.awaitOutcome(inTime, Outcome.SETTLED);
    ReturnCase dutch = dueDaysAgo("NL", 12);
    scene.warehouseGrades(dutch, Grade.A);
    scene.awaitOutcome(dutch, Outcome.SETTLED);

    assertThat(late.of(inTime.id())).isEmpty();
    assertThat(late.of(dutch.id())).isEmpty();
    assertThat(accounts.allToBePaid(dutch.id())).isEmpty();
  }

  @Test
  void isNotPaidWithoutAReferenceOrWhenNothingIsOwed() {
    ReturnCase of = dueDaysAgo("FR", 1);

    assertThatThrownBy(() -> late.paid(of.id(), " ")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> late.paid(of.id(), "SEPA 1")).isInstanceOf(Problem.class);
  }

  /**
   * As if it had been registered that long ago: the engine's clock moves, the application's not.
   */
  private ReturnCase dueDaysAgo(String country, int days) {
    ReturnCase of = scene.registers(order().country(country).line("TEE-M", 1, 24950).build());
    scene.awaitLabel(of);
    scene.warehouseReceives(of);
    await("due date")
        .atMost(Scene.PATIENCE)
        .until(() -> deadlines.of(of.id()).filter(RefundDeadline::runs).isPresent());
    time.awaitStandstill();
    jdbc.sql("update refund_deadline set due_on = ? where return_id = ? and due_on is not null")
        .params(LocalDate.now(PARIS).minusDays(days), of.id())
        .update();
    return of;
  }

  private void pay() {
    process.completeUserTask(
        byElementId("Task_PayLateInterest"),
        Map.of("payoutReference", "SEPA 4714", "payoutNote", ""));
  }

  private static Money share(Money of, int percent) {
    return of.basisPoints(percent * 100, RoundingMode.HALF_UP);
  }

  private String mail(ReturnCase of, String template) {
    scene.awaitMail(of, template);
    return notifications.of(of.id()).stream()
        .filter(message -> message.template().equals(template))
        .map(Notifications.Message::body)
        .findFirst()
        .orElseThrow();
  }

  private Money balance(ReturnCase of, Account account) {
    return ledger.of(of.id()).stream()
        .filter(entry -> entry.account() == account)
        .map(Ledger.Entry::amount)
        .reduce(Money.zero(Currency.getInstance("EUR")), Money::plus);
  }
}
