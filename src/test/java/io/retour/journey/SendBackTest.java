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
import io.retour.logistics.ReadySendBack;
import io.retour.logistics.SendBack;
import io.retour.logistics.SendBacks;
import io.retour.logistics.TrackingNews.Status;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
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

/** What an inspection refused goes back to the shopper, really and once. */
@ProcessTest
class SendBackTest {

  @Autowired Scene scene;
  @Autowired SendBacks sendBacks;
  @Autowired Warehouse warehouse;
  @Autowired CaseHistory history;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  @Test
  void aRefusedPieceGoesBackWithALabelAndAMailWithItsNumber() {
    ReturnCase refused = refused();

    SendBack parcel = awaitLabel(refused);
    assertThat(sendBacks.ready()).extracting(ReadySendBack::returnId).contains(refused.id());
    assertThat(sendBacks.labelPdf(refused.id())).isPresent();
    assertThat(sendBacks.handOver(" " + parcel.trackingNumber().toLowerCase(), "walter"))
        .isPresent();
    assertThat(sendBacks.handOver(parcel.trackingNumber(), "walter")).isPresent();

    scene.awaitMail(refused, "sent-back");
    assertThatProcessInstance(byProcessId("send-back")).isCompleted();
    assertThat(mail(refused)).contains(parcel.trackingNumber(), "what came in place of");
    assertThat(history.of(refused.id()))
        .filteredOn(event -> event.kind().equals("sent-back"))
        .singleElement()
        .extracting(CaseHistory.Event::actor)
        .isEqualTo("walter");
    assertThat(sendBacks.ready()).extracting(ReadySendBack::returnId).doesNotContain(refused.id());
    assertThat(labelsAtTheCarrier(refused)).isEqualTo(1);
  }

  /** A power cut between the carrier's answer and ours must not make a second parcel. */
  @Test
  void aLostAnswerOfTheCarrierMakesNoSecondLabel() {
    ReturnCase wrong = wrongItemComes();
    simulators.set(Simulator.CARRIER, Behaviour.LOSE_ANSWER, 1);
    refuse();

    awaitLabel(wrong);

    assertThat(labelsAtTheCarrier(wrong)).isEqualTo(1);
  }

  /** Nobody at the warehouse said so, and yet the carrier has it. */
  @Test
  void theCarriersScanIsAsGoodAsTheWarehouses() {
    ReturnCase refused = refused();
    SendBack parcel = awaitLabel(refused);

    scene.carrierScans(parcel.trackingNumber(), Status.IN_TRANSIT);
    scene.awaitMail(refused, "sent-back");
    scene.carrierScans(parcel.trackingNumber(), Status.DELIVERED);

    assertThat(sendBacks.of(refused.id()).orElseThrow().state()).isEqualTo("delivered");
    assertThat(scene.mails(refused)).filteredOn("sent-back"::equals).hasSize(1);
  }

  @Test
  void anAgentArrangesTheDeliveryThatTheCarrierRefuses() {
    ReturnCase wrong = wrongItemComes();
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    refuse();

    process.completeUserTask(
        byElementId("Task_ArrangeDelivery"),
        Map.of("trackingNumber", "other-4711", "labelNote", "by courier"));
    SendBack parcel = awaitLabel(wrong);

    assertThat(parcel.carrier()).isEqualTo("manual");
    assertThat(parcel.trackingNumber()).isEqualTo("OTHER-4711");
    assertThat(sendBacks.labelPdf(wrong.id())).isEmpty();
    sendBacks.handOver("OTHER-4711", "walter");
    scene.awaitMail(wrong, "sent-back");
  }

  @Test
  void operationsAreAskedWhenItLiesTooLong() {
    ReturnCase refused = refused();
    awaitLabel(refused);
    awaitWaiting();
    time.pass(Duration.ofDays(3));

    // as long as the form allows
    String note = "walter, this morning ".repeat(5).substring(0, 100);
    process.completeUserTask(byElementId("Task_HastenSendBack"), Map.of("handOverNote", note));

    scene.awaitMail(refused, "sent-back");
    assertThat(sendBacks.of(refused.id()).orElseThrow().handedOverBy()).isEqualTo("operations");
    assertThat(history.of(refused.id()))
        .filteredOn(event -> event.kind().equals("sent-back"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("operations");
              assertThat(event.detail()).endsWith(note);
            });
  }

