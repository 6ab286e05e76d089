package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.retour.logistics.Parcel;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews.Status;
import io.retour.logistics.TransitEnd;
import io.retour.notifications.Notifications;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.warehouse.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A return whose pieces come in two parcels. */
@ProcessTest
class SeveralParcelsTest {

  @Autowired Scene scene;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired Warehouse warehouse;
  @Autowired Refunds refunds;
  @Autowired Notifications notifications;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  /** A shirt of 24.95 and a lamp of 49.00, of an order with another shirt that stays. */
  private ReturnCase inTwoParcels() {
    Order order = order().line("TEE-M", 2, 2495).line("LAMP-1", 1, 4900).build();
    orders.add(order);
    ReturnCase of =
        returns.register(
            Registration.byShopper(
                UUID.randomUUID(),
                new ReturnDraft(
                    order,
                    order.lines().stream()
                        .map(
                            line ->
                                new ReturnDraft.Line(
                                    line.id(), 1, ReturnReason.NO_REASON_GIVEN, ""))
                        .toList(),
                    "PARCEL_DROP_OFF",
                    "REFUND",
                    2),
                List.of(),
                "en"));
    await("two labels")
        .atMost(Scene.PATIENCE)
        .until(() -> scene.mails(of).stream().filter("label-ready"::equals).count() == 2);
    return of;
  }

  private String trackingNumber(ReturnCase of, int parcelNo) {
    return parcels.ofReturn(of.id()).get(parcelNo - 1).trackingNumber();
  }

  private List<String> statuses(ReturnCase of) {
    return parcels.ofReturn(of.id()).stream().map(Parcel::status).toList();
  }

  private ReturnUnit piece(ReturnCase of, String sku) {
    return scene.now(of).units().stream()
        .filter(unit -> unit.sku().equals(sku))
        .findFirst()
        .orElseThrow();
  }

  private void grades(ReturnCase of, String sku) {
    warehouse.inspect(piece(of, sku).id(), Grade.A, List.of(), "walter");
  }

  private long claims(ReturnCase of) {
    return scene.count(
        "select count(*) from carrier_claim c join parcel p on p.id = c.parcel_id"
            + " where p.return_id = ?",
        of.id());
  }

  private Money granted(ReturnCase of) {
    return refunds.grantOf(of.id()).orElseThrow().amount();
  }

