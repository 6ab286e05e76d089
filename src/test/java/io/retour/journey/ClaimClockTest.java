package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.Claims;
import io.retour.policy.RefundTiming.Start;
import io.retour.policy.RefundTiming.Withholding;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadline.Subject;
import io.retour.refunds.RefundDeadlines;
import io.retour.returns.CaseHistory;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code refund-clock.bpmn} beside a claim or a defect that is made good with money. */
@ProcessTest
class ClaimClockTest {

  @Autowired Scene scene;
  @Autowired ClaimScene shopper;
  @Autowired Claims claims;
  @Autowired RefundDeadlines deadlines;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

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

  /** Directive (EU) 2019/771 Art. 16(3): no day passes in silence for a claim either. */
  @Test
  void warnsAndEscalatesWhenAnAgreedRefundOfAClaimIsNotPaid() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    Claim claim =
        shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG, Remedy.REFUND, false);
    RefundDeadline due = awaitDueDate(claim);

    assertThat(due.subject()).isEqualTo(Subject.CLAIM);
    assertThat(due.startsWith()).isEqualTo(Start.AGREEMENT);
    assertThat(due.withholding()).isEqualTo(Withholding.NONE);
    assertThat(due.provision()).isEqualTo("SGD_ART_16_3");
    assertThat(due.dueOn()).isEqualTo(today("Europe/Amsterdam").plusDays(14));

    time.pass(Duration.ofDays(12));
    awaitEvent(claim, "refund-deadline-near");
    clock().hasActiveElements("Task_HastenRefund").hasVariable("rmaNumber", claim.number());

    time.pass(Duration.ofDays(3));
    awaitEvent(claim, "refund-deadline-passed");
    assertThatUserTask(byElementId("Task_SettleLateRefund"))
        .isCreated()
        .hasCandidateGroup("operations");
    assertThat(deadlines.interest(claim.id())).isEmpty();

    process.completeUserTask(
        byElementId("Task_PayOutByHand"), Map.of("payoutReference", "SEPA 4711", "payoutNote", ""));
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    clock().isCompleted().hasCompletedElements("Event_ClockStopped");
  }

  @Test
  void stopsInSilenceWhenTheMoneyOfAClaimIsThroughAtOnce() {
    Claim claim =
        shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG, Remedy.REFUND, false);
    shopper.awaitOutcome(claim, Outcome.SETTLED);

    clock().isCompleted().hasCompletedElements("Event_ClockStopped");
    assertThat(kinds(claim)).doesNotContain("refund-deadline-near", "refund-deadline-passed");
  }

  /** Consumer Rights Act 2015 s. 20(15): the day of the agreement is the first of the fourteen. */
  @Test
  void countsTheDayOfTheAgreementInTheUnitedKingdom() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    Claim claim =
        shopper.claims(
            order("GBP").country("GB").line("CUP-R", 1, 1995).build(),
            Kind.DEFECTIVE,
            Remedy.REFUND,
            false);
    RefundDeadline due = awaitDueDate(claim);

    assertThat(due.provision()).isEqualTo("CRA_S_20_15");
    assertThat(due.dueOn()).isEqualTo(today("Europe/London").plusDays(13));
  }

  @Test
  void hasNoClockWhileAClaimIsMadeGoodOtherwise() {
    Claim claim =
        shopper.claims(
            order().line("CUP-R", 1, 1995).build(), Kind.DAMAGED, Remedy.REPLACEMENT, false);
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    time.awaitStandstill();

    assertThat(deadlines.of(claim.id())).isEmpty();
  }

  private RefundDeadline awaitDueDate(Claim claim) {
    await("due date")
        .atMost(Scene.PATIENCE)
        .until(() -> deadlines.of(claim.id()).filter(RefundDeadline::runs).isPresent());
    clock().hasActiveElements("Event_WarningTimeReached");
    return deadlines.of(claim.id()).orElseThrow();
  }

  private static LocalDate today(String zone) {
    return LocalDate.now(ZoneId.of(zone));
  }

  private static ProcessInstanceAssert clock() {
    return assertThatProcessInstance(byProcessId("refund-clock"));
  }

  private void awaitEvent(Claim claim, String kind) {
    await(kind).atMost(Scene.PATIENCE).until(() -> kinds(claim).contains(kind));
  }

  private List<String> kinds(Claim claim) {
    return claims.history(claim.id()).stream().map(CaseHistory.Event::kind).toList();
  }
}