  @Test
  void theScanEndsTheTaskOfOperations() {
    ReturnCase refused = refused();
    SendBack parcel = awaitLabel(refused);
    awaitWaiting();
    time.pass(Duration.ofDays(3));
    assertThatUserTask(byElementId("Task_HastenSendBack")).isCreated();

    sendBacks.handOver(parcel.trackingNumber(), "walter");

    scene.awaitMail(refused, "sent-back");
    assertThatProcessInstance(byProcessId("send-back"))
        .hasCompletedElements("Event_SentMeanwhile")
        .isCompleted();
  }

  /** There is nothing in an empty box. */
  @Test
  void nothingIsSentForAPieceThatWasMissing() {
    ReturnCase missing = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(missing);
    scene.warehouseReceives(missing);
    scene.warehouseGrades(missing, Grade.MISSING);
    refuse();
    scene.awaitOutcome(missing, Outcome.SETTLED);

    assertThat(sendBacks.of(missing.id())).isEmpty();
  }

  /** While the shopper has the money for it, nothing goes back; once it is repaid, it does. */
  @Test
  void whatWasPaidAtTheDropOffGoesBackOnlyWhenTheMoneyIsBack() {
    ReturnCase paid =
        scene.registers(
            scene.orderOfAKnownShopper().line("SCARF", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND");
    scene.carrierScans(scene.awaitLabel(paid), Status.DROPPED_OFF);
    scene.awaitMail(paid, "refund-at-drop-off");
    scene.warehouseReceives(paid);
    scene.warehouseGrades(paid, Grade.WRONG_ITEM);
    refuse();
    scene.awaitMail(paid, "repayment-requested");
    assertThat(sendBacks.of(paid.id())).isEmpty();

    process.completeUserTask(
        byElementId("Task_FollowUpRepayment"),
        Map.of(
            "repaymentAnswer", "REPAID",
            "repaymentReference", "SEPA 4712",
            "repaymentNote", "came today"));

    awaitLabel(paid);
  }

  /** No parcel service takes a damaged lithium battery (ADR special provision 376). */
  @Test
  void aBatteryThatCameDamagedGoesToAnAgentAndNotToTheCarrier() {
    ReturnCase torch =
        scene.registers(order().deliveredDaysAgo(20).line("TORCH", 1, 3995).withBattery().build());
    scene.awaitLabel(torch);
    scene.warehouseReceives(torch);
    warehouse.inspect(torch.units().getFirst().id(), Grade.D, List.of(), "walter");
    refuse();

    assertThatUserTask(byElementId("Task_ArrangeDelivery")).isCreated();
    assertThat(labelsAtTheCarrier(torch)).isZero();
  }

  private ReturnCase wrongItemComes() {
    ReturnCase wrong = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(wrong);
    scene.warehouseReceives(wrong);
    scene.warehouseGrades(wrong, Grade.WRONG_ITEM);
    assertThatUserTask(byElementId("Task_ReviewInspection")).isCreated();
    return wrong;
  }

  private void refuse() {
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "a doormat, photo on file"));
  }

  private ReturnCase refused() {
    ReturnCase wrong = wrongItemComes();
    refuse();
    scene.awaitOutcome(wrong, Outcome.SETTLED);
    return wrong;
  }

  private SendBack awaitLabel(ReturnCase of) {
    await("label back to the shopper of " + of.rmaNumber())
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                sendBacks
                    .of(of.id())
                    .filter(parcel -> parcel.trackingNumber() != null)
                    .isPresent());
    return sendBacks.of(of.id()).orElseThrow();
  }

  private void awaitWaiting() {
    assertThatProcessInstance(byProcessId("send-back")).hasActiveElements("Gateway_HandOver");
  }

  private String mail(ReturnCase of) {
    return scene.mailBody(of, "sent-back");
  }

  private long labelsAtTheCarrier(ReturnCase of) {
    return scene.count(
        "select count(*) from simulated_label where request_key = ?", of.id() + ":back");
  }
}