  @Test
  void goesOnWhenBothAreHere() {
    ReturnCase of = inTwoParcels();
    assertThat(trackingNumber(of, 1)).isNotEqualTo(trackingNumber(of, 2));
    // scans come in any order, and twice
    scene.carrierScans(trackingNumber(of, 2), Status.DELIVERED);
    scene.carrierScans(trackingNumber(of, 2), Status.DROPPED_OFF);
    scene.carrierScans(trackingNumber(of, 1), Status.DROPPED_OFF);
    scene.awaitMail(of, "parcel-dropped-off");

    warehouse.receive(trackingNumber(of, 2), "walter");
    warehouse.receive(trackingNumber(of, 2), "walter");
    scene.carrierScans(trackingNumber(of, 2), Status.IN_TRANSIT);

    assertThat(parcels.stillToCome(of.id()))
        .extracting(Parcel::trackingNumber)
        .containsExactly(trackingNumber(of, 1));
    assertThat(scene.now(of).units())
        .extracting(ReturnUnit::reception)
        .containsOnly(Reception.IN_TRANSIT);
    grades(of, "LAMP-1");
    assertThatThrownBy(
            () -> warehouse.inspect(piece(of, "TEE-M").id(), Grade.MISSING, List.of(), "walter"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("leave it ungraded");

    warehouse.receive(trackingNumber(of, 1), "walter");
    assertThat(statuses(of)).containsExactly("RECEIVED", "RECEIVED");
    grades(of, "TEE-M");
    scene.awaitOutcome(of, ReturnCase.Outcome.SETTLED);
    assertThat(scene.mails(of)).filteredOn("parcel-dropped-off"::equals).hasSize(1);
    assertThat(claims(of)).isZero();
  }

  @Test
  void claimsTheOneThatIsLostAndPaysForWhatLayInIt() {
    ReturnCase of = inTwoParcels();
    scene.carrierScans(trackingNumber(of, 1), Status.DROPPED_OFF);
    scene.carrierScans(trackingNumber(of, 2), Status.DROPPED_OFF);
    scene.awaitMail(of, "parcel-dropped-off");
    warehouse.receive(trackingNumber(of, 1), "walter");
    grades(of, "TEE-M");

    time.pass(Duration.ofDays(14));

    scene.awaitOutcome(of, ReturnCase.Outcome.SETTLED);
    assertThat(statuses(of)).containsExactly("RECEIVED", "LOST");
    assertThat(piece(of, "LAMP-1").reception()).isEqualTo(Reception.LOST);
    assertThat(piece(of, "TEE-M").reception()).isEqualTo(Reception.RECEIVED);
    assertThat(granted(of)).isEqualTo(Money.of(2495 + 4900 - of.quotedFee().minor(), "EUR"));
    assertThat(
            scene.count(
                "select count(*) from carrier_claim where parcel_id = ?",
                parcels.ofReturn(of.id()).get(1).id()))
        .isEqualTo(1);
    assertThat(
            scene.count(
                "select count(*) from carrier_claim where parcel_id = ?",
                parcels.ofReturn(of.id()).get(0).id()))
        .isZero();
    assertThat(parcels.transitEnded(of.id())).isEqualTo(TransitEnd.PART_LOST);
    assertThat(scene.mails(of)).doesNotContain("part-not-sent");
  }

  @Test
  void isCompleteWhenAllLayInOneBoxAndVoidsTheOtherLabel() {
    ReturnCase of = inTwoParcels();
    scene.carrierScans(trackingNumber(of, 1), Status.DROPPED_OFF);
    warehouse.receive(trackingNumber(of, 1), "walter");

    grades(of, "TEE-M");
    grades(of, "LAMP-1");

    scene.awaitOutcome(of, ReturnCase.Outcome.SETTLED);
    parcels.voidLeftOvers();
    assertThat(statuses(of)).containsExactly("RECEIVED", "VOIDED");
  }

  /** The other box holds nothing that was announced, and is here all the same. */
  @Test
  void receivesABoxThatComesAfterAllPiecesAreGraded() {
    ReturnCase of = inTwoParcels();
    scene.carrierScans(trackingNumber(of, 1), Status.DROPPED_OFF);
    scene.carrierScans(trackingNumber(of, 2), Status.DROPPED_OFF);
    warehouse.receive(trackingNumber(of, 1), "walter");
    grades(of, "TEE-M");
    grades(of, "LAMP-1");

    warehouse.receive(trackingNumber(of, 2), "walter");

    assertThat(statuses(of)).containsExactly("RECEIVED", "RECEIVED");
    scene.awaitOutcome(of, ReturnCase.Outcome.SETTLED);
  }

  @Test
  void givesBackWhatWasNeverHandedOver() {
    ReturnCase of = inTwoParcels();
    // the carrier missed it: standing in the warehouse is proof enough that it was sent
    warehouse.receive(trackingNumber(of, 1), "walter");
    scene.awaitMail(of, "parcel-dropped-off");
    grades(of, "TEE-M");

    time.pass(Duration.ofDays(14));

    scene.awaitOutcome(of, ReturnCase.Outcome.SETTLED);
    ReturnUnit lamp = piece(of, "LAMP-1");
    assertThat(lamp.reception()).isEqualTo(Reception.EXPIRED);
    assertThat(lamp.settlement()).isNotEqualTo(Settlement.SETTLED);
    assertThat(granted(of)).isEqualTo(Money.of(2495 - of.quotedFee().minor(), "EUR"));
    assertThat(parcels.transitEnded(of.id())).isEqualTo(TransitEnd.PART_NOT_SENT);
    assertThat(scene.mails(of)).filteredOn("part-not-sent"::equals).hasSize(1);
    assertThat(notifications.of(of.id()))
        .filteredOn(mail -> mail.template().equals("part-not-sent"))
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail.body())
                    .contains(lamp.title(), "register it again")
                    .doesNotContain(piece(of, "TEE-M").title()));
    assertThat(returns.returnable(returns.order(of)).get(lamp.orderLineId())).isEqualTo(1);
    parcels.voidLeftOvers();
    assertThat(statuses(of)).containsExactly("RECEIVED", "VOIDED");
    assertThat(claims(of)).isZero();
  }

  /** Nobody opened the box that came, so nobody can say what is missing. */
  @Test
  void asksTheWarehouseWhatIsMissingWhenNothingWasGraded() {
    ReturnCase of = inTwoParcels();
    scene.carrierScans(trackingNumber(of, 1), Status.DROPPED_OFF);
    scene.awaitMail(of, "parcel-dropped-off");
    warehouse.receive(trackingNumber(of, 1), "walter");

    time.pass(Duration.ofDays(14));
    await("over")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                scene.now(of).units().stream().allMatch(u -> u.reception() == Reception.DELIVERED));

    grades(of, "TEE-M");
    grades(of, "LAMP-1");
    scene.awaitOutcome(of, ReturnCase.Outcome.SETTLED);
  }

  @Test
  void losesOnlyWhatWasHandedOverWhenNothingComes() {
    ReturnCase of = inTwoParcels();
    scene.carrierScans(trackingNumber(of, 2), Status.DROPPED_OFF);
    scene.awaitMail(of, "parcel-dropped-off");

    time.pass(Duration.ofDays(14));

    scene.awaitOutcome(of, ReturnCase.Outcome.SETTLED);
    assertThat(statuses(of)).containsExactly("LABEL_CREATED", "LOST");
    assertThat(claims(of)).isEqualTo(1);
    parcels.voidLeftOvers();
    assertThat(statuses(of)).containsExactly("VOIDED", "LOST");
  }
}
