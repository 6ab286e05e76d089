package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.orders.Order;
import io.retour.policy.DecisionLog;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.testing.Confirmed;
import io.retour.warehouse.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an agent can do at the review of an inspected piece, whatever the form would show. */
@ProcessTest
class InspectionReviewTest {

  @Autowired Scene scene;
  @Autowired Returns returns;
  @Autowired Warehouse warehouse;
  @Autowired Refunds refunds;
  @Autowired CaseHistory history;
  @Autowired DecisionLog decisions;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  /** CRD Art. 9 and 14(2): a withdrawn piece that came back is paid back, less what it lost. */
  @Test
  void paysBackAWithdrawnPieceThatAnAgentRefused() {
    ReturnCase worn = damaged();

    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "we do not take this"));

    scene.awaitOutcome(worn, Outcome.SETTLED);
    assertThat(refunds.grantOf(worn.id()).orElseThrow().amount()).isEqualTo(worn.quotedRefund());
    assertThat(history.of(worn.id()))
        .extracting(CaseHistory.Event::kind)
        .contains("refusal-overruled");
    assertThat(scene.now(worn).units().getFirst().disposition()).isNotEqualTo("RETURN_TO_CUSTOMER");
  }

  /** Another article is not the goods of the contract, so the right is not about it. */
  @Test
  void sendsBackAnotherArticleThatAnAgentRefusedAndPaysNothing() {
    ReturnCase other = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(other);
    scene.warehouseReceives(other);
    scene.warehouseGrades(other, Grade.WRONG_ITEM);

    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "a doormat, photo on file"));

    scene.awaitOutcome(other, Outcome.SETTLED);
    assertThat(refunds.grantOf(other.id()).orElseThrow().amount().isZero()).isTrue();
    assertThat(scene.now(other).units().getFirst().disposition()).isEqualTo("RETURN_TO_CUSTOMER");
    assertThat(scene.mails(other)).contains("nothing-due");
  }

  /** Who forgot a piece sends it later, is paid for it then, and for the delivery with it. */
  @Test
  void paysForAForgottenPieceWhenItIsRegisteredAgainAndComes() {
    Order order = order().country("DE").line("TEE-M", 2, 2495).shipping(495, 495).build();
    ReturnCase first = scene.registers(order);
    scene.awaitLabel(first);
    scene.warehouseReceives(first);
    warehouse.inspect(first.units().getFirst().id(), Grade.A, List.of(), "walter");
    warehouse.inspect(first.units().getLast().id(), Grade.MISSING, List.of(), "walter");
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "one shirt in the box"));
    scene.awaitOutcome(first, Outcome.SETTLED);

    ReturnCase again = returns.register(Confirmed.onePieceOf(order));
    scene.comesBackAsNew(again);
    scene.awaitOutcome(again, Outcome.SETTLED);

    assertThat(refunds.grantOf(first.id()).orElseThrow().amount()).isEqualTo(Money.of(2495, "EUR"));
    assertThat(refunds.grantOf(again.id()).orElseThrow().amount())
        .isEqualTo(Money.of(2495 + 495, "EUR"));
    assertThat(scene.now(first).units())
        .extracting(ReturnUnit::settlement)
        .containsExactly(Settlement.SETTLED, Settlement.NONE);
  }

  /** ADR 6: that nobody found the time takes nothing off what the shopper gets. */
  @Test
  void passesAnOverdueReviewOfAWithdrawnPieceWithoutADeduction() {
    ReturnCase worn = damaged();
    assertThatUserTask(byElementId("Task_ReviewInspection")).isCreated();

    time.pass(Duration.ofDays(4));

    scene.awaitOutcome(worn, Outcome.SETTLED);
    assertThat(refunds.grantOf(worn.id()).orElseThrow().amount()).isEqualTo(worn.quotedRefund());
    assertThat(history.of(worn.id()))
        .filteredOn(event -> event.kind().equals("inspection-review-overdue"))
        .extracting(CaseHistory.Event::actor)
        .containsExactly("journey");
  }

  /** An empty box is not paid for because nobody looked: operations decide. */
  @Test
  void asksOperationsWhenTheReviewOfWhatMayBeRefusedIsOverdue() {
    ReturnCase empty = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(empty);
    scene.warehouseReceives(empty);
    scene.warehouseGrades(empty, Grade.MISSING);
    assertThatUserTask(byElementId("Task_ReviewInspection")).isCreated();

    time.pass(Duration.ofDays(4));

    assertThatUserTask(byElementId("Task_ReviewOverdueInspection"))
        .isCreated()
        .hasCandidateGroup("operations");
    process.completeUserTask(
        byElementId("Task_ReviewOverdueInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box, photo on file"));
    scene.awaitOutcome(empty, Outcome.SETTLED);
    assertThat(refunds.grantOf(empty.id()).orElseThrow().amount().isZero()).isTrue();
  }

  @Test
  void takesOffTheLostValueUpToTheLimitOfTheTable() {
    ReturnCase worn = damaged();

    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 40.00, "inspectionNote", "torn seam"));

    scene.awaitOutcome(worn, Outcome.SETTLED);
    assertThat(refunds.grantOf(worn.id()).orElseThrow().amount().minor())
        .isEqualTo(worn.quotedRefund().minor() - 4000);
    assertThat(decisions.of(worn.id()))
        .filteredOn(entry -> entry.decisionId().equals("refund-deduction"))
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.matchedRules()).containsExactly("RD_withdrawal_evidence"));
  }

  /** Nobody can see a grade: without a photo the shopper is paid in full. */
  @Test
  void takesNothingOffWhatNoPhotoShows() {
    ReturnCase worn = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(worn);
    scene.warehouseReceives(worn);
    warehouse.inspect(worn.units().getFirst().id(), Grade.D, List.of(), "walter");

    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 0, "inspectionNote", "no photo"));

    scene.awaitOutcome(worn, Outcome.SETTLED);
    assertThat(refunds.grantOf(worn.id()).orElseThrow().amount()).isEqualTo(worn.quotedRefund());
    assertThat(decisions.of(worn.id()))
        .filteredOn(entry -> entry.decisionId().equals("refund-deduction"))
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.matchedRules()).containsExactly("RD_withdrawal_no_photo"));
  }

  private ReturnCase damaged() {
    ReturnCase worn = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(worn);
    scene.warehouseReceives(worn);
    scene.warehouseGrades(worn, Grade.D);
    return worn;
  }
}
