package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.logistics.TrackingNews.Status;
import io.retour.policy.RefundTiming.Withholding;
import io.retour.refunds.LateInterest;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadlines;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each path of {@code refund-clock.bpmn}, with the engine's clock moved on. */
@ProcessTest
class RefundClockTest {

  @Autowired Scene scene;
  @Autowired Returns returns;
  @Autowired RefundDeadlines deadlines;
  @Autowired CaseHistory history;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;
  @Autowired MeterRegistry meters;
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

  /** CRD Art. 13(1), R-12: fourteen days from the notice, whenever the goods came. */
  @Test
  void warnsThreeDaysBeforeAndEscalatesWhenNobodyPays() {
    double warnings = counted("warnings");
    double breaches = counted("breaches");
    ReturnCase late = receivedButNotGraded("NL");

    assertThat(deadlines.of(late.id()).orElseThrow().dueOn())
        .isEqualTo(noticeOn(late, "Europe/Amsterdam").plusDays(14));
    time.pass(Duration.ofDays(12));
    awaitEvent(late, "refund-deadline-near");
    clock().hasActiveElements("Task_HastenRefund");
    await().atMost(Scene.PATIENCE).until(() -> counted("warnings") == warnings + 1);
    assertThat(kinds(late)).doesNotContain("refund-deadline-passed");

    time.pass(Duration.ofDays(3));
    awaitEvent(late, "refund-deadline-passed");
    clock().hasTerminatedElements("Task_HastenRefund").hasActiveElements("Task_SettleLateRefund");
    await().atMost(Scene.PATIENCE).until(() -> counted("breaches") == breaches + 1);
    assertThat(deadlines.interest(late.id())).isEmpty();

    process.completeUserTask(
        byElementId("Task_SettleLateRefund"), Map.of("lateNote", "graded today, paid today"));
    clock().isCompleted().hasCompletedElements("Event_LateRefundAnswered", "Event_InterestKnown");
  }

  @Test
  void goesOnCountingWhenAnAgentHastenedTheRefundInVain() {
    ReturnCase late = receivedButNotGraded("NL");
    time.pass(Duration.ofDays(12));
    process.completeUserTask(
        byElementId("Task_HastenRefund"), Map.of("hastenNote", "the warehouse looks today"));
    clock().hasActiveElements("Event_DueDateReached");

    time.pass(Duration.ofDays(3));

    awaitEvent(late, "refund-deadline-passed");
    clock().hasActiveElements("Task_SettleLateRefund");
  }

  @Test
  void stopsWhenTheRefundIsSettled() {
    ReturnCase paid = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(paid);
    scene.awaitOutcome(paid, Outcome.SETTLED);

    clock().isCompleted().hasCompletedElements("Event_ClockStopped");
    assertThat(kinds(paid)).doesNotContain("refund-deadline-near", "refund-deadline-passed");
  }

  /** The escalation goes away by itself when the money is through after all. */
  @Test
  void stopsWhenALateRefundIsSettled() {
    ReturnCase late = receivedButNotGraded("NL");
    time.pass(Duration.ofDays(12));
    clock().hasActiveElements("Task_HastenRefund");
    time.pass(Duration.ofDays(3));
    clock().hasActiveElements("Task_SettleLateRefund");

    scene.warehouseGrades(late, io.retour.returns.ReturnUnit.Grade.A);

    scene.awaitOutcome(late, Outcome.SETTLED);
    clock().isCompleted().hasTerminatedElements("Task_SettleLateRefund");
  }

  @Test
  void stopsWhenTheReturnIsCancelled() {
    ReturnCase cancelled = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.awaitLabel(cancelled);
    returns.requestCancellation(cancelled.id(), "shopper");
    scene.awaitOutcome(cancelled, Outcome.CANCELLED);

    clock().isCompleted().hasCompletedElements("Event_ClockStopped");
  }

  /** CRD Art. 13(3), R-14: until goods or proof come there is nothing to warn of. */
  @Test
  void doesNotWarnWhileNothingWasSent() {
    ReturnCase waiting = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.awaitLabel(waiting);
    clock().hasActiveElements("Gateway_WaitForGoods");
    RefundDeadline withheld = deadlines.of(waiting.id()).orElseThrow();
    assertThat(withheld.runs()).isFalse();
    assertThat(withheld.withholding()).isEqualTo(Withholding.ACTIVE);

    time.pass(Duration.ofDays(16));
    clock().hasActiveElements("Gateway_WaitForGoods");
    assertThat(kinds(waiting)).doesNotContain("refund-deadline-near");

    scene.carrierScans(scene.awaitLabel(waiting), Status.DROPPED_OFF);
    awaitDueDate(waiting);
    assertThat(deadlines.of(waiting.id()).orElseThrow().withholding()).isEqualTo(Withholding.ENDED);
    awaitEvent(waiting, "refund-deadline-near");
  }

  /** CRD Art. 13(3), R-15: what cannot go by post and could be fetched is not waited for. */
  @Test
  void waitsForNothingWhenOnlyAPickupWasOnOffer() {
    ReturnCase heavy =
        scene.registers(
            order().line("WARDROBE", 1, 29900).weighing(40_000).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND",
            "BY_ARRANGEMENT");

    awaitDueDate(heavy);

    RefundDeadline due = deadlines.of(heavy.id()).orElseThrow();
    assertThat(due.withholding()).isEqualTo(Withholding.NONE);
    assertThat(due.dueOn()).isEqualTo(noticeOn(heavy, "Europe/Amsterdam").plusDays(14));
  }

