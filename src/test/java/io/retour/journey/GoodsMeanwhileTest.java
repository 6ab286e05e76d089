package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.response.Incident;
import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.counter.Counter;
import io.retour.counter.HandIn;
import io.retour.logistics.Carrier;
import io.retour.logistics.Parcels;
import io.retour.logistics.Pickups;
import io.retour.logistics.TrackingNews.Status;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Goods come while the journey does not look: the broker is away, a message is older than Camunda
 * keeps it, or the journey waits for something else. What the database knows counts: nothing is
 * ended that is here, and whoever handed goods in gets the money.
 */
@ProcessTest
class GoodsMeanwhileTest {

  private static final String STORE = "lumen-tilburg";

  @Autowired Scene scene;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired Pickups pickups;
  @Autowired Refunds refunds;
  @Autowired Counter counter;
  @Autowired Simulators simulators;
  @Autowired CamundaClient camunda;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  @BeforeEach
  void everybodyBehaves() {
    simulators.set(Simulator.CARRIER, Behaviour.NORMAL, 0);
  }

  private ReturnCase registers(String method) {
    return scene.registers(
        order().line("TEE-M", 1, 2495).build(), ReturnReason.CHANGED_MIND, "REFUND", method);
  }

  /** It happens, and its message stays in the outbox of a relay that cannot reach the broker. */
  private void untold(ReturnCase of, Runnable happens) {
    transaction.executeWithoutResult(
        status -> {
          happens.run();
          jdbc.sql("delete from process_message where correlation_key = ? and published_at is null")
              .param(of.id().toString())
              .update();
        });
  }

  private void settlesAsNew(ReturnCase of) {
    scene.warehouseGrades(of, Grade.A);
    scene.awaitOutcome(of, Outcome.SETTLED);
    scene.journey(of).isCompleted();
  }

  private ReturnCase labelled() {
    ReturnCase registered = registers("PARCEL_DROP_OFF");
    scene.awaitMail(registered, "label-ready");
    // else the journey, which asks once more before it begins to wait, would hear of what follows
    time.awaitStandstill();
    return registered;
  }

  private ReturnCase onItsWay() {
    ReturnCase registered = labelled();
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    scene.awaitMail(registered, "parcel-dropped-off");
    return registered;
  }

  // ends that look first

  @Test
  void aLabelThatExpiresEndsNothingThatIsInTheWarehouse() {
    ReturnCase registered = labelled();
    untold(registered, () -> scene.warehouseReceives(registered));

    time.pass(Duration.ofDays(28));

    settlesAsNew(registered);
    assertThat(scene.mails(registered)).doesNotContain("return-expired");
  }

  @Test
  void aQrCodeThatExpiresEndsNothingThatIsInTheWarehouse() {
    ReturnCase registered = registers("QR_DROP_OFF");
    scene.awaitMail(registered, "qr-ready");
    untold(registered, () -> scene.warehouseReceives(registered));

    time.pass(Duration.ofDays(28));

    settlesAsNew(registered);
  }

  @Test
  void aLabelThatExpiresEndsNothingThatTheCarrierHas() {
    ReturnCase registered = labelled();
    String trackingNumber = scene.awaitLabel(registered);
    untold(registered, () -> scene.carrierScans(trackingNumber, Status.DROPPED_OFF));

    time.pass(Duration.ofDays(28));
    time.awaitStandstill();

    assertThat(scene.now(registered).outcome()).isNull();
    assertThat(parcels.ofReturn(registered.id()).getFirst().voidedAt()).isNull();
    scene.warehouseReceives(registered);
    settlesAsNew(registered);
  }

  @Test
  void whatIsInTheWarehouseDoesNotCountAsLost() {
    ReturnCase registered = onItsWay();
    untold(registered, () -> scene.warehouseReceives(registered));

    time.pass(Duration.ofDays(14));
    settlesAsNew(registered);

    assertThat(scene.now(registered).units())
        .allSatisfy(unit -> assertThat(unit.reception()).isEqualTo(Reception.RECEIVED));
    assertThat(
            scene.count(
                "select count(*) from carrier_claim c join parcel p on p.id = c.parcel_id"
                    + " where p.return_id = ?",
                registered.id()))
        .isZero();
  }

