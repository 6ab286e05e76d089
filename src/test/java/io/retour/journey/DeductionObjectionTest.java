package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.refunds.CreditNotes;
import io.retour.refunds.DeductionObjection;
import io.retour.refunds.DeductionObjection.Outcome;
import io.retour.refunds.DeductionObjections;
import io.retour.refunds.Grant;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A shopper does not agree with what was taken off. */
@ProcessTest
class DeductionObjectionTest {

  @Autowired Scene scene;
  @Autowired DeductionObjections objections;
  @Autowired Refunds refunds;
  @Autowired CreditNotes notes;
  @Autowired CaseHistory history;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  /** A coat that came back damaged, and was paid less 40.00. */
  private ReturnCase lessened() {
    ReturnCase worn = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(worn);
    scene.warehouseReceives(worn);
    scene.warehouseGrades(worn, Grade.D);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 40.00, "inspectionNote", "torn seam"));
    scene.awaitOutcome(worn, ReturnCase.Outcome.SETTLED);
    return scene.now(worn);
  }

  private DeductionObjection objection(ReturnCase of) {
    return objections.ofReturn(of.id()).orElseThrow();
  }

  @Test
  void paysTheDifferenceWhenSomebodyElseSeesItAsTheShopperDoes() {
    ReturnCase worn = lessened();
    Money paid = refunds.grantOf(worn.id()).orElseThrow().amount();
    assertThat(objections.objectable(worn)).isTrue();

    objections.object(worn.id(), "It was torn when it came", "shopper");
    objections.object(worn.id(), "It was torn when it came", "shopper");
    assertThatUserTask(byElementId("Task_ReviewDeduction")).isCreated().hasCandidateGroup("agent");
    process.completeUserTask(
        byElementId("Task_ReviewDeduction"),
        Map.of("decision", "ACCEPT", "reviewNote", "the seam was sewn badly"));

    scene.awaitMail(worn, "deduction-given-back");
    assertThatProcessInstance(byProcessId("deduction-objection"))
        .isCompleted()
        .hasCompletedElements("Task_GiveDeductionBack", "Activity_PayOut");
    Grant back = refunds.grantOf(objection(worn).id()).orElseThrow();
    assertThat(back.amount()).isEqualTo(Money.of(4000, "EUR"));
    assertThat(refunds.refundsOf(back.id()))
        .singleElement()
        .satisfies(refund -> assertThat(refund.state()).isEqualTo(Refund.State.SETTLED));
    assertThat(refunds.grantOf(worn.id()).orElseThrow().amount()).isEqualTo(paid);
    assertThat(notes.ofReturn(objection(worn).id()).orElseThrow().gross())
        .isEqualTo(Money.of(4000, "EUR"));
    assertThat(objection(worn).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(history.of(worn.id()))
        .extracting(CaseHistory.Event::kind)
        .contains("deduction-objected", "objection-accepted", "objection-settled");
  }

  @Test
  void keepsTheDeductionAndSaysWhyWhenItWasRight() {
    ReturnCase worn = lessened();
    objections.object(worn.id(), "", "shopper");

    process.completeUserTask(
        byElementId("Task_ReviewDeduction"),
        Map.of("decision", "REJECT", "reviewNote", "the photo shows a cut"));

    scene.awaitMail(worn, "deduction-upheld");
    assertThatProcessInstance(byProcessId("deduction-objection"))
        .isCompleted()
        .hasCompletedElements("Event_DeductionUpheld");
    assertThat(refunds.grantOf(objection(worn).id())).isEmpty();
    assertThat(objection(worn).outcome()).isEqualTo(Outcome.UPHELD);
    assertThat(objection(worn).answer()).isEqualTo("the photo shows a cut");
    assertThat(objections.objectable(worn)).isFalse();
  }

  /** ADR 6: a time limit of ours never costs the shopper anything. */
  @Test
  void paysTheDifferenceWhenNobodyLooksInTime() {
    ReturnCase worn = lessened();
    objections.object(worn.id(), "It was torn when it came", "shopper");
    assertThatUserTask(byElementId("Task_ReviewDeduction")).isCreated();
    time.awaitStandstill();

    process.increaseTime(Duration.ofDays(2));

    scene.awaitMail(worn, "deduction-given-back");
    assertThat(refunds.grantOf(objection(worn).id()).orElseThrow().amount())
        .isEqualTo(Money.of(4000, "EUR"));
    assertThat(objection(worn).answer()).isEmpty();
  }

  @Test
  void takesNoObjectionWhereNothingWasTakenOff() {
    ReturnCase whole = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.comesBackAsNew(whole);
    scene.awaitOutcome(whole, ReturnCase.Outcome.SETTLED);

    assertThat(objections.objectable(scene.now(whole))).isFalse();
    assertThatThrownBy(() -> objections.object(whole.id(), "why?", "shopper"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo("deduction-not-objectable"));
  }
}
