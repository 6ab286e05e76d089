package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.process.test.api.CamundaAssert;
import io.retour.counter.Counter;
import io.retour.counter.HandIn;
import io.retour.inventory.Stock;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Bought online, handed in at the counter. */
@ProcessTest
class StoreReturnTest {

  private static final String STORE = "lumen-tilburg";

  @Autowired Scene scene;
  @Autowired Counter counter;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Stock stock;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  @Test
  void takesAHandInThatNobodyAnnouncedAndSettlesItInSeconds() {
    Order order = order().line("TEE-M", 2, 2495).shipping(495, 495).build();
    orders.add(order);

    Instant start = Instant.now();
    HandIn.Taken taken =
        counter.take(STORE, handIn(order.orderNumber(), "5026 aa", "TEE-M", "TEE-M"), "stella");
    ReturnCase registered = returns.get(taken.returnId());
    scene.awaitOutcome(registered, Outcome.SETTLED);

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
    scene
        .journey(registered)
        .isCompleted()
        .hasCompletedElements("Activity_TakeInAtStore", "Activity_InspectUnits");
    assertThat(registered.method()).isEqualTo("STORE");
    assertThat(registered.registeredBy()).isEqualTo("stella");
    assertThat(registered.language()).isEqualTo("nl");
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(2 * 2495 + 495, "EUR"));
    assertThat(movements(registered)).containsExactly(STORE, STORE);
    assertThat(scene.mails(registered)).containsExactly("handed-in-at-store", "refund-settled");
  }

  @Test
  void waitsForAnAnnouncedHandInAndSendsTheStorePass() {
    ReturnCase announced = announced(order().line("TEE-M", 1, 2495).build());
    scene.awaitMail(announced, "store-pass");
    assertThat(scene.now(announced).outcome()).isNull();

    counter.take(STORE, handIn(announced.rmaNumber(), "", "TEE-M"), "stella");

    scene.awaitOutcome(announced, Outcome.SETTLED);
    assertThat(movements(announced)).containsExactly(STORE);
    assertThat(scene.mails(announced))
        .containsExactly("store-pass", "handed-in-at-store", "refund-settled");
  }

  @Test
  void takesAnAnnouncedParcelReturnAtTheCounter() {
    ReturnCase announced = scene.registers(order().line("TEE-M", 1, 2495).build());
    String trackingNumber = scene.awaitLabel(announced);

    counter.take(STORE, handIn(trackingNumber, "", "TEE-M"), "stella");

    scene.awaitOutcome(announced, Outcome.SETTLED);
    assertThat(movements(announced)).containsExactly(STORE);
  }

  @Test
  void takesTheParcelOfWhoAnnouncedAStoreVisit() {
    ReturnCase announced = announced(order().line("TEE-M", 1, 2495).build());
    scene.awaitMail(announced, "store-pass");

    scene.warehouseReceives(announced);
    scene.warehouseGrades(announced, Grade.A);

    scene.awaitOutcome(announced, Outcome.SETTLED);
    assertThat(movements(announced)).containsExactly("a-stock");
  }

  @Test
  void expiresWhenNothingIsHandedInAndTakesItAsANewReturnAfterwards() {
    Order order = order().deliveredDaysAgo(0).line("TEE-M", 1, 2495).build();
    ReturnCase announced = announced(order);
    scene.awaitMail(announced, "store-pass");

    awaitExpiry(announced);
    HandIn.Taken taken = counter.take(STORE, handIn(announced.rmaNumber(), "", "TEE-M"), "stella");

    assertThat(taken.returnId()).isNotEqualTo(announced.id());
    scene.awaitOutcome(returns.get(taken.returnId()), Outcome.SETTLED);
  }

  @Test
  void putsWhatCannotBeSoldAsNewInTheStoresBackRoom() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);

    HandIn.Taken taken =
        counter.take(
            STORE,
            new HandIn(
                UUID.randomUUID(),
                Instant.now(),
                order.orderNumber(),
                order.email(),
                "REFUND",
                List.of(
                    new HandIn.Piece("TEE-M", Grade.B, ReturnReason.NO_REASON_GIVEN, List.of()))),
            "stella");

    ReturnCase registered = returns.get(taken.returnId());
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(movements(registered)).singleElement().asString().startsWith(STORE + "/");
  }

  /** CRD Art. 11(2): the period counts to when the shopper was there, not to when we heard. */
  @Test
  void countsThePeriodToTheMomentOfTheHandIn() {
    Order order = order().deliveredDaysAgo(40).line("TEE-M", 1, 2495).build();
    orders.add(order);
    HandIn late =
        new HandIn(
            UUID.randomUUID(),
            Instant.now().minus(Duration.ofDays(38)),
            order.orderNumber(),
            order.email(),
            "REFUND",
            pieces("TEE-M"));

    HandIn.Taken taken = counter.take(STORE, late, "stella");

    ReturnCase registered = returns.get(taken.returnId());
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).units())
        .allMatch(unit -> "STATUTORY_WITHDRAWAL".equals(unit.legalBasis()));
  }

  @Test
  void takesTheSameHandInOnce() {
    Order order = order().line("TEE-M", 2, 2495).build();
    orders.add(order);
    HandIn handIn = handIn(order.orderNumber(), order.email(), "TEE-M");

    HandIn.Taken first = counter.take(STORE, handIn, "stella");
    HandIn.Taken again = counter.take(STORE, handIn, "stella");

    assertThat(first.repeated()).isFalse();
    assertThat(again).isEqualTo(new HandIn.Taken(first.returnId(), first.rmaNumber(), true));
    assertThat(returns.ofOrder(order.id())).hasSize(1);
    assertThatThrownBy(
            () ->
                counter.take(
                    STORE,
                    new HandIn(
                        handIn.id(),
                        Instant.now(),
                        order.orderNumber(),
                        order.email(),
                        "REFUND",
                        pieces("TEE-M", "TEE-M")),
                    "stella"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Another hand-in has this id");
  }

  @Test
  void asksForEveryAnnouncedPiece() {
    ReturnCase announced =
        announced(order().line("TEE-M", 1, 2495).line("LAMP-1", 1, 7900).build());

    assertThatThrownBy(
            () -> counter.take(STORE, handIn(announced.rmaNumber(), "", "TEE-M"), "stella"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("LAMP-1");
    assertThatThrownBy(
            () ->
                counter.take(
                    STORE, handIn(announced.rmaNumber(), "", "TEE-M", "OTHER-1"), "stella"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("does not announce OTHER-1");
    assertThat(counter.handedIn(announced.id())).isFalse();
  }

  @Test
  void takesNothingTwiceAndNothingOfAnotherBrand() {
    ReturnCase announced = announced(order().line("TEE-M", 1, 2495).build());
    assertThatThrownBy(
            () ->
                counter.take(
                    "kestrel-utrecht", handIn(announced.rmaNumber(), "", "TEE-M"), "stella"))
        .hasMessageContaining("another brand");
    counter.take(STORE, handIn(announced.rmaNumber(), "", "TEE-M"), "stella");

    assertThatThrownBy(
            () -> counter.take(STORE, handIn(announced.rmaNumber(), "", "TEE-M"), "stella"))
        .hasMessageContaining("taken in already");
  }

  private ReturnCase announced(Order order) {
    return scene.registers(order, ReturnReason.NO_REASON_GIVEN, "REFUND", Counter.METHOD);
  }

  private static HandIn handIn(String code, String secret, String... skus) {
    return new HandIn(UUID.randomUUID(), Instant.now(), code, secret, "REFUND", pieces(skus));
  }

  private static List<HandIn.Piece> pieces(String... skus) {
    return Stream.of(skus)
        .map(sku -> new HandIn.Piece(sku, Grade.A, ReturnReason.NO_REASON_GIVEN, List.of()))
        .toList();
  }

  private List<String> movements(ReturnCase of) {
    return stock.of(of.units().stream().map(ReturnUnit::id).toList()).stream()
        .map(Stock.Movement::location)
        .toList();
  }

  private void awaitExpiry(ReturnCase of) {
    time.pass(Duration.ofDays(28));
    scene.awaitOutcome(of, Outcome.EXPIRED);
  }
}
