package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.UserTaskSelectors;
import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcel.Outcome;
import io.retour.blind.BlindParcels;
import io.retour.blind.ExtraPiece;
import io.retour.blind.Extras;
import io.retour.inventory.Stock;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.SerialNumber;
import io.retour.orders.SerialNumbers;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.testing.Confirmed;
import io.retour.warehouse.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Parcels that nobody announced, and those that come too late. */
@ProcessTest
class BlindReturnTest {

  @Autowired Scene scene;
  @Autowired BlindParcels parcels;
  @Autowired Extras extras;
  @Autowired Parcels logistics;
  @Autowired Warehouse warehouse;
  @Autowired Orders orders;
  @Autowired SerialNumbers serials;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Stock stock;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  @Test
  void registersAReturnForTheOneSureMatchAndTellsTheShopper() {
    Order order = order().line("TEE-M", 2, 2495).build();
    orders.add(order);

    BlindParcel parcel = recorded(order.orderNumber(), "", "TEE-M");

    ReturnCase registered = identified(parcel, Outcome.REGISTERED);
    scene.awaitMail(registered, "blind-parcel-identified");
    assertThat(registered.method()).isEqualTo("UNANNOUNCED");
    assertThat(registered.quotedFee()).isEqualTo(Money.of(0, "EUR"));
    assertThat(registered.registeredBy()).isEqualTo("walter");
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, ReturnCase.Outcome.SETTLED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(2495, "EUR"));
    assertThat(locations(registered)).containsExactly("a-stock");
    assertThat(scene.mails(registered))
        .containsExactlyInAnyOrder("blind-parcel-identified", "refund-settled");
  }

  /** No label, no letter, no sender: only the number on the piece. */
  @Test
  void registersAReturnForAPieceThatIsKnownByItsSerialNumberAlone() {
    Order order = order().line("RADIO", 1, 5995).build();
    orders.add(order);
    SerialNumber number = new SerialNumber("sn-" + UUID.randomUUID().toString().substring(0, 8));
    serials.add(order.id(), Map.of(order.lines().getFirst().id(), List.of(number)));

    BlindParcel parcel =
        parcels.record(
            new BlindParcels.Seen(
                "X" + UUID.randomUUID(), "", "", List.of(), List.of(number), "no sender"),
            "walter");

    ReturnCase registered = identified(parcel, Outcome.REGISTERED);
    scene.awaitMail(registered, "blind-parcel-identified");
    assertThat(registered.units()).extracting(ReturnUnit::sku).containsExactly("RADIO");
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, ReturnCase.Outcome.SETTLED);
  }

  /** The return is settled and paid nothing for the piece, so its parcel is one of its own. */
  @Test
  void takesASecondParcelWithThePieceThatWasMissingInTheFirst() {
    ReturnCase first = scene.registers(order().line("TEE-M", 2, 2495).build());
    scene.awaitLabel(first);
    scene.warehouseReceives(first);
    warehouse.inspect(first.units().getFirst().id(), Grade.A, List.of(), "walter");
    warehouse.inspect(first.units().getLast().id(), Grade.MISSING, List.of(), "walter");
    process.completeUserTask(
        task("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "one shirt in the box"));
    scene.awaitOutcome(first, ReturnCase.Outcome.SETTLED);

    BlindParcel parcel = recorded(first.rmaNumber(), "", "TEE-M");

    ReturnCase second = identified(parcel, Outcome.REGISTERED);
    scene.warehouseGrades(second, Grade.A);
    scene.awaitOutcome(second, ReturnCase.Outcome.SETTLED);
    assertThat(refunds.grantOf(second.id()).orElseThrow().amount())
        .isEqualTo(Money.of(2495, "EUR"));
  }

  /** Until now such a parcel was received, and nobody could grade what was in it. */
  @Test
  void takesTheParcelOfACancelledReturnAsANewReturn() {
    ReturnCase cancelled = scene.registers(order().line("TEE-M", 1, 2495).build());
    String trackingNumber = scene.awaitLabel(cancelled);
    returns.requestCancellation(cancelled.id(), "shopper");
    scene.awaitOutcome(cancelled, ReturnCase.Outcome.CANCELLED);

    assertThatThrownBy(() -> warehouse.receive(trackingNumber, "walter"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Record it as an unannounced parcel");
    BlindParcel parcel =
        parcels.record(new BlindParcels.Seen(trackingNumber, "", "", List.of(), ""), "walter");

    ReturnCase registered = identified(parcel, Outcome.REGISTERED);
    assertThat(registered.id()).isNotEqualTo(cancelled.id());
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, ReturnCase.Outcome.SETTLED);
  }

  @Test
  void booksTheGoodsOfAParcelThatCountedAsLost() {
    ReturnCase lost = scene.registers(order().line("TEE-M", 1, 2495).build());
    String trackingNumber = scene.awaitLabel(lost);
    scene.carrierScans(trackingNumber, Status.DROPPED_OFF);
    scene.awaitMail(lost, "parcel-dropped-off");
    time.pass(Duration.ofDays(14));
    scene.awaitOutcome(lost, ReturnCase.Outcome.SETTLED);

    BlindParcel parcel =
        parcels.record(new BlindParcels.Seen(trackingNumber, "", "", List.of(), ""), "walter");
    ReturnCase found = identified(parcel, Outcome.AFTER_LOSS);
    assertThat(found.id()).isEqualTo(lost.id());
    scene.warehouseGrades(found, Grade.A);

    await("stock")
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(locations(lost)).containsExactly("a-stock"));
    journey(parcel).isCompleted().hasCompletedElements("Event_LatePiecesBooked");
    assertThat(scene.count("select count(*) from refund_grant where return_id = ?", lost.id()))
        .isEqualTo(1);
  }

  private ReturnCase lostOnItsWay(Order order) {
    ReturnCase lost = scene.registers(order);
    scene.carrierScans(scene.awaitLabel(lost), Status.DROPPED_OFF);
    scene.awaitMail(lost, "parcel-dropped-off");
    time.pass(Duration.ofDays(14));
    scene.awaitOutcome(lost, ReturnCase.Outcome.SETTLED);
    return returns.get(lost.id());
  }

  /** An empty list of contents used to fit the first lost return of the order. */
  @Test
  void asksAnAgentWhatLiesInAClosedParcelThatOnlyNamesAnOrder() {
    Order order = order().line("TEE-M", 1, 2495).line("LAMP-1", 1, 4900).build();
    ReturnCase lost = lostOnItsWay(order);

    BlindParcel parcel = recorded(order.orderNumber(), "");

    assertThatUserTask(task("Task_IdentifyParcel")).isCreated();
    journey(parcel).hasCompletedElement("Event_ReturnNotRegistrable", 1);
    assertThat(parcels.get(parcel.id()).outcome()).isNull();
    assertThat(returns.get(lost.id()).lost()).isTrue();
  }

  /**
   * The job that reported the loss is handed out again after the parcel was found. Two inspections
   * would then wait for the same grades, of which each is told to one.
   */
  @Test
  void staysLostForItsOwnJourneyWhenItIsFoundMeanwhile() {
    ReturnCase lost = lostOnItsWay(order().line("TEE-M", 1, 2495).build());
    String trackingNumber = logistics.ofReturn(lost.id()).getFirst().trackingNumber();
    scene.carrierScans(trackingNumber, Status.DELIVERED);
    assertThat(logistics.ofReturn(lost.id()).getFirst().lost()).isTrue();
    BlindParcel parcel =
        parcels.record(new BlindParcels.Seen(trackingNumber, "", "", List.of(), ""), "walter");
    identified(parcel, Outcome.AFTER_LOSS);

    assertThat(logistics.lost(lost.id())).isTrue();

    assertThat(returns.get(lost.id()).lost()).isFalse();
  }

  @Test
  void givesASecondParcelOfALostReturnToAPerson() {
    Order order = order().line("TEE-M", 1, 2495).build();
    ReturnCase lost = lostOnItsWay(order);
    identified(recorded(order.orderNumber(), "", "TEE-M"), Outcome.AFTER_LOSS);

    BlindParcel second = recorded(order.orderNumber(), "", "TEE-M");

    assertThatUserTask(task("Task_IdentifyParcel")).isCreated();
    assertThat(parcels.get(second.id()).outcome()).isNull();
    assertThat(returns.ofOrder(lost.orderId())).hasSize(1);
  }

  @Test
  void givesTheParcelToTheReturnThatExpectsIt() {
    ReturnCase announced =
        scene.registers(
            order().line("TEE-M", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND",
            "STORE");
    scene.awaitMail(announced, "store-pass");

    BlindParcel parcel = recorded(announced.rmaNumber(), "", "TEE-M");

    assertThat(identified(parcel, Outcome.RECEIVED).id()).isEqualTo(announced.id());
    scene.warehouseGrades(announced, Grade.A);
    scene.awaitOutcome(announced, ReturnCase.Outcome.SETTLED);
  }

  @Test
  void asksAnAgentWhenOnlyArticlesAndPostcodeMatch() {
    String sku = "RARE-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
    Order order = order().line(sku, 1, 2495).build();
    orders.add(order);
    BlindParcel parcel = recorded("", "5026 AA", sku);

    assertThatUserTask(task("Task_IdentifyParcel")).isCreated().hasCandidateGroup("agent");
    assertThat(parcels.candidates(parcel.id())).hasSize(1);
    process.completeUserTask(
        task("Task_IdentifyParcel"),
        Map.of(
            "identification",
            "CANDIDATE",
            "candidate",
            order.id().toString(),
            "contents",
            sku,
            "identificationNote",
            "The sender's name fits"));

    ReturnCase registered = identified(parcel, Outcome.REGISTERED);
    assertThat(registered.orderId()).isEqualTo(order.id());
    assertThat(parcels.get(parcel.id()).decisionNote()).isEqualTo("The sender's name fits");
  }

  @Test
  void asksAnAgentAgainWhenNoReturnCanBeRegistered() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    BlindParcel parcel = recorded(order.orderNumber(), "", "LAMP-1");

    assertThatUserTask(task("Task_IdentifyParcel")).isCreated();
    process.completeUserTask(
        task("Task_IdentifyParcel"),
        Map.of(
            "identification", "OTHER_ORDER",
            "orderNumber", "nowhere/" + order.orderNumber(),
            "contents", "TEE-M",
            "identificationNote", "Mistyped"));
    journey(parcel).hasCompletedElement("Event_ReturnNotRegistrable", 2);
    // the agent reads why in the task
    journey(parcel)
        .hasVariableSatisfies(
            "registrationProblem",
            String.class,
            problem -> assertThat(problem).contains("nowhere/" + order.orderNumber()));
    process.completeUserTask(
        task("Task_IdentifyParcel"),
        Map.of(
            "identification", "OTHER_ORDER",
            "orderNumber", "lumen/" + order.orderNumber(),
            "contents", "TEE-M",
            "identificationNote", "The lamp was a shirt"));

    assertThat(identified(parcel, Outcome.REGISTERED).orderId()).isEqualTo(order.id());
  }

  @Test
  void setsAsideWhatNobodyKnows() {
    BlindParcel parcel = recorded("", "", "LAMP-1", "LAMP-2");

    process.completeUserTask(
        task("Task_IdentifyParcel"),
        Map.of("identification", "UNKNOWN", "identificationNote", "No name, no number"));

    await("set aside")
        .atMost(Scene.PATIENCE)
        .until(() -> parcels.get(parcel.id()).outcome() == Outcome.UNCLAIMED);
    journey(parcel).isCompleted().hasCompletedElements("Event_ParcelSetAside");
    assertThat(
            scene.count(
                "select count(*) from stock_movement"
                    + " where location = 'unclaimed' and sku in ('LAMP-1', 'LAMP-2')"))
        .isEqualTo(2);
  }

  @Test
  void asksOperationsWhenAgentsTakeTooLongAndSetsAsideWhenTheyDoToo() {
    BlindParcel parcel = recorded("", "", "VASE-1");
    assertThatUserTask(task("Task_IdentifyParcel")).isCreated();

    time.pass(Duration.ofDays(2));
    assertThatUserTask(task("Task_IdentifyOverdueParcel"))
        .isCreated()
        .hasCandidateGroup("operations");
    assertThat(parcels.get(parcel.id()).overdueSince()).isNotNull();
    time.pass(Duration.ofDays(2));

    await("set aside")
        .atMost(Scene.PATIENCE)
        .until(() -> parcels.get(parcel.id()).outcome() == Outcome.UNCLAIMED);
  }

  @Test
  void operationsCanIdentifyAnOverdueParcel() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    BlindParcel parcel = recorded("", "", "TEE-M");
    assertThatUserTask(task("Task_IdentifyParcel")).isCreated();
    time.pass(Duration.ofDays(2));

    process.completeUserTask(
        task("Task_IdentifyOverdueParcel"),
        Map.of(
            "identification", "OTHER_ORDER",
            "orderNumber", order.orderNumber(),
            "contents", "TEE-M",
            "identificationNote", "The shopper called"));

    assertThat(identified(parcel, Outcome.REGISTERED).orderId()).isEqualTo(order.id());
  }

  @Test
  void recordsTheSameParcelOnceAndNoneThatIsExpected() {
    BlindParcels.Seen seen =
        new BlindParcels.Seen("x-" + UUID.randomUUID(), "", "", List.of("TEE-M"), "");
    assertThat(parcels.record(seen, "walter").id()).isEqualTo(parcels.record(seen, "wanda").id());

    ReturnCase announced = scene.registers(order().line("TEE-M", 1, 2495).build());
    String trackingNumber = scene.awaitLabel(announced);
    assertThatThrownBy(
            () ->
                parcels.record(
                    new BlindParcels.Seen(trackingNumber, "", "", List.of(), ""), "walter"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("expects this parcel");
  }

  private ReturnCase oneShirtCame(Order order) {
    orders.add(order);
    ReturnCase of = returns.register(Confirmed.onePieceOf(order));
    scene.awaitLabel(of);
    scene.warehouseReceives(of);
    return of;
  }

  private BlindParcel extraIn(ReturnCase of, String sku) {
    ExtraPiece extra =
        extras.record(
            UUID.randomUUID(),
            of.rmaNumber(),
            new Extras.Found(sku, "in the same box", Grade.A),
            "walter");
    return parcels.get(extra.id());
  }

  @Test
  void givesAFreePieceOfTheSameOrderThatLayInAParcelAReturnOfItsOwn() {
    Order order = order().line("TEE-M", 1, 2495).line("LAMP-1", 1, 4900).build();
    ReturnCase announced = oneShirtCame(order);

    BlindParcel extra = extraIn(announced, "LAMP-1");

    ReturnCase lamp = identified(extra, Outcome.REGISTERED);
    assertThat(lamp.orderId()).isEqualTo(order.id());
    assertThat(lamp.method()).isEqualTo("UNANNOUNCED");
    assertThat(lamp.registeredAt()).isEqualTo(logistics.arrival(announced.id()).orElseThrow().at());
    scene.awaitMail(lamp, "blind-parcel-identified");
    scene.warehouseGrades(announced, Grade.A);
    scene.warehouseGrades(lamp, Grade.A);
    scene.awaitOutcome(announced, ReturnCase.Outcome.SETTLED);
    scene.awaitOutcome(lamp, ReturnCase.Outcome.SETTLED);
    assertThat(refunds.grantOf(lamp.id()).orElseThrow().amount()).isEqualTo(Money.of(4900, "EUR"));
  }

  @Test
  void asksAnAgentAboutAnExtraThatIsNoFreePieceOfTheOrder() {
    ReturnCase announced = oneShirtCame(order().line("TEE-M", 1, 2495).build());

    BlindParcel second = extraIn(announced, "TEE-M");

    assertThatUserTask(task("Task_IdentifyParcel")).isCreated().hasCandidateGroup("agent");
    journey(second)
        .hasVariableSatisfies(
            "registrationProblem",
            String.class,
            problem -> assertThat(problem).contains("no (further) TEE-M"));
    process.completeUserTask(
        task("Task_IdentifyParcel"),
        Map.of("identification", "UNKNOWN", "identificationNote", "Not sold by us"));
    await("set aside")
        .atMost(Scene.PATIENCE)
        .until(() -> parcels.get(second.id()).outcome() == Outcome.UNCLAIMED);
    assertThat(
            scene.count(
                "select count(*) from case_event where return_id = ? and kind = 'extra-set-aside'",
                announced.id()))
        .isEqualTo(1);
    assertThat(returns.ofOrder(announced.orderId())).hasSize(1);
  }

  /** Nothing could be read on it; an agent finds out that it is of the order after all. */
  @Test
  void registersWhatAnAgentMakesOfAnExtraWithoutANumber() {
    Order order = order().line("TEE-M", 1, 2495).line("LAMP-1", 1, 4900).build();
    ReturnCase announced = oneShirtCame(order);

    BlindParcel extra = extraIn(announced, "");

    assertThatUserTask(task("Task_IdentifyParcel")).isCreated();
    process.completeUserTask(
        task("Task_IdentifyParcel"),
        Map.of(
            "identification",
            "CANDIDATE",
            "candidate",
            order.id().toString(),
            "contents",
            "LAMP-1",
            "identificationNote",
            "A lamp without its box"));

    ReturnCase lamp = identified(extra, Outcome.REGISTERED);
    assertThat(lamp.units()).extracting(ReturnUnit::sku).containsExactly("LAMP-1");
  }

  private BlindParcel recorded(String orderHint, String postcode, String... skus) {
    return parcels.record(
        new BlindParcels.Seen(
            "X" + UUID.randomUUID(), orderHint, postcode, List.of(skus), "brown box"),
        "walter");
  }

  private ReturnCase identified(BlindParcel parcel, Outcome outcome) {
    await("identified")
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(parcels.get(parcel.id()).outcome()).isEqualTo(outcome));
    return returns.get(parcels.get(parcel.id()).returnId());
  }

  private io.camunda.process.test.api.assertions.ProcessInstanceAssert journey(BlindParcel parcel) {
    return assertThatProcessInstance(byProcessId("blind-return"));
  }

  private static io.camunda.process.test.api.assertions.UserTaskSelector task(String element) {
    return UserTaskSelectors.byElementId(element);
  }

  private List<String> locations(ReturnCase of) {
    return stock.of(of.units().stream().map(ReturnUnit::id).toList()).stream()
        .map(Stock.Movement::location)
        .toList();
  }
}
