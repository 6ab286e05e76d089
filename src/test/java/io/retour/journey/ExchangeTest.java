package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.counter.Counter;
import io.retour.counter.HandIn;
import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.exchanges.Exchange;
import io.retour.exchanges.Exchange.Hold;
import io.retour.exchanges.Exchange.Link;
import io.retour.exchanges.Exchange.Mode;
import io.retour.exchanges.Exchange.State;
import io.retour.exchanges.Exchanges;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.Tender;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.returns.ExchangeWish;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
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
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class ExchangeTest {

  @Autowired Scene scene;
  @Autowired Returns returns;
  @Autowired CaseHistory history;
  @Autowired Refunds refunds;
  @Autowired Orders orders;
  @Autowired Exchanges exchanges;
  @Autowired Counter counter;
  @Autowired Catalogue catalogue;
  @Autowired Simulators simulators;
  @Autowired JdbcClient jdbc;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  /** Each test has goods of its own, so that nobody reserves another test's stock. */
  private final String goods =
      UUID.randomUUID().toString().substring(0, 6).toUpperCase(Locale.ROOT);

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  @BeforeEach
  void shopSells() {
    for (Simulator simulator : Simulator.values()) {
      simulators.set(simulator, Behaviour.NORMAL, 0);
    }
    sells(tee("M"), 5000);
    sells(tee("L"), 5500);
    sells(coat(), 8000);
    sells(cap(), 2000);
  }

  private String tee(String size) {
    return "TEE" + goods + "-" + size;
  }

  private String coat() {
    return "COAT" + goods + "-M";
  }

  private String cap() {
    return "CAP" + goods + "-M";
  }

  private void sells(String sku, long priceMinor) {
    catalogue.put(
        new CatalogueItem(
            "lumen", sku, "Product " + sku, "FASHION", Money.of(priceMinor, "EUR"), null, 500));
  }

  // on receipt

  @Test
  void sendsAnotherSizeWhenTheOldOneIsBackWithoutMovingMoney() {
    // bought at a discount: another size costs what was paid, not what it costs today
    Order bought = order().line(tee("M"), 1, 5000).discount(1000).build();
    ReturnCase registered = wants(bought, false, tee("L"));
    assertThat(registered.quotedFee().isZero()).isTrue();
    awaitReserved(registered);

    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    Exchange done = exchange(registered);
    assertThat(done.state()).isEqualTo(State.EXCHANGED);
    assertThat(done.outboundNumber()).startsWith("OUT-");
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().isZero()).isTrue();
    assertThat(scene.mails(registered)).containsExactly("label-ready", "exchange-shipped");
    Order followUp = followUp(registered);
    assertThat(followUp.orderNumber()).isEqualTo(bought.orderNumber() + "-X1");
    assertThat(followUp.captured()).isEqualTo(Money.of(4000, "EUR"));
    assertThat(followUp.paidForUnit(followUp.lines().getFirst().id(), 1))
        .isEqualTo(Money.of(4000, "EUR"));
    assertThat(refunds.room(bought.id()).isZero()).isTrue();
  }

  @Test
  void paysTheDifferenceBackWhenTheWantedItemCostsLess() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, cap());

    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(3000, "EUR"));
    assertThat(scene.mails(registered)).contains("exchange-shipped", "refund-settled");
    assertThat(followUp(registered).captured()).isEqualTo(Money.of(2000, "EUR"));
  }

  @Test
  void asksForTheDifferenceByALinkAndShipsWhenItIsPaid() {
    ReturnCase registered =
        wants(
            order().line(tee("M"), 1, 5000).paidThrough("elsewhere", "pay-" + goods).build(),
            false,
            coat());
    scene.comesBackAsNew(registered);
    awaitLink(registered);
    assertThat(exchange(registered).link()).isEqualTo(Money.of(3000, "EUR"));
    assertThat(exchange(registered).outboundNumber()).isEmpty();

    exchanges.paid(exchange(registered).id());
    exchanges.paid(exchange(registered).id());

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(exchange(registered).state()).isEqualTo(State.EXCHANGED);
    assertThat(followUp(registered).captured()).isEqualTo(Money.of(8000, "EUR"));
    // a refund over the link has to go to who knows it
    assertThat(followUp(registered).tenders())
        .extracting(Tender::provider, Tender::reference)
        .containsExactly(
            tuple("elsewhere", "pay-" + goods),
            tuple("simulated", "link_" + exchange(registered).id()));
    assertThat(scene.mails(registered))
        .containsExactly("label-ready", "exchange-payment", "exchange-shipped");
  }

  /** Nobody is charged unasked: who does not pay gets the money back. */
  @Test
  void remindsOfTheDifferenceAndPaysBackWhenItIsNotPaid() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, coat());
    scene.comesBackAsNew(registered);
    awaitLink(registered);
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-payment"));

    awaitTimer(Duration.ofDays(2), () -> mailed(registered, "exchange-payment-reminder"));
    awaitTimer(Duration.ofDays(3), () -> scene.now(registered).outcome() != null);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(exchange(registered).state()).isEqualTo(State.FELL_BACK);
    assertThat(exchange(registered).linkState()).isEqualTo(Link.CLOSED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(5000, "EUR"));
    assertThat(reservations(registered)).containsOnly("RELEASED");
    assertThatThrownBy(() -> exchanges.paid(exchange(registered).id())).isInstanceOf(Problem.class);
  }

  @Test
  void letsTheShopperChooseAgainWhenSomethingRanOut() {
    scarce(tee("L"));
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, tee("L"));
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-out-of-stock"));
    scene.comesBackAsNew(registered);
    awaitState(registered, State.CHOICE_OPEN);
    UUID unit = exchange(registered).units().getFirst().id();
    assertThatThrownBy(() -> exchanges.choose(registered.id(), unit, tee("L"), "shopper"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("out of stock");

    exchanges.choose(registered.id(), unit, cap(), "shopper");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(exchange(registered).state()).isEqualTo(State.EXCHANGED);
    assertThat(followUp(registered).lines().getFirst().sku()).isEqualTo(cap());
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(3000, "EUR"));
  }

  @Test
  void paysBackWhenNobodyChoosesAgain() {
    scarce(tee("L"));
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, tee("L"));
    scene.comesBackAsNew(registered);
    awaitState(registered, State.CHOICE_OPEN);

    awaitTimer(Duration.ofDays(5), () -> exchange(registered).state() == State.FELL_BACK);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(5000, "EUR"));
    assertThat(scene.mails(registered)).contains("exchange-refund-instead", "refund-settled");
  }

  /** CRD Art. 13(1): an exchange is only ever the shopper's choice. */
  @Test
  void givesTheMoneyWheneverTheShopperWantsItBeforeShipping() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, coat());
    scene.comesBackAsNew(registered);
    awaitLink(registered);

    exchanges.refundInstead(registered.id(), "shopper");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(5000, "EUR"));
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-refund-instead"));
    assertThat(reservations(registered)).containsOnly("RELEASED");
  }

  @Test
  void sendsNothingForAPieceThatDidNotComeBack() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, tee("L"));
    awaitReserved(registered);
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.MISSING);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(exchange(registered).outboundNumber()).isEmpty();
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().isZero()).isTrue();
  }

  @Test
  void givesTheReservationBackWhenTheReturnIsCancelled() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, tee("L"));
    scene.awaitLabel(registered);
    awaitReserved(registered);

    returns.requestCancellation(registered.id(), "shopper");

    scene.awaitOutcome(registered, Outcome.CANCELLED);
    // the exchange hears of it in a process of its own
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(exchange(registered).state()).isEqualTo(State.CANCELLED);
              assertThat(reservations(registered)).containsOnly("RELEASED");
            });
  }

  // in advance

  @Test
  void sendsInAdvanceAgainstAHoldThatIsReleasedWhenTheParcelIsOnItsWay() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), true, tee("L"));
    awaitState(registered, State.SHIPPED_AHEAD);
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-shipped-ahead"));
    assertThat(exchange(registered).hold()).isEqualTo(Hold.AUTHORISED);

    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    await().atMost(Scene.PATIENCE).until(() -> exchange(registered).hold() == Hold.RELEASED);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(exchange(registered).state()).isEqualTo(State.EXCHANGED);
    assertThat(holdAtTheCard(registered)).isEqualTo("RELEASED");
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().isZero()).isTrue();
  }

  @Test
  void releasesTheHoldTooWhenTheCarrierDidNotScan() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), true, tee("L"));
    awaitState(registered, State.SHIPPED_AHEAD);
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-shipped-ahead"));

    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(holdAtTheCard(registered)).isEqualTo("RELEASED");
  }

  @Test
  void capturesTheHoldWhenNothingComesBackAndPaysALateParcelInFull() {
    Order bought = order().line(tee("M"), 1, 5000).build();
    ReturnCase registered = wants(bought, true, tee("L"));
    awaitState(registered, State.SHIPPED_AHEAD);
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-shipped-ahead"));

    awaitTimer(Duration.ofDays(3), () -> mailed(registered, "exchange-return-reminder"));
    awaitTimer(Duration.ofDays(2), () -> mailed(registered, "exchange-hold-captured"));

    assertThat(exchange(registered).state()).isEqualTo(State.BOUGHT);
    assertThat(holdAtTheCard(registered)).isEqualTo("CAPTURED");
    assertThat(followUp(registered).captured()).isEqualTo(Money.of(5000, "EUR"));
    scene.comesBackAsNew(registered);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(5000, "EUR"));
  }

  /** The hold's own provider knows it by its key, and not who took the order's payment. */
  @Test
  void remembersWhoTookTheMoneyOfAHold() {
    ReturnCase registered =
        wants(
            order().line(tee("M"), 1, 5000).paidThrough("elsewhere", "pay-" + goods).build(),
            true,
            tee("L"));
    awaitState(registered, State.SHIPPED_AHEAD);

    exchanges.captureHold(registered.id());

    assertThat(followUp(registered).tenders())
        .extracting(Tender::method, Tender::provider, Tender::reference)
        .containsExactly(tuple("CARD", "simulated", "hold_" + exchange(registered).id()));
  }

  @Test
  void waitsForTheOldPiecesWhenTheCardDoesNotHold() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), true, tee("L"));
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-on-receipt"));

    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(exchange(registered).mode()).isEqualTo(Mode.ON_RECEIPT);
    assertThat(exchange(registered).state()).isEqualTo(State.EXCHANGED);
  }

  @Test
  void waitsForTheOldPiecesWhenTheShopperOwesADifference() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), true, coat());
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-not-in-advance"));
    assertThat(exchange(registered).mode()).isEqualTo(Mode.ON_RECEIPT);

    assertThatProcessInstance(byProcessId("prepare-exchange"))
        .hasCompletedElements("Task_DetermineExchangeMode");
    assertThat(exchange(registered).hold()).isEqualTo(Hold.NONE);
  }

  /** A voluntary benefit; that it is left out is said, and the exchange stays (ADR 22). */
  @Test
  void saysWhenTheNewPieceComesIfTheRiskSpeaksAgainstSendingItInAdvance() {
    String email = "riley-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 10; i++) {
      scene.registers(
          order().email(email).deliveredDaysAgo(10).line("JACKET-" + i, 1, 30000).build());
    }
    ReturnCase registered =
        wants(order().email(email).line(tee("M"), 1, 5000).build(), true, tee("L"));
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "exchange-not-in-advance"));
    assertThat(returns.get(registered.id()).riskLevel()).isEqualTo("HIGH");
    assertThat(exchange(registered).hold()).isEqualTo(Hold.NONE);

    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(exchange(registered).state()).isEqualTo(State.EXCHANGED);
    assertThat(scene.mails(registered))
        .containsExactlyInAnyOrder("label-ready", "exchange-not-in-advance", "exchange-shipped");
  }

  private ReturnCase sendsAnEmptyBoxAfterTheExchange() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), true, tee("L"));
    awaitState(registered, State.SHIPPED_AHEAD);
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.MISSING);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box"));
    return registered;
  }

  /** What is promised goes by the fee that is taken, and an exchange costs none. */
  @Test
  void quotesAnExchangeWithoutAFee() {
    ReturnCase registered = wants(order().line(tee("M"), 1, 5000).build(), false, tee("L"));

    assertThat(registered.quotedFee().isZero()).isTrue();
    assertThat(registered.quotedRefund()).isEqualTo(Money.of(5000, "EUR"));
  }

  private Money unpaid(ReturnCase registered) {
    return exchanges.unpaid(exchanges.ofReturn(registered.id()).orElseThrow());
  }

  @Test
  void asksAnAgentWhenAPieceExchangedInAdvanceDidNotComeBack() {
    ReturnCase registered = sendsAnEmptyBoxAfterTheExchange();

    process.completeUserTask(
        byElementId("Task_CollectUnpaidAmount"), Map.of("collectNote", "invoice sent"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(unpaid(registered)).isEqualTo(Money.of(5000, "EUR"));
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().isZero()).isTrue();
  }

  /** The other money of the return must not wait for an agent for ever (CRD Art. 13(1)). */
  @Test
  void goesOnWhenNobodyCollectsTheUnpaidAmountInTime() {
    ReturnCase registered = sendsAnEmptyBoxAfterTheExchange();
    assertThatProcessInstance(byProcessId("exchange"))
        .hasActiveElements("Task_CollectUnpaidAmount");

    time.pass(Duration.ofDays(7));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThatProcessInstance(byProcessId("exchange"))
        .hasTerminatedElements("Task_CollectUnpaidAmount")
        .hasCompletedElements("Task_NoteUnpaidAmount", "Event_UnpaidLeftOpen");
    assertThat(history.of(registered.id()))
        .anyMatch(
            event ->
                event.kind().equals("exchange-unpaid")
                    && event.detail().equals(Money.of(5000, "EUR").toString()));
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().isZero()).isTrue();
  }

  @Test
  void releasesTheHoldWhenTheOldPiecesAreHandedInAtAStore() {
    Order bought = order().line(tee("M"), 1, 5000).build();
    ReturnCase registered = wants(bought, true, tee("L"), Counter.METHOD);
    awaitState(registered, State.SHIPPED_AHEAD);
    await().atMost(Scene.PATIENCE).until(() -> mailed(registered, "store-pass"));

    counter.take(
        "lumen-tilburg",
        new HandIn(
            UUID.randomUUID(),
            Instant.now(),
            registered.rmaNumber(),
            "",
            "REFUND",
            List.of(new HandIn.Piece(tee("M"), Grade.A, ReturnReason.SIZE_TOO_SMALL, List.of()))),
        "stella");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThatProcessInstance(byProcessId("prepare-exchange"))
        .isCompleted()
        .hasCompletedElements("Event_OldPiecesHandedIn", "Event_HoldReleased");
    assertThat(exchange(registered).state()).isEqualTo(State.EXCHANGED);
    assertThat(holdAtTheCard(registered)).isEqualTo("RELEASED");
    assertThat(scene.mails(registered)).doesNotContain("exchange-hold-captured");
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().isZero()).isTrue();
  }

  // lineage

  /** Three exchanges in a row, then money: what comes back is what was really paid. */
  @Test
  void neverPaysBackMoreThanWasCapturedAfterAChainOfThree() {
    Order first = order().line(tee("M"), 1, 5000).discount(1000).build();
    ReturnCase one = wants(first, false, tee("L"));
    scene.comesBackAsNew(one);
    scene.awaitOutcome(one, Outcome.SETTLED);
    Order second = delivered(one);

    ReturnCase two = wants(second, false, coat());
    scene.comesBackAsNew(two);
    awaitLink(two);
    assertThat(exchange(two).link()).isEqualTo(Money.of(4000, "EUR"));
    exchanges.paid(exchange(two).id());
    scene.awaitOutcome(two, Outcome.SETTLED);
    Order third = delivered(two);
    assertThat(third.orderNumber()).isEqualTo(first.orderNumber() + "-X2");

    ReturnCase three = wants(third, false, cap());
    scene.comesBackAsNew(three);
    scene.awaitOutcome(three, Outcome.SETTLED);
    Order fourth = delivered(three);
    ReturnCase last = scene.registers(fourth);
    scene.comesBackAsNew(last);
    scene.awaitOutcome(last, Outcome.SETTLED);

    // 40.00 by card and 40.00 by link came in; 60.00 went back, then the cap's 20.00 less the fee
    Money back =
        refunds
            .grantOf(three.id())
            .orElseThrow()
            .amount()
            .plus(refunds.grantOf(last.id()).orElseThrow().amount());
    assertThat(back).isEqualTo(Money.of(8000, "EUR").minus(last.quotedFee()));
    Tender card = first.tenders().getFirst();
    assertThat(refundedOver(card.reference())).isLessThanOrEqualTo(card.captured().minor());
    assertThat(refunds.room(first.id()).isZero()).isTrue();
  }

  // the scene

  private ReturnCase wants(Order order, boolean inAdvance, String sku) {
    return wants(order, inAdvance, sku, "PARCEL_DROP_OFF");
  }

  private ReturnCase wants(Order order, boolean inAdvance, String sku, String method) {
    orders.add(order);
    return returns.register(
        Registration.byShopper(
            UUID.randomUUID(),
            new ReturnDraft(
                order,
                order.lines().stream()
                    .map(
                        line ->
                            new ReturnDraft.Line(
                                line.id(), line.quantity(), ReturnReason.SIZE_TOO_SMALL, ""))
                    .toList(),
                method,
                "EXCHANGE"),
            List.of(),
            "en",
            new ExchangeWish(
                inAdvance, List.of(new ExchangeWish.Wanted(order.lines().getFirst().id(), sku)))));
  }

  private void scarce(String sku) {
    jdbc.sql("insert into simulated_availability (sku, quantity) values (?, 0)")
        .param(sku)
        .update();
  }

  private Exchange exchange(ReturnCase of) {
    return exchanges.ofReturn(of.id()).orElseThrow();
  }

  private Order followUp(ReturnCase of) {
    return orders.byId(exchange(of).followUpOrderId()).orElseThrow();
  }

  private Order delivered(ReturnCase of) {
    Order followUp = followUp(of);
    jdbc.sql("update customer_order set delivered_on = utc_date() where id = ?")
        .param(followUp.id())
        .update();
    return orders.byId(followUp.id()).orElseThrow();
  }

  private void awaitReserved(ReturnCase of) {
    await("reservation").atMost(Scene.PATIENCE).until(() -> reservations(of).size() == 1);
  }

  private List<String> reservations(ReturnCase of) {
    return jdbc.sql(
            "select r.state from simulated_reservation r join exchange_unit u"
                + " on r.request_key like concat(u.id, ':%')"
                + " join exchange_case e on e.id = u.exchange_id where e.return_id = ?")
        .param(of.id())
        .query(String.class)
        .list();
  }

  private String holdAtTheCard(ReturnCase of) {
    return jdbc.sql("select state from simulated_hold where request_key = ?")
        .param(exchange(of).id().toString())
        .query(String.class)
        .single();
  }

  private long refundedOver(String reference) {
    return jdbc.sql(
            "select coalesce(sum(amount_minor), 0) from refund where payment_reference = ?"
                + " and state = '"
                + Refund.State.SETTLED
                + "'")
        .param(reference)
        .query(Long.class)
        .single();
  }

  private void awaitState(ReturnCase of, State state) {
    await("exchange " + state).atMost(Scene.PATIENCE).until(() -> exchange(of).state() == state);
  }

  private void awaitLink(ReturnCase of) {
    await("payment link").atMost(Scene.PATIENCE).until(() -> exchange(of).linkState() == Link.OPEN);
    await().atMost(Scene.PATIENCE).until(() -> mailed(of, "exchange-payment"));
  }

  private boolean mailed(ReturnCase of, String template) {
    return scene.mails(of).contains(template);
  }

  private void awaitTimer(Duration duration, Callable<Boolean> passed) {
    time.pass(duration);
    await("after " + duration).atMost(Scene.PATIENCE).until(passed);
  }
}
