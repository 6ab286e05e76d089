package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.exception.BpmnError;
import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.policy.DecisionLog;
import io.retour.refunds.Refunds;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class WarrantyRepairTest {

  @Autowired ClaimScene shopper;
  @Autowired Claims claims;
  @Autowired Refunds refunds;
  @Autowired DecisionLog decisions;
  @Autowired JourneyInstances instances;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;
  @Autowired ClaimWorkers workers;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  @BeforeEach
  void everybodyBehaves() {
    for (Simulator simulator : Simulator.values()) {
      simulators.set(simulator, Behaviour.NORMAL, 0);
    }
  }

  private Claim defect(Order order, @Nullable Remedy wish) {
    return shopper.claims(order, Kind.DEFECTIVE, wish, false);
  }

  private Claim repaired(Order order) {
    Claim claim = defect(order, Remedy.REPAIR);
    shopper.awaitMail(claim, "repair-send-in");
    claims.repairFinished(claim.id(), "REPAIRED", "workshop");
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    return claim;
  }

  /** Directive (EU) 2024/1799 Art. 16: once, by twelve months, from 31 July 2026. */
  @Test
  void repairsADefectAndExtendsTheLiability() {
    Order order = order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
    Claim claim = repaired(order);

    assertThatProcessInstance(byKey(instances.of(claim.id()).orElseThrow())).isCompleted();
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPAIR);
    LocalDate until = shopper.now(claim).units().getFirst().liableUntil();
    LocalDate delivered = Objects.requireNonNull(order.deliveredOn());
    boolean newLaw = !delivered.minusDays(2).isBefore(LocalDate.of(2026, 7, 31));
    assertThat(until).isEqualTo(newLaw ? delivered.plusMonths(36) : null);
    assertThat(shopper.mails(claim)).containsExactly("repair-send-in", "repair-done");
    assertThat(decisions.of(claim.id()))
        .allSatisfy(entry -> assertThat(entry.replayAgrees()).isTrue())
        .extracting(DecisionLog.Entry::decisionId)
        .containsExactlyInAnyOrder(
            "conformity", "conformity-remedy", "hazmat-triage", "liability-extension");
  }

  /** Directive (EU) 2019/771 Art. 13(4)(b). */
  @Test
  void paysThePriceBackWhenARepairedPieceFailsAgain() {
    Order order = order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
    Claim first = repaired(order);

    Claim second = defect(order, null);

    shopper.awaitOutcome(second, Outcome.SETTLED);
    assertThat(second.units().getFirst().replaces()).isEqualTo(first.units().getFirst().id());
    assertThat(refunds.grantOf(second.id()).orElseThrow().amount())
        .isEqualTo(Money.of(4995, "EUR"));
    assertThat(shopper.mails(second)).containsExactly("claim-refunded");
  }

  /** Directive (EU) 2019/771 Art. 13(4)(b): an attempt is a replacement too. */
  @Test
  void paysThePriceBackWhenAReplacementFailsAgain() {
    Order order = order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
    Claim first = defect(order, Remedy.REPLACEMENT);
    shopper.awaitOutcome(first, Outcome.SETTLED);

    Claim second = defect(order, Remedy.REFUND);

    shopper.awaitOutcome(second, Outcome.SETTLED);
    assertThat(shopper.remedies(second)).containsExactly(Remedy.REFUND);
    assertThat(decisions.of(second.id()))
        .filteredOn(entry -> entry.decisionId().equals("conformity-remedy"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.replayAgrees()).isTrue())
        .satisfies(entry -> assertThat(entry.matchedRules()).containsExactly("CX_failed_again"));
  }

  /**
   * Directive (EU) 2019/771 Art. 13(4): the contract is the consumer's to end, and nobody else's.
   */
  @Test
  void repairsOnceMoreWhenTheShopperWantsThat() {
    Order order = order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
    repaired(order);

    shopper.awaitMail(defect(order, Remedy.REPAIR), "repair-send-in");
  }

  /** What never came was not defective: to send it again was no attempt to mend it. */
  @Test
  void repairsThePieceThatWasSentAgainBecauseItNeverArrived() {
    Order order = order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
    Claim lost = shopper.claims(order, Kind.NEVER_ARRIVED, Remedy.REPLACEMENT, false);
    shopper.awaitOutcome(lost, Outcome.SETTLED);

    Claim defect = defect(order, Remedy.REPAIR);

    shopper.awaitMail(defect, "repair-send-in");
  }

  /** Directive (EU) 2019/771 Art. 13(2). */
  @Test
  void replacesWhenTheShopperChoosesSo() {
    Claim claim =
        defect(order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build(), Remedy.REPLACEMENT);

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPLACEMENT);
    assertThat(shopper.mails(claim)).containsExactly("claim-replacement-sent");
  }

  @Test
  void repairsWhenAReplacementIsImpossible() {
    shopper.soldOut("GONE-9");
    Claim claim =
        defect(order().deliveredDaysAgo(60).line("GONE-9", 1, 4995).build(), Remedy.REPLACEMENT);

    shopper.awaitMail(claim, "repair-send-in");
  }

  @Test
  void replacesWhatCannotBeRepaired() {
    Claim claim = defect(order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build(), null);
    shopper.awaitMail(claim, "repair-send-in");

    claims.repairFinished(claim.id(), "NOT_REPAIRABLE", "workshop");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPLACEMENT);
    assertThatThrownBy(() -> claims.repairFinished(claim.id(), "REPAIRED", "workshop"))
        .isInstanceOf(Problem.class);
  }

  @Test
  void paysBackWhatNobodyRepairsOrHas() {
    shopper.soldOut("GONE-8");
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    Claim claim = defect(order().deliveredDaysAgo(60).line("GONE-8", 1, 4995).build(), null);

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
  }

  /** Directive (EU) 2019/771 Art. 14(1)(b): within a reasonable time. */
  @Test
  void replacesWhatIsRepairedTooSlowly() {
    Claim claim = defect(order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build(), null);
    shopper.awaitMail(claim, "repair-send-in");

    time.pass(Duration.ofDays(30));
    shopper.awaitEnd(claim);

    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPLACEMENT);
  }

  /** Consumer Rights Act 2015 s. 22. */
  @Test
  void paysBackAtOnceInTheFirstThirtyDaysInTheUnitedKingdom() {
    Claim claim =
        defect(
            order("GBP").country("GB").deliveredDaysAgo(30).line("KETTLE-1", 1, 4995).build(),
            Remedy.REFUND);

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
  }

  private Claim old() {
    return defect(
        order().country("DE").deliveredDaysAgo(800).line("KETTLE-1", 1, 4995).build(), null);
  }

  @Test
  void asksAnAgentWhenTheTimeMayBeOver() {
    Claim claim = old();
    assertThatUserTask(byElementId("Task_ReviewConformity")).isCreated().hasCandidateGroup("agent");

    process.completeUserTask(
        byElementId("Task_ReviewConformity"),
        Map.of("decision", "ACCEPT", "reviewNote", "promised at the sale"));

    shopper.awaitMail(claim, "repair-send-in");
  }

  @Test
  void goesOnForTheShopperWhenTheReviewIsOverdue() {
    Claim claim = old();
    assertThatUserTask(byElementId("Task_ReviewConformity")).isCreated();

    time.pass(Duration.ofDays(2));
    shopper.awaitMail(claim, "repair-send-in");
  }

  @Test
  void endsWhenTheClaimIsCalledOff() {
    Claim claim = old();
    assertThatUserTask(byElementId("Task_ReviewConformity")).isCreated();

    claims.callOff(claim.id(), "shopper");

    CamundaAssert.assertThatProcessInstance(byProcessId("warranty-repair"))
        .isCompleted()
        .hasCompletedElements("Event_DefectClaimOver");
  }

  @Test
  void rejectsWhatIsTooOldAndTellsWhy() {
    Claim claim = old();
    process.completeUserTask(
        byElementId("Task_ReviewConformity"),
        Map.of("decision", "REJECT", "reviewNote", "two years are over"));
    shopper.awaitMail(claim, "claim-rejected");

    time.pass(Duration.ofDays(15));

    CamundaAssert.assertThatProcessInstance(byProcessId("claim-rejection"))
        .isCompleted()
        .hasCompletedElements("Event_NoObjection");
    assertThat(shopper.now(claim).outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void repairsAfterAnObjectionThatIsRight() {
    Claim claim = old();
    process.completeUserTask(
        byElementId("Task_ReviewConformity"),
        Map.of("decision", "REJECT", "reviewNote", "two years are over"));
    shopper.awaitMail(claim, "claim-rejected");
    claims.object(claim.id(), "it was reported in time", "shopper");

    process.completeUserTask(
        byElementId("Task_ReviewObjection"),
        Map.of("decision", "ACCEPT", "remedy", "REFUND", "reviewNote", "reported before"));

    shopper.awaitMail(claim, "repair-send-in");
  }

  private Claim damagedBattery() {
    Claim claim =
        defect(
            order().deliveredDaysAgo(60).line("PHONE-1", 1, 39900).withBattery().build(),
            Remedy.REPAIR);
    shopper.awaitMail(claim, "repair-collection");
    assertThatUserTask(byElementId("Task_ArrangeCollection"))
        .isCreated()
        .hasCandidateGroup("agent");
    return claim;
  }

  /** ADR special provision 376. */
  @Test
  void aDamagedBatteryIsCollectedAndNeverSentIn() {
    Claim claim = damagedBattery();
    assertThat(decisions.of(claim.id()))
        .filteredOn(entry -> entry.decisionId().equals("hazmat-triage"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.replayAgrees()).isTrue())
        .satisfies(entry -> assertThat(entry.matchedRules()).containsExactly("HT_lithium_damaged"));
    assertThat(shopper.text(claim, "repair-collection"))
        .contains("do not send it", "376", shopper.now(claim).units().getFirst().reference());

    process.completeUserTask(
        byElementId("Task_ArrangeCollection"),
        Map.of("collection", "ARRANGED", "collectionNote", "dangerous goods carrier, Tuesday"));
    claims.repairFinished(claim.id(), "REPAIRED", "workshop");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPAIR);
    assertThat(shopper.mails(claim)).containsExactly("repair-collection", "repair-done");
  }

  @Test
  void aDamagedBatteryThatNobodyCollectsIsReplacedWithoutBeingSentIn() {
    Claim claim = damagedBattery();

    process.completeUserTask(
        byElementId("Task_ArrangeCollection"),
        Map.of("collection", "NOT_ARRANGED", "collectionNote", "no carrier goes there"));

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPLACEMENT);
    assertThat(shopper.mails(claim)).containsExactly("repair-collection", "claim-replacement-sent");
    assertThat(shopper.text(claim, "claim-replacement-sent")).contains("376");
  }

  @Test
  void aDamagedBatteryDoesNotWaitForACollectionThatNobodyArranges() {
    Claim claim = damagedBattery();

    time.pass(Duration.ofDays(2));

    shopper.awaitEnd(claim);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPLACEMENT);
  }

  /** An instance that runs on an older diagram asks for a repair as if it always went by parcel. */
  @Test
  void anOlderDiagramHasADamagedBatteryReplacedRatherThanSentIn() {
    Claim claim = damagedBattery();

    assertThatThrownBy(() -> workers.askRepair(claim.id(), null))
        .isInstanceOfSatisfying(
            BpmnError.class, no -> assertThat(no.getErrorCode()).isEqualTo("REPAIR_REFUSED"));
  }

  @Test
  void takesOneDefectivePieceAtATime() {
    assertThatThrownBy(() -> defect(order().line("KETTLE-1", 2, 4995).build(), null))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("by itself");
  }
}
