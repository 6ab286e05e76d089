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
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.DecisionLog;
import io.retour.refunds.CreditNotes;
import io.retour.refunds.Ledger;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.Overpayment;
import io.retour.refunds.Overpayments;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.warehouse.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class InstantSettlementTest {

  @Autowired Scene scene;
  @Autowired Orders orders;
  @Autowired Refunds refunds;
  @Autowired Overpayments overpayments;
  @Autowired CreditNotes notes;
  @Autowired Ledger ledger;
  @Autowired Warehouse warehouse;
  @Autowired Simulators simulators;
  @Autowired DecisionLog decisions;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  private ReturnCase droppedOff(Order order) {
    ReturnCase registered = scene.registers(order);
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    return registered;
  }

  private String reason(ReturnCase of) {
    await("decision")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                decisions.of(of.id()).stream()
                    .anyMatch(entry -> entry.decisionId().equals("instant-settlement")));
    return decisions.of(of.id()).stream()
        .filter(entry -> entry.decisionId().equals("instant-settlement"))
        .findFirst()
        .orElseThrow()
        .matchedRules()
        .getFirst();
  }

  @Test
  void paysAKnownShopperAtTheFirstScanAndNothingMoreAfterTheInspection() {
    ReturnCase registered = droppedOff(scene.orderOfAKnownShopper().line("TEE-M", 2, 2495).build());

    scene.awaitMail(registered, "refund-at-drop-off");
    assertThat(scene.now(registered).units())
        .allMatch(unit -> unit.settlement() == Settlement.SETTLED && unit.grade() == null);
    assertThat(scene.now(registered).open()).isTrue();
    Money paid = refunds.grantOf(registered.id()).orElseThrow().amount();
    assertThat(paid).isEqualTo(registered.quotedRefund());
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    scene.journey(registered).isCompleted().hasVariable("settlementOutcome", "REFUNDED");
    assertThat(refunds.refundsOf(refunds.grantOf(registered.id()).orElseThrow().id())).hasSize(1);
    assertThat(balance(registered, Account.RETURNED_GOODS)).isEqualTo(paid.negate());
    assertThat(overpayments.of(registered.id())).isEmpty();
    assertThat(scene.mails(registered))
        .containsExactly("label-ready", "parcel-dropped-off", "refund-at-drop-off");
  }

  @Test
  void paysWhoComesWithAQrCodeToo() {
    ReturnCase registered =
        scene.registers(
            scene.orderOfAKnownShopper().line("TEE-M", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND",
            "QR_DROP_OFF");
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);

    scene.awaitMail(registered, "refund-at-drop-off");
  }

  /** The duty to pay, and its day, do not end with the inspection (CRD Art. 13(1)). */
  @Test
  void keepsTheReturnOpenUntilAnAgentPaidWhatTheProviderRefused() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    ReturnCase registered = droppedOff(scene.orderOfAKnownShopper().line("TEE-M", 1, 2495).build());
    assertThatUserTask(byElementId("Task_PayOutByHand")).isCreated();
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);
    assertThatProcessInstance(byProcessId("settlement")).hasActiveElements("Event_RefundThrough");
    assertThat(scene.now(registered).awaitsRefund()).isTrue();

    process.completeUserTask(
        byElementId("Task_PayOutByHand"),
        Map.of("payoutReference", "SEPA 4711", "payoutNote", "card closed"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    scene.journey(registered).isCompleted();
    assertThat(balance(registered, Account.BANK)).isEqualTo(registered.quotedRefund());
    assertThat(scene.mails(registered)).contains("refund-at-drop-off");
  }

  @Test
  void letsTheInspectionComeFirstForANewShopper() {
    ReturnCase registered = droppedOff(order().line("TEE-M", 1, 2495).build());

    assertThat(reason(registered)).isEqualTo("IS_new");
    scene.awaitMail(registered, "parcel-dropped-off");
    assertThat(refunds.grantOf(registered.id())).isEmpty();
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.mails(registered)).contains("refund-settled");
  }

  /** A scan that is told late, when the goods are here: the inspection is as quick. */
  @Test
  void letsTheInspectionComeFirstWhenTheGoodsWereQuicker() {
    ReturnCase registered =
        scene.registers(scene.orderOfAKnownShopper().line("TEE-M", 1, 2495).build());
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);

    scene
        .camunda()
        .newPublishMessageCommand()
        .messageName("goods-sent")
        .correlationKey(registered.id().toString())
        .send()
        .join();

    assertThat(reason(registered)).isEqualTo("IS_paid");
    scene.journey(registered).hasCompletedElements("Event_GoodsHereFirst");
    assertThat(refunds.grantOf(registered.id())).isEmpty();
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.mails(registered)).contains("refund-settled");
  }

  /** CRD Art. 13(3): proof of dispatch is enough, and our label is our risk. */
  @Test
  void asksNothingBackWhenTheParcelGetsLost() {
    ReturnCase registered = droppedOff(scene.orderOfAKnownShopper().line("TEE-M", 1, 2495).build());
    scene.awaitMail(registered, "refund-at-drop-off");

    time.pass(Duration.ofDays(14));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(overpayments.of(registered.id())).isEmpty();
    assertThat(
            scene.count(
                "select count(*) from carrier_claim c join parcel p on p.id = c.parcel_id"
                    + " where p.return_id = ?",
                registered.id()))
        .isEqualTo(1);
    assertThat(scene.mails(registered)).doesNotContain("refund-settled", "repayment-requested");
  }

  /** Paid at the scan, received, and graded; an agent is asked about it. */
  private ReturnCase paidAndGraded(Order order, Grade grade) {
    ReturnCase registered = droppedOff(order);
    scene.awaitMail(registered, "refund-at-drop-off");
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, grade);
    return registered;
  }

  /** Two pieces were announced and paid; one of them is not in the parcel, an agent says. */
  private ReturnCase oneOfTwoIsMissing() {
    ReturnCase registered =
        droppedOff(
            scene.orderOfAKnownShopper().line("TEE-M", 1, 2495).line("COAT-M", 1, 5995).build());
    scene.awaitMail(registered, "refund-at-drop-off");
    scene.warehouseReceives(registered);
    for (ReturnUnit unit : registered.units()) {
      warehouse.inspect(
          unit.id(), unit.sku().equals("COAT-M") ? Grade.MISSING : Grade.A, List.of(), "walter");
    }
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "one piece only, photo on file"));
    return registered;
  }

  @Test
  void asksBackWhatDidNotComeAndBooksWhenItIsPaid() {
    ReturnCase registered = oneOfTwoIsMissing();

    scene.awaitMail(registered, "repayment-requested");
    Overpayment found = overpayments.of(registered.id()).orElseThrow();
    assertThat(found.amount()).isEqualTo(Money.of(5995, "EUR"));
    assertThat(balance(registered, Account.OWED_BY_SHOPPERS)).isEqualTo(Money.of(-5995, "EUR"));
    assertThatUserTask(byElementId("Task_FollowUpRepayment"))
        .isCreated()
        .hasCandidateGroup("agent");
    assertThatProcessInstance(byProcessId("recovery"))
        .hasVariable("overpaidAmount", "EUR 59.95")
        .hasVariable("overpaidBecause", "Product COAT-M: it was not in the parcel");
    time.pass(Duration.ofDays(14));
    scene.awaitMail(registered, "repayment-reminder");
    assertThat(scene.now(registered).open()).isTrue();

    process.completeUserTask(
        byElementId("Task_FollowUpRepayment"),
        Map.of(
            "repaymentAnswer", "REPAID",
            "repaymentReference", "SEPA 4712",
            "repaymentNote", "came today"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(overpayments.of(registered.id()).orElseThrow().state())
        .isEqualTo(Overpayment.State.REPAID);
    assertThat(balance(registered, Account.OWED_BY_SHOPPERS).isZero()).isTrue();
    assertThat(balance(registered, Account.BANK)).isEqualTo(Money.of(-5995, "EUR"));
    assertThat(notes.correctionOfReturn(registered.id()).orElseThrow().gross())
        .isEqualTo(Money.of(-5995, "EUR"));
  }

  @Test
  void letsItBeWhenTheAgentSaysSo() {
    ReturnCase registered = oneOfTwoIsMissing();
    scene.awaitMail(registered, "repayment-requested");

    process.completeUserTask(
        byElementId("Task_FollowUpRepayment"),
        Map.of("repaymentAnswer", "LET_BE", "repaymentNote", "the photo shows too little"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(overpayments.of(registered.id()).orElseThrow())
        .extracting(Overpayment::state, Overpayment::reference)
        .containsExactly(Overpayment.State.LET_BE, "the photo shows too little");
    assertThat(balance(registered, Account.WRITTEN_OFF)).isEqualTo(Money.of(-5995, "EUR"));
    assertThat(balance(registered, Account.OWED_BY_SHOPPERS).isZero()).isTrue();
  }

  @Test
  void asksForNothingWhenTheSumIsSmall() {
    ReturnCase registered =
        paidAndGraded(scene.orderOfAKnownShopper().line("SOCK-M", 1, 995).build(), Grade.MISSING);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box, photo on file"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(overpayments.of(registered.id()).orElseThrow().state())
        .isEqualTo(Overpayment.State.WRITTEN_OFF);
    assertThat(scene.mails(registered)).doesNotContain("repayment-requested");
  }

  @Test
  void asksBackTheValueThatSomebodySawLost() {
    ReturnCase registered =
        paidAndGraded(scene.orderOfAKnownShopper().line("COAT-M", 1, 8995).build(), Grade.D);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 40.00, "inspectionNote", "torn seam"));

    scene.awaitMail(registered, "repayment-requested");
    assertThat(overpayments.of(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(4000, "EUR"));
  }

  private Money balance(ReturnCase of, Account account) {
    return ledger.of(of.id()).stream()
        .filter(entry -> entry.account() == account)
        .map(Ledger.Entry::amount)
        .reduce(Money.zero(of.quotedRefund().currency()), Money::plus);
  }
}