  /** UK Consumer Contracts Regulations 2013 reg. 34(5): from sending or receipt, not the notice. */
  @Test
  void startsTheClockOfAUkShopperWithTheProofOfSending() {
    ReturnCase uk = scene.registers(order("GBP").country("GB").line("TEE-M", 1, 2495).build());
    scene.awaitLabel(uk);
    clock().hasActiveElements("Gateway_WaitForGoods");
    assertThat(deadlines.of(uk.id()).orElseThrow().provision()).isEqualTo("UK_CCR_REG_34_5");

    scene.carrierScans(scene.awaitLabel(uk), Status.DROPPED_OFF);
    awaitDueDate(uk);

    assertThat(deadlines.of(uk.id()).orElseThrow().dueOn())
        .isEqualTo(LocalDate.now(ZoneId.of("Europe/London")).plusDays(14));
  }

  /** Policy: a voluntary return counts from receipt; proof of sending does not start it. */
  @Test
  void startsTheClockOfAVoluntaryReturnWithItsReceipt() {
    ReturnCase own = scene.registers(order().deliveredDaysAgo(25).line("TEE-M", 1, 2495).build());
    scene.carrierScans(scene.awaitLabel(own), Status.DROPPED_OFF);
    awaitEvent(own, "dropped-off");
    clock().hasActiveElements("Gateway_WaitForGoods");
    assertThat(deadlines.of(own.id()).orElseThrow().runs()).isFalse();

    scene.warehouseReceives(own);

    awaitDueDate(own);
    assertThat(deadlines.of(own.id()).orElseThrow().provision()).isEqualTo("SELLER_POLICY");
  }

  /** News that Camunda never got: after a while the clock reads the facts again by itself. */
  @Test
  void looksAgainByItselfWhenNewsOfTheGoodsGotLost() {
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    ReturnCase waiting = scene.registers(order().line("TEE-M", 1, 2495).build());
    clock().hasActiveElements("Gateway_WaitForGoods");
    jdbc.sql(
            "insert into goods_seen (return_id, goods, seen_on, seen_at)"
                + " values (?, 'SENT', current_date, current_timestamp)")
        .param(waiting.id())
        .update();

    time.pass(Duration.ofDays(90));

    awaitDueDate(waiting);
  }

  /** Code de la consommation L242-4: each step replaces the one before. */
  @Test
  void recordsTheStepsOfAFrenchRefundThatIsLate() {
    ReturnCase late = receivedButNotGraded("FR");
    time.pass(Duration.ofDays(12));
    clock().hasActiveElements("Task_HastenRefund");
    time.pass(Duration.ofDays(3));
    awaitSteps(late, 1);
    clock().hasActiveElements("Event_NextStepReached");
    time.pass(Duration.ofDays(10));
    awaitSteps(late, 2);
    clock().hasActiveElements("Event_NextStepReached");
    time.pass(Duration.ofDays(10));
    awaitSteps(late, 3);

    List<LateInterest> steps = deadlines.interest(late.id());
    assertThat(steps).extracting(LateInterest::daysLate).containsExactly(1, 11, 21);
    assertThat(steps).extracting(LateInterest::upliftPercent).containsExactly(0, 5, 10);
    assertThat(steps).extracting(LateInterest::legalInterest).containsExactly(true, false, false);
    assertThat(steps.get(1).amount().minor())
        .isEqualTo(Math.round(late.quotedRefund().minor() * 0.05));
    assertThat(kinds(late)).contains("late-interest-owed");
  }

  private ReturnCase receivedButNotGraded(String country) {
    ReturnCase late = scene.registers(order().country(country).line("TEE-M", 1, 2495).build());
    scene.awaitLabel(late);
    scene.warehouseReceives(late);
    awaitDueDate(late);
    clock().hasActiveElements("Event_WarningTimeReached");
    return late;
  }

  private static LocalDate noticeOn(ReturnCase of, String zone) {
    return of.registeredAt().atZone(ZoneId.of(zone)).toLocalDate();
  }

  private static ProcessInstanceAssert clock() {
    return assertThatProcessInstance(byProcessId("refund-clock"));
  }

  private double counted(String what) {
    return Objects.requireNonNull(meters.find("retour.refund.deadline." + what).counter()).count();
  }

  private List<String> kinds(ReturnCase of) {
    return history.of(of.id()).stream().map(CaseHistory.Event::kind).toList();
  }

  private void awaitEvent(ReturnCase of, String kind) {
    await(kind).atMost(Scene.PATIENCE).until(() -> kinds(of).contains(kind));
  }

  private void awaitDueDate(ReturnCase of) {
    await("due date")
        .atMost(Scene.PATIENCE)
        .until(() -> deadlines.of(of.id()).filter(RefundDeadline::runs).isPresent());
  }

  private void awaitSteps(ReturnCase of, int steps) {
    await("step " + steps)
        .atMost(Scene.PATIENCE)
        .until(() -> deadlines.interest(of.id()).size() == steps);
  }
}