  /** That the carrier says so is not enough: nobody could grade it, and the shopper would wait. */
  @Test
  void whatOnlyTheCarrierSaysWasDeliveredCountsAsLostInTheEnd() {
    ReturnCase registered = onItsWay();
    scene.carrierScans(scene.awaitLabel(registered), Status.DELIVERED);

    time.pass(Duration.ofDays(14));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).lost()).isTrue();
  }

  @Test
  void aPickupThatIsGivenUpEndsNothingThatIsInTheWarehouse() {
    ReturnCase registered = registers("HOME_PICKUP");
    scene.awaitMail(registered, "pickup-offer");
    time.pass(Duration.ofDays(7));
    assertThatUserTask(byElementId("Task_AgreePickup")).isCreated();
    untold(registered, () -> scene.warehouseReceives(registered));

    process.completeUserTask(
        byElementId("Task_AgreePickup"), Map.of("pickupAgreement", "GIVE_UP", "pickupNote", ""));

    settlesAsNew(registered);
  }

  @Test
  void aHandInLimitEndsNothingThatWasHandedIn() {
    ReturnCase registered = registers("STORE");
    scene.awaitMail(registered, "store-pass");
    untold(registered, () -> handsIn(registered));

    time.pass(Duration.ofDays(28));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    scene.awaitMail(registered, "handed-in-at-store");
  }

  /** Until the journey heard of it the parcel could still be scanned in, and was then forgotten. */
  @Test
  void aCalledOffReturnExpectsNoParcelFromThatMomentOn() {
    ReturnCase registered = labelled();
    untold(registered, () -> returns.requestCancellation(registered.id(), "shopper"));

    assertThatThrownBy(() -> scene.warehouseReceives(registered))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("return-ended"));
  }

  @Test
  void aLabelThatIsMadeWhileTheReturnIsCalledOffIsVoid() throws Carrier.LabelRefused {
    simulators.set(Simulator.CARRIER, Behaviour.DELAY, 1);
    ReturnCase registered = registers("PARCEL_DROP_OFF");
    await("asked for a label")
        .atMost(Scene.PATIENCE)
        .until(() -> simulators.overview().get(Simulator.CARRIER).equals("NORMAL"));

    returns.requestCancellation(registered.id(), "shopper");

    await("void label")
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(parcels.ofReturn(registered.id()))
                    .singleElement()
                    .satisfies(parcel -> assertThat(parcel.voidedAt()).isNotNull()));
    assertThat(
            scene.count(
                "select count(*) from simulated_label where request_key = ?"
                    + " and voided_at is not null",
                registered.id() + ":1"))
        .isEqualTo(1);
    assertThat(scene.now(registered).outcome()).isEqualTo(Outcome.CANCELLED);
  }

  /** Camunda keeps a message for a week; an incident can stand longer. */
  @Test
  void hearsAgainWhatCameWhileItStoodAtAnIncident() {
    simulators.set(Simulator.CARRIER, Behaviour.FAIL, 50);
    ReturnCase registered = registers("PARCEL_DROP_OFF");
    Incident incident = incident("Task_CreateReturnLabel");
    untold(registered, () -> scene.warehouseReceives(registered));
    simulators.set(Simulator.CARRIER, Behaviour.NORMAL, 0);

    camunda.newUpdateRetriesCommand(incident.getJobKey()).retries(1).send().join();
    camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();

    settlesAsNew(registered);
  }

  private Incident incident(String element) {
    return await("incident at " + element)
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                camunda.newIncidentSearchRequest().send().join().items().stream()
                    .filter(each -> each.getElementId().equals(element))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  // every wait, and goods that are handed in

  /** Where a journey can stand and wait before the goods are here. */
  private enum Wait {
    LABEL_BY_HAND,
    HAND_OVER,
    IN_TRANSIT,
    QR_HAND_OVER,
    PICKUP_CHOICE,
    PICKUP_AGREEMENT,
    DRIVER,
    STORE_VISIT
  }

  private ReturnCase standsAt(Wait wait) {
    return switch (wait) {
      case LABEL_BY_HAND -> {
        simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
        ReturnCase registered = registers("PARCEL_DROP_OFF");
        assertThatUserTask(byElementId("Task_ArrangeLabelByHand")).isCreated();
        yield registered;
      }
      case HAND_OVER -> labelled();
      case IN_TRANSIT -> onItsWay();
      case QR_HAND_OVER -> stands("QR_DROP_OFF", "qr-ready");
      case PICKUP_CHOICE -> stands("HOME_PICKUP", "pickup-offer");
      case PICKUP_AGREEMENT -> {
        ReturnCase registered = stands("HOME_PICKUP", "pickup-offer");
        time.pass(Duration.ofDays(7));
        assertThatUserTask(byElementId("Task_AgreePickup")).isCreated();
        yield registered;
      }
      case DRIVER -> {
        ReturnCase registered = stands("HOME_PICKUP", "pickup-offer");
        pickups.choose(
            registered.id(), pickups.freeSlots(registered.id()).getFirst().id(), "shopper");
        scene.awaitMail(registered, "pickup-booked");
        yield registered;
      }
      case STORE_VISIT -> stands("STORE", "store-pass");
    };
  }

  private ReturnCase stands(String method, String afterMail) {
    ReturnCase registered = registers(method);
    scene.awaitMail(registered, afterMail);
    return registered;
  }

  private void handsIn(ReturnCase of) {
    counter.take(
        STORE,
        new HandIn(
            UUID.randomUUID(),
            Instant.now(),
            of.rmaNumber(),
            "",
            "REFUND",
            List.of(new HandIn.Piece("TEE-M", Grade.A, ReturnReason.CHANGED_MIND, List.of()))),
        "stella");
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void settlesWhatIsHandedInAtTheCounterMeanwhile(Wait wait) {
    ReturnCase registered = standsAt(wait);
    time.awaitStandstill();

    handsIn(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    scene.journey(registered).isCompleted();
    scene.awaitMail(registered, "handed-in-at-store");
    // no parcel, no fee for one; a label that was used is paid for
    Money fee = wait == Wait.IN_TRANSIT ? registered.quotedFee() : Money.of(0, "EUR");
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(2495, "EUR").minus(fee));
  }

  /**
   * Nothing is paid back that an agent has not looked at, and no label is sent for what is here.
   */
  @ParameterizedTest
  @ValueSource(strings = {"PARCEL_DROP_OFF", "QR_DROP_OFF", "HOME_PICKUP", "STORE"})
  void aReturnUnderReviewThatIsHandedInWaitsForTheAgent(String method) {
    ReturnCase registered =
        scene.registers(
            order().deliveredDaysAgo(33).line("TEE-M", 1, 2495).build(),
            ReturnReason.CHANGED_MIND,
            "STORE_CREDIT",
            method);
    assertThatUserTask(byElementId("Task_ReviewReturn")).isCreated();

    handsIn(registered);
    time.awaitStandstill();

    assertThat(scene.now(registered).outcome()).isNull();
    assertThat(refunds.grantOf(registered.id())).isEmpty();
    process.completeUserTask(
        byElementId("Task_ReviewReturn"), Map.of("approval", "APPROVE", "reviewNote", "fine"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(parcels.ofReturn(registered.id())).isEmpty();
    scene.awaitMail(registered, "handed-in-at-store");
    assertThat(scene.mails(registered))
        .doesNotContain("label-ready", "qr-ready", "pickup-offer", "store-pass");
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void settlesWhatTheWarehouseScansMeanwhile(Wait wait) {
    ReturnCase registered = standsAt(wait);
    time.awaitStandstill();

    scene.warehouseReceives(registered);

    settlesAsNew(registered);
  }

  // what no carrier takes

  @Test
  void asksOperationsWhenAnAgentArrangesNoLabelInTime() {
    ReturnCase registered = standsAt(Wait.LABEL_BY_HAND);

    time.pass(Duration.ofDays(2));

    assertThatUserTask(byElementId("Task_ArrangeOverdueLabel"))
        .isCreated()
        .hasCandidateGroup("operations");
    process.completeUserTask(
        byElementId("Task_ArrangeOverdueLabel"),
        Map.of("trackingNumber", "HAND-" + registered.rmaNumber(), "labelNote", ""));
    scene.awaitMail(registered, "label-ready");
    scene.warehouseReceives(registered);
    settlesAsNew(registered);
  }

  /**
   * The agent typed it from another label; the shopper would get news of somebody else's parcel.
   */
  @Test
  void comesBackToTheAgentWhenAnotherParcelHasTheTrackingNumber() {
    String taken = scene.awaitLabel(stands("QR_DROP_OFF", "qr-ready"));
    ReturnCase registered = standsAt(Wait.LABEL_BY_HAND);

    process.completeUserTask(
        byElementId("Task_ArrangeLabelByHand"),
        Map.of("trackingNumber", " " + taken.toLowerCase(Locale.ROOT), "labelNote", ""));

    CamundaAssert.assertThatProcessInstance(byProcessId("parcel-return"))
        .hasCompletedElement("Event_LabelNotRecorded", 1)
        .hasVariableSatisfies(
            "labelProblem", String.class, problem -> assertThat(problem).contains(taken));
    assertThat(parcels.ofReturn(registered.id())).isEmpty();
    process.completeUserTask(
        byElementId("Task_ArrangeLabelByHand"),
        Map.of("trackingNumber", "HAND-" + registered.rmaNumber(), "labelNote", ""));
    scene.awaitMail(registered, "label-ready");
    assertThat(scene.awaitLabel(registered)).isEqualTo("HAND-" + registered.rmaNumber());
  }
}
