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
import io.retour.logistics.Carrier.Slot;
import io.retour.logistics.Parcels;
import io.retour.logistics.Pickup;
import io.retour.logistics.Pickups;
import io.retour.logistics.QrCodes;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every way back: QR code, driver, agent, and what can happen to a parcel on its way. */
@ProcessTest
class WaysBackTest {

  private static final String POINT = "NL-5026AA-1";

  @Autowired Scene scene;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired QrCodes qrCodes;
  @Autowired Pickups pickups;
  @Autowired Refunds refunds;
  @Autowired Simulators simulators;
  @Autowired CaseHistory history;
  @Autowired JdbcClient jdbc;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

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
    return registers(order().line("TEE-M", 1, 2495).build(), ReturnReason.CHANGED_MIND, method);
  }

  private ReturnCase registers(Order order, ReturnReason reason, String method) {
    return scene.registers(order, reason, "REFUND", method);
  }

  private void awaitMail(ReturnCase of, String template) {
    awaitMails(of, template, 1);
  }

  private void awaitMails(ReturnCase of, String template, int times) {
    await(template)
        .atMost(Scene.PATIENCE)
        .until(() -> scene.mails(of).stream().filter(template::equals).count() == times);
  }

  private void arrives(ReturnCase of) {
    scene.warehouseReceives(of);
    scene.warehouseGrades(of, Grade.A);
    scene.awaitOutcome(of, Outcome.SETTLED);
    scene.journey(of).isCompleted();
  }

  // QR code

  private ReturnCase withACode() {
    ReturnCase registered = registers("QR_DROP_OFF");
    awaitMail(registered, "qr-ready");
    return registered;
  }

  @Test
  void bringsAParcelBackWithAQrCodeThatCountsOnce() {
    ReturnCase registered = withACode();
    String token = qrCodes.token(registered.id()).orElseThrow();
    assertThat(qrCodes.png(registered.id()).orElseThrow()).startsWith(0x89, 'P', 'N', 'G');

    Instant at = Instant.now();
    String trackingNumber = qrCodes.takeIn("simulated", token, POINT, at);

    awaitMail(registered, "parcel-dropped-off");
    assertThat(qrCodes.takeIn("simulated", token, POINT, at)).isEqualTo(trackingNumber);
    assertThatThrownBy(() -> qrCodes.takeIn("simulated", token, "NL-5026AA-2", at.plusSeconds(60)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("qr-code-used"));
    assertThat(qrCodes.token(registered.id())).isEmpty();
    assertThat(registered.quotedFee().minor()).isEqualTo(195);
    arrives(registered);
    assertThat(scene.mails(registered))
        .containsExactly("qr-ready", "parcel-dropped-off", "refund-settled");
  }

  @Test
  void refusesACodeThatNobodyIssued() {
    assertThatThrownBy(() -> qrCodes.takeIn("simulated", "D.x.1.y", POINT, Instant.now()))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("qr-code-invalid"));
  }

  @Test
  void remindsOfAQrCodeAndLetsItExpire() {
    ReturnCase registered = withACode();
    String token = qrCodes.token(registered.id()).orElseThrow();

    time.pass(Duration.ofDays(21));
    awaitMail(registered, "qr-reminder");
    time.pass(Duration.ofDays(7));

    scene.awaitOutcome(registered, Outcome.EXPIRED);
    assertThat(qrCodes.token(registered.id())).isEmpty();
    assertThatThrownBy(() -> qrCodes.takeIn("simulated", token, POINT, Instant.now()))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("qr-code-void"));
  }

  @Test
  void knowsAQrParcelInTheWarehouseThatNobodyScanned() {
    ReturnCase registered = withACode();

    arrives(registered);

    assertThat(scene.mails(registered)).containsExactly("qr-ready", "refund-settled");
  }

  @Test
  void bringsAParcelWithALabelWhenTheCarrierRefusesAQrCode() {
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    ReturnCase registered = registers("QR_DROP_OFF");

    awaitMail(registered, "label-ready");

    arrives(registered);
  }

  // home pickup

  private ReturnCase asksForADriver() {
    ReturnCase registered = registers("HOME_PICKUP");
    awaitMail(registered, "pickup-offer");
    return registered;
  }

  private Slot chooses(ReturnCase of, int index) {
    Slot slot = pickups.freeSlots(of.id()).get(index);
    pickups.choose(of.id(), slot.id(), "shopper");
    return slot;
  }

  private ReturnCase booked() {
    ReturnCase registered = asksForADriver();
    chooses(registered, 1);
    awaitMail(registered, "pickup-booked");
    return registered;
  }

  private void driverScans(ReturnCase of, Status status) {
    scene.carrierScans(scene.awaitLabel(of), status);
  }

  @Test
  void fetchesAParcelAtTheTimeThatTheShopperChose() {
    ReturnCase registered = asksForADriver();
    Slot slot = chooses(registered, 2);
    pickups.choose(registered.id(), slot.id(), "shopper");
    awaitMail(registered, "pickup-booked");
    assertThat(pickups.current(registered.id()).orElseThrow().slot()).isEqualTo(slot);

    driverScans(registered, Status.DROPPED_OFF);
    awaitMail(registered, "parcel-dropped-off");

    arrives(registered);
    assertThat(registered.quotedFee().minor()).isEqualTo(695);
    assertThat(scene.mails(registered))
        .containsExactly("pickup-offer", "pickup-booked", "parcel-dropped-off", "refund-settled");
  }

  @Test
  void refusesASlotThatIsNotFree() {
    ReturnCase registered = asksForADriver();

    assertThatThrownBy(() -> pickups.choose(registered.id(), "2020-01-01T09:00", "shopper"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("slot-not-free"));
  }

  @Test
  void triesAMissedPickupOnceMoreAndThenAsksTheShopper() {
    ReturnCase registered = booked();

    driverScans(registered, Status.PICKUP_MISSED);
    awaitMails(registered, "pickup-booked", 2);
    driverScans(registered, Status.PICKUP_MISSED);
    awaitMail(registered, "pickup-missed");
    chooses(registered, 4);
    awaitMails(registered, "pickup-booked", 3);
    driverScans(registered, Status.DROPPED_OFF);
    awaitMail(registered, "parcel-dropped-off");

    arrives(registered);
    assertThat(pickups.tries(registered.id())).isEqualTo(3);
  }

  private long bookedAtTheCarrier(ReturnCase of, int tryNo) {
    return scene.count(
        "select count(*) from simulated_pickup where request_key = ? and released_at is null",
        of.id() + ":pickup:" + tryNo);
  }

  @Test
  void fetchesItAtAnotherTimeWhenTheShopperChangesTheBooking() {
    ReturnCase registered = booked();
    Slot other = chooses(registered, 3);
    pickups.choose(registered.id(), other.id(), "shopper");

    awaitMails(registered, "pickup-booked", 2);
    assertThat(pickups.current(registered.id()).orElseThrow().slot()).isEqualTo(other);
    assertThat(pickups.tries(registered.id())).isEqualTo(2);
    assertThat(bookedAtTheCarrier(registered, 1)).isZero();
    assertThat(bookedAtTheCarrier(registered, 2)).isEqualTo(1);
    assertThat(parcels.ofReturn(registered.id())).hasSize(1);

    driverScans(registered, Status.DROPPED_OFF);
    awaitMail(registered, "parcel-dropped-off");
    arrives(registered);
    // the fee is the return's, however often it is booked
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().minor())
        .isEqualTo(2495 - 695);
  }

  /** Nobody is left without a driver because another time could not be had. */
  @Test
  void keepsTheBookingWhenTheCarrierSendsNoDriverAtTheOtherTime() {
    ReturnCase registered = booked();
    Slot booked = pickups.current(registered.id()).orElseThrow().slot();
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    chooses(registered, 3);

    awaitMails(registered, "pickup-booked", 2);
    assertThat(pickups.current(registered.id()).orElseThrow().slot()).isEqualTo(booked);
    assertThat(bookedAtTheCarrier(registered, 1)).isEqualTo(1);
    assertThat(subjects(registered))
        .contains("We could not change the pickup of return " + registered.rmaNumber());

    // and it can be changed all the same
    Slot other = chooses(registered, 4);
    awaitMails(registered, "pickup-booked", 3);
    assertThat(pickups.current(registered.id()).orElseThrow().slot()).isEqualTo(other);
    assertThat(bookedAtTheCarrier(registered, 1)).isZero();
  }

  /**
   * The carrier's answer got lost on the way; asked again with the same key there is one driver.
   */
  @Test
  void ordersOneDriverForTheOtherTimeWhenTheAnswerIsLost() {
    ReturnCase registered = booked();
    simulators.set(Simulator.CARRIER, Behaviour.LOSE_ANSWER, 1);
    chooses(registered, 3);

    awaitMails(registered, "pickup-booked", 2);
    assertThat(bookedAtTheCarrier(registered, 1)).isZero();
    assertThat(bookedAtTheCarrier(registered, 2)).isEqualTo(1);
  }

  /** Who only changed the time and then missed the driver has missed one driver. */
  @Test
  void triesOnceMoreByItselfAfterAChangedPickupWasMissed() {
    ReturnCase registered = booked();
    chooses(registered, 3);
    awaitMails(registered, "pickup-booked", 2);

    driverScans(registered, Status.PICKUP_MISSED);

    awaitMails(registered, "pickup-booked", 3);
    assertThat(scene.mails(registered)).doesNotContain("pickup-missed");
  }

  @Test
  void changesNothingOnceTheDriverHasTheParcel() {
    ReturnCase registered = booked();
    driverScans(registered, Status.DROPPED_OFF);
    awaitMail(registered, "parcel-dropped-off");

    assertThatThrownBy(() -> chooses(registered, 3))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("pickup-not-open"));
  }

  private List<String> subjects(ReturnCase of) {
    return jdbc.sql("select subject from message where return_id = ?")
        .param(of.id())
        .query(String.class)
        .list();
  }

  @Test
  void takesAPickupWithoutNewsAsMissed() {
    ReturnCase registered = booked();

    time.pass(Duration.ofDays(7));

    awaitMails(registered, "pickup-booked", 2);
  }

  @Test
  void asksForAnotherTimeWhenTheCarrierSendsNoDriver() {
    ReturnCase registered = asksForADriver();
    // the label is made, the driver refused
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    chooses(registered, 0);

    awaitMail(registered, "pickup-missed");
    chooses(registered, 1);

    awaitMail(registered, "pickup-booked");
  }

  @Test
  void asksAnAgentWhenNobodyChoosesAndKnowsTheParcelWithoutAScan() {
    ReturnCase registered = asksForADriver();
    time.pass(Duration.ofDays(7));

    assertThatUserTask(byElementId("Task_AgreePickup")).isCreated().hasCandidateGroup("agent");
    process.completeUserTask(
        byElementId("Task_AgreePickup"), Map.of("pickupAgreement", "BOOK", "pickupNote", ""));
    awaitMail(registered, "pickup-booked");

    arrives(registered);
  }

  @Test
  void takesTheShoppersChoiceWhileTheAgentStillAsks() {
    ReturnCase registered = asksForADriver();
    time.pass(Duration.ofDays(7));
    assertThatUserTask(byElementId("Task_AgreePickup")).isCreated();

    Slot slot = chooses(registered, 3);

    awaitMail(registered, "pickup-booked");
    assertThat(pickups.current(registered.id()).orElseThrow().slot()).isEqualTo(slot);
  }

  @Test
  void endsAPickupThatTheAgentGivesUp() {
    ReturnCase registered = asksForADriver();
    time.pass(Duration.ofDays(7));

    process.completeUserTask(
        byElementId("Task_AgreePickup"), Map.of("pickupAgreement", "GIVE_UP", "pickupNote", ""));

    scene.awaitOutcome(registered, Outcome.EXPIRED);
  }

  @Test
  void endsAPickupThatNobodyAgreesInTime() {
    ReturnCase registered = asksForADriver();
    time.pass(Duration.ofDays(7));
    assertThatUserTask(byElementId("Task_AgreePickup")).isCreated();

    time.pass(Duration.ofDays(28));

    scene.awaitOutcome(registered, Outcome.EXPIRED);
  }

  @Test
  void sendsTheDriverHomeWhenTheReturnIsCalledOff() {
    ReturnCase registered = booked();

    returns.requestCancellation(registered.id(), "shopper");

    scene.awaitOutcome(registered, Outcome.CANCELLED);
    assertThat(pickups.current(registered.id())).isEmpty();
    assertThat(
            scene.count(
                "select count(*) from pickup where return_id = ? and state = ?",
                registered.id(),
                Pickup.State.RELEASED.name()))
        .isEqualTo(1);
    assertThat(
            scene.count(
                "select count(*) from simulated_pickup where request_key = ?"
                    + " and released_at is not null",
                registered.id() + ":pickup:1"))
        .isEqualTo(1);
  }

  // by arrangement

  /** CRD Art. 9: that no carrier of ours takes it does not take the right away. */
  @Test
  void anAgentArrangesWhatNoCarrierTakes() {
    ReturnCase registered =
        registers(
            order().line("SOFA-3", 1, 89900).weighing(140_000).build(),
            ReturnReason.CHANGED_MIND,
            "BY_ARRANGEMENT");

    process.completeUserTask(
        byElementId("Task_ArrangeLabelByHand"),
        Map.of("trackingNumber", "HAND-" + registered.rmaNumber(), "labelNote", "forwarder"));

    assertThat(scene.awaitLabel(registered)).isEqualTo("HAND-" + registered.rmaNumber());
    arrives(registered);
  }

  @Test
  void goodsThatWereReceivedAndGradedBeforeTheJourneyWasThereAreSettled() {
    ReturnCase registered = registers("PARCEL_DROP_OFF");
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);

    scene.awaitOutcome(registered, Outcome.SETTLED);
  }

  /** ADR special provision 376. */
  @Test
  void neverGivesAParcelLabelForADamagedLithiumBattery() {
    Order order = order().line("PHONE-1", 1, 39900).withBattery().build();

    assertThatThrownBy(() -> registers(order, ReturnReason.DEFECTIVE, "PARCEL_DROP_OFF"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("method-not-offered"));
    ReturnCase registered = registers(order, ReturnReason.DEFECTIVE, "BY_ARRANGEMENT");

    assertThatUserTask(byElementId("Task_ArrangeLabelByHand")).isCreated();
    assertThat(parcels.ofReturn(registered.id())).isEmpty();
    assertThat(registered.quotedFee().isPositive()).isFalse();
  }

  // on the way

  private ReturnCase onItsWay() {
    ReturnCase registered = registers("PARCEL_DROP_OFF");
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    awaitMail(registered, "parcel-dropped-off");
    return registered;
  }

  @Test
  void remindsOfALabelBeforeItExpires() {
    ReturnCase registered = registers("PARCEL_DROP_OFF");
    awaitMail(registered, "label-ready");

    time.pass(Duration.ofDays(21));

    awaitMail(registered, "label-reminder");
    assertThat(scene.now(registered).outcome()).isNull();
    arrives(registered);
  }

  @Test
  void anAgentFollowsUpAnIncidentAndTheJourneyGoesOn() {
    ReturnCase registered = onItsWay();
    scene.carrierScans(scene.awaitLabel(registered), Status.EXCEPTION);

    assertThatUserTask(byElementId("Task_FollowUpIncident")).isCreated().hasCandidateGroup("agent");
    process.completeUserTask(
        byElementId("Task_FollowUpIncident"), Map.of("incidentNote", "held at the depot"));
    // the parcel's arrival would end the following before its own end
    assertThatProcessInstance(byProcessId("parcel-transit"))
        .hasCompletedElement("Event_IncidentFollowed", 1);

    arrives(registered);
  }

  @Test
  void stopsFollowingAnIncidentWhenTheParcelArrives() {
    ReturnCase registered = onItsWay();
    scene.carrierScans(scene.awaitLabel(registered), Status.EXCEPTION);
    assertThatUserTask(byElementId("Task_FollowUpIncident")).isCreated();

    arrives(registered);
  }

  /** CRD Art. 13(3): the shopper does not wait for the carrier; the claim is ours. */
  @Test
  void claimsALostParcelOnceAndSettlesTheShopper() {
    ReturnCase registered = onItsWay();

    time.pass(Duration.ofDays(14));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    parcels.openClaims(registered.id());
    assertThat(
            scene.count(
                "select count(*) from carrier_claim c join parcel p on p.id = c.parcel_id"
                    + " where p.return_id = ? and c.opened_at < c.claim_by",
                registered.id()))
        .isEqualTo(1);
  }

  /** The application's clock stands while the engine's runs, so what happened is moved back. */
  private ReturnCase lost(int daysSinceTheLabel, int daysSinceTheScan) {
    ReturnCase registered = onItsWay();
    time.awaitStandstill();
    jdbc.sql(
            "update tracking_event set occurred_at = occurred_at - interval ? day"
                + " where tracking_number in (select tracking_number from parcel where return_id = ?)")
        .params(daysSinceTheScan, registered.id())
        .update();
    jdbc.sql("update parcel set created_at = created_at - interval ? day where return_id = ?")
        .params(daysSinceTheLabel, registered.id())
        .update();
    jdbc.sql("update return_case set registered_at = registered_at - interval ? day where id = ?")
        .params(daysSinceTheLabel, registered.id())
        .update();
    time.pass(Duration.ofDays(14));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private long claimsInTime(ReturnCase of, boolean inTime) {
    return scene.count(
        "select count(*) from carrier_claim c join parcel p on p.id = c.parcel_id"
            + " where p.return_id = ? and (c.opened_at <= c.claim_by) = "
            + inTime,
        of.id());
  }

  private long toldToBeLate(ReturnCase of) {
    return history.of(of.id()).stream()
        .filter(entry -> entry.kind().equals("carrier-claim-late"))
        .count();
  }

  /** The carrier counts from when it got the parcel; the label may have lain for weeks. */
  @Test
  void claimsWithinTheCarriersPeriodWhichBeginsAtTheFirstScan() {
    ReturnCase registered = lost(41, 14);

    assertThat(claimsInTime(registered, true)).isEqualTo(1);
    assertThat(toldToBeLate(registered)).isZero();
  }

  /** An outage can last longer than a carrier's patience; the shopper does not pay for that. */
  @Test
  void saysInTheHistoryThatTheCarriersPeriodForAClaimWasOver() {
    ReturnCase registered = lost(41, 29);

    assertThat(claimsInTime(registered, false)).isEqualTo(1);
    parcels.openClaims(registered.id());
    assertThat(toldToBeLate(registered)).isEqualTo(1);
  }
}
