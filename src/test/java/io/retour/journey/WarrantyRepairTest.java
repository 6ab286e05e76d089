package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.client.exception.BpmnError;
import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.UserTaskSelector;
import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.policy.DecisionLog;
import io.retour.refunds.CreditNotes;
import io.retour.refunds.Ledger;
import io.retour.refunds.Refunds;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
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
  @Autowired CreditNotes notes;
  @Autowired Ledger ledger;
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

  private static Order kettle() {
    return order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
  }

  /** A piece that was repaired and fails again, with what an agent then says. */
  private Claim failsAgain(Order order, @Nullable Remedy wish, String weight) {
    repaired(order);
    Claim second = defect(order, wish);
    assess(second, weight);
    return second;
  }

  private void assess(Claim claim, String weight) {
    await("the journey of " + claim.number())
        .atMost(Scene.PATIENCE)
        .until(() -> instances.of(claim.id()).isPresent());
    UserTaskSelector task =
        byElementId("Task_AssessDefect", instances.of(claim.id()).orElseThrow());
    assertThatUserTask(task).isCreated().hasCandidateGroup("agent");
    process.completeUserTask(
        task,
        Map.of("weight", weight, "reduction", 15.0, "reductionNote", "the lid no longer shuts"));
  }

  private void priceRemedyBy(Claim claim, String rule) {
    assertThat(decisions.of(claim.id()))
        .filteredOn(entry -> entry.decisionId().equals("price-remedy"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.replayAgrees()).isTrue())
        .satisfies(entry -> assertThat(entry.matchedRules()).containsExactly(rule));
  }

  private Money granted(Claim claim) {
    return refunds.grantOf(claim.id()).orElseThrow().amount();
  }

  /** Directive (EU) 2019/771 Art. 13(4)(b). */
  @Test
  void paysThePriceBackWhenARepairedPieceFailsAgain() {
    Order order = kettle();
    Claim first = repaired(order);

    Claim second = defect(order, Remedy.REFUND);
    assess(second, "NOT_MINOR");

    shopper.awaitOutcome(second, Outcome.SETTLED);
    assertThat(second.units().getFirst().replaces()).isEqualTo(first.units().getFirst().id());
    assertThat(granted(second)).isEqualTo(Money.of(4995, "EUR"));
    assertThat(shopper.mails(second)).containsExactly("claim-refunded");
    priceRemedyBy(second, "PR_price_back");
  }

  /**
   * Directive (EU) 2019/771 Art. 13(4), 15: the shopper keeps it for less, knowing for how much.
   */
  @Test
  void reducesThePriceWhenTheShopperKeepsWhatFailedAgain() {
    Order order = kettle();
    Claim claim = failsAgain(order, Remedy.REDUCTION, "NOT_MINOR");
    shopper.awaitMail(claim, "claim-price-choice");
    assertThat(shopper.text(claim, "claim-price-choice"))
        .contains("€15.00", "€49.95", "the lid no longer shuts");

    claims.choose(claim.id(), Remedy.REDUCTION, "shopper");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REDUCTION);
    assertThat(granted(claim)).isEqualTo(Money.of(1500, "EUR"));
    assertThat(notes.ofReturn(claim.id()).orElseThrow().gross()).isEqualTo(Money.of(1500, "EUR"));
    List<Ledger.Entry> booked = ledger.of(claim.id());
    Money zero = Money.zero(order.currency());
    assertThat(booked).hasSize(4);
    assertThat(booked.stream().map(Ledger.Entry::amount).reduce(zero, Money::plus)).isEqualTo(zero);
    assertThat(shopper.mails(claim)).containsExactly("claim-price-choice", "claim-reduced");
    assertThat(shopper.text(claim, "claim-reduced")).contains("€15.00").doesNotContain("13(5)");
    priceRemedyBy(claim, "PR_choice");
  }

  /** A reduction mends nothing, and the piece is worth less than was paid for it. */
  @Test
  void paysBackWhatWasPaidLessTheReductionWhenThePieceFailsOnceMore() {
    Order order = kettle();
    Claim reduced = failsAgain(order, null, "MINOR");
    shopper.awaitOutcome(reduced, Outcome.SETTLED);

    Claim last = defect(order, Remedy.REFUND);
    assertThat(last.value()).isEqualTo(Money.of(3495, "EUR"));
    assess(last, "NOT_MINOR");

    shopper.awaitOutcome(last, Outcome.SETTLED);
    assertThat(granted(last)).isEqualTo(Money.of(3495, "EUR"));
    assertThat(refunds.grantOf(last.id()).orElseThrow().statement().lines())
        .extracting(line -> line.kind() + " " + line.amount().minor())
        .containsExactly("ITEM 4995", "REDUCTION -1500");
  }

  /** Directive (EU) 2019/771 Art. 13(5). */
  @Test
  void onlyReducesThePriceForWhatAnAgentShowsToBeMinor() {
    Claim claim = failsAgain(kettle(), Remedy.REFUND, "MINOR");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REDUCTION);
    assertThat(shopper.mails(claim)).containsExactly("claim-reduced");
    assertThat(shopper.text(claim, "claim-reduced")).contains("13(5)", "the lid no longer shuts");
    priceRemedyBy(claim, "PR_minor");
  }

  @Test
  void paysThePriceBackWhenTheShopperChoosesThat() {
    Claim claim = failsAgain(kettle(), null, "NOT_MINOR");
    shopper.awaitMail(claim, "claim-price-choice");
    assertThatThrownBy(() -> claims.choose(claim.id(), Remedy.REPLACEMENT, "shopper"))
        .isInstanceOf(Problem.class);

    claims.choose(claim.id(), Remedy.REFUND, "shopper");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
    assertThat(granted(claim)).isEqualTo(Money.of(4995, "EUR"));
  }

  @Test
  void paysThePriceBackToWhoDoesNotChoose() {
    Claim claim = failsAgain(kettle(), Remedy.REDUCTION, "NOT_MINOR");
    shopper.awaitMail(claim, "claim-price-choice");

    time.pass(Duration.ofDays(7));

    shopper.awaitEnd(claim);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
  }

  /** ADR 6: nobody showed that it is only minor. */
  @Test
  void paysThePriceBackWhenNobodyAssessesTheDefect() {
    Order order = kettle();
    repaired(order);
    Claim claim = defect(order, Remedy.REDUCTION);
    assertThatUserTask(byElementId("Task_AssessDefect")).isCreated();

    time.pass(Duration.ofDays(2));

    shopper.awaitEnd(claim);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
  }

  /** Directive (EU) 2019/771 Art. 13(4). */
  @Test
  void repairsFirstWhenTheShopperWouldRatherPayLess() {
    Claim claim = defect(kettle(), Remedy.REDUCTION);

    shopper.awaitMail(claim, "repair-send-in");
    assertThat(decisions.of(claim.id()))
        .filteredOn(entry -> entry.decisionId().equals("conformity-remedy"))
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.matchedRules()).containsExactly("CX_reduction_mended_first"));
  }

  private static Order british() {
    return order("GBP").country("GB").deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
  }

  /** Consumer Rights Act 2015 s. 24(5): also for what is only minor. */
  @Test
  void paysThePriceBackInTheUnitedKingdomHoweverMinorTheFault() {
    Claim claim = failsAgain(british(), Remedy.REFUND, "MINOR");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
    priceRemedyBy(claim, "PR_uk_price_back");
  }

  @Test
  void offersTheChoiceInTheUnitedKingdomHoweverMinorTheFault() {
    Claim claim = failsAgain(british(), null, "MINOR");

    shopper.awaitMail(claim, "claim-price-choice");
    priceRemedyBy(claim, "PR_uk_choice");
  }

  /** Directive (EU) 2019/771 Art. 13(4)(b): an attempt is a replacement too. */
  @Test
  void paysThePriceBackWhenAReplacementFailsAgain() {
    Order order = order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
    Claim first = defect(order, Remedy.REPLACEMENT);
    shopper.awaitOutcome(first, Outcome.SETTLED);

    Claim second = defect(order, Remedy.REFUND);
    assess(second, "NOT_MINOR");

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
    Claim claim =
        defect(order().deliveredDaysAgo(60).line("GONE-8", 1, 4995).build(), Remedy.REFUND);
    assess(claim, "NOT_MINOR");

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
