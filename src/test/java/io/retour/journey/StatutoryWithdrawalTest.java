package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import io.retour.notifications.Notifications;
import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.policy.DecisionLog;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.testing.OrderBuilder;
import io.retour.testing.Statements;
import io.retour.warehouse.Warehouse;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.WithdrawalRecords.Event;
import io.retour.withdrawal.WithdrawalRecords.Outcome;
import io.retour.withdrawal.Withdrawals;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of {@code statutory-withdrawal.bpmn}; R-xx are the rules of docs/withdrawal.md. */
@ProcessTest
class StatutoryWithdrawalTest {

  @Autowired Scene scene;
  @Autowired Orders orders;
  @Autowired OrderCalendar calendar;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Warehouse warehouse;
  @Autowired Withdrawals withdrawals;
  @Autowired Notifications notifications;
  @Autowired DecisionLog decisions;
  @Autowired JourneyInstances instances;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  private Order bought(OrderBuilder builder) {
    Order order = builder.build();
    orders.add(order);
    return order;
  }

  private Statement states(Order order) {
    return withdrawals.state(Statements.about(order));
  }

  private void awaitAnswer(Statement statement) {
    await("answer")
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(kinds(statement)).contains("answered"));
  }

  private List<String> kinds(Statement statement) {
    return withdrawals.events(statement.id()).stream().map(Event::kind).toList();
  }

  private List<String> classes(Statement statement) {
    return withdrawals.outcomes(statement.id()).stream().map(Outcome::withdrawalClass).toList();
  }

  private ReturnCase returnOf(Statement statement) {
    return withdrawals.returnOf(statement.id()).orElseThrow();
  }

  private String answer(Statement statement) {
    return notifications.of(statement.id()).stream()
        .filter(mail -> mail.template().equals("withdrawal-answer"))
        .findFirst()
        .orElseThrow()
        .body();
  }

  private static ProcessInstanceAssert journey() {
    return assertThatProcessInstance(byProcessId("statutory-withdrawal"));
  }

  /** R-01, R-12, R-16, R-23: no reason, money back, and the legal basis is the right. */
  @Test
  void registersTheReturnOfAWholeOrderThatIsWithdrawnInTime() {
    Order order = bought(order().line("TEE-M", 2, 2495).line("CAP", 1, 1500));
    Statement statement = states(order);

    awaitAnswer(statement);
    journey().isCompleted().hasCompletedElements("Event_WithdrawalAnswered");
    assertThatProcessInstance(byKey(instances.of(statement.id()).orElseThrow())).isCompleted();
    assertThat(classes(statement)).containsExactly("IN_TIME", "IN_TIME");
    ReturnCase registered = returnOf(statement);
    assertThat(registered.units()).hasSize(3);
    assertThat(registered.requestedResolution()).isEqualTo("REFUND");
    assertThat(registered.method()).isEqualTo("PARCEL_DROP_OFF");
    assertThat(registered.statedAt()).isEqualTo(registered.registeredAt());
    scene.awaitLabel(registered);
    assertThat(scene.now(registered).units())
        .extracting(ReturnUnit::legalBasis)
        .containsOnly("STATUTORY_WITHDRAWAL");
    assertThat(notifications.of(statement.id()))
        .extracting(Notifications.Message::template)
        .containsExactly("withdrawal-received", "withdrawal-answer");
    assertThat(answer(statement))
        .contains("Product TEE-M", registered.rmaNumber(), "/r/" + registered.rmaNumber());
  }

  @Test
  void keepsTheDecisionOfEachItemUnderTheStatement() {
    Order order =
        bought(
            order()
                .line("TEE-M", 1, 2495)
                .line("MUG-NAME", 1, 1500, 0, 2100, Exemption.PERSONALISED, false));
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(decisions.of(statement.id()))
        .hasSize(2)
        .allSatisfy(
            entry -> {
              assertThat(entry.decisionId()).isEqualTo("withdrawal-class");
              assertThat(entry.replayAgrees()).isTrue();
              assertThat(entry.inputs()).doesNotContainValue(null);
            })
        .flatExtracting(DecisionLog.Entry::matchedRules)
        .containsExactlyInAnyOrder("WC_in_time", "WC_exempt_personalised");
  }

  /** Art. 11a(2)(b): part of a contract; a part in article numbers needs no agent. */
  @Test
  void withdrawsOnlyThePartThatIsNamed() {
    Order order = bought(order().line("TEE-M", 3, 2495).line("CAP", 1, 1500));
    Statement statement = withdrawals.state(Statements.about(order, "2 x tee-m"));

    awaitAnswer(statement);
    assertThat(returnOf(statement).units()).hasSize(2).allMatch(unit -> unit.sku().equals("TEE-M"));
  }

  /** The number inside of what was written is enough. */
  @Test
  void findsTheOrderNumberAmongOtherWords() {
    Order order = bought(order().line("TEE-M", 1, 2495));
    Statement statement =
        withdrawals.state(
            Statements.of("my order #" + order.orderNumber() + ", of last week", "x@example.org"));

    awaitAnswer(statement);
    assertThat(withdrawals.order(statement.id()).map(Order::id)).contains(order.id());
  }

  @Test
  void asksAnAgentWhichContractIsMeantAndGoesOn() {
    Order order = bought(order().line("TEE-M", 1, 2495));
    Statement statement = withdrawals.state(Statements.of("the blue shirt", "sam@example.org"));

    assertThatUserTask(byElementId("Task_IdentifyContract")).isCreated().hasCandidateGroup("agent");
    process.completeUserTask(
        byElementId("Task_IdentifyContract"),
        Map.of(
            "identification", "YES",
            "identifiedOrderNumber", order.orderNumber(),
            "itemScope", "WHOLE"));

    awaitAnswer(statement);
    assertThat(returnOf(statement).units()).hasSize(1);
    assertThat(kinds(statement)).contains("contract-unclear", "contract-found");
  }

  @Test
  void asksAgainWhenTheAgentMistypesTheOrderNumber() {
    Order order = bought(order().line("TEE-M", 1, 2495));
    Statement statement = withdrawals.state(Statements.of("the blue shirt", "sam@example.org"));
    process.completeUserTask(
        byElementId("Task_IdentifyContract"),
        Map.of("identification", "YES", "identifiedOrderNumber", "TYPO-1", "itemScope", "WHOLE"));
    journey().hasCompletedElement("Task_FindContract", 2);

    process.completeUserTask(
        byElementId("Task_IdentifyContract"),
        Map.of(
            "identification", "YES",
            "identifiedOrderNumber", order.orderNumber(),
            "itemScope", "WHOLE"));

    awaitAnswer(statement);
    assertThat(returnOf(statement).orderId()).isEqualTo(order.id());
  }

  @Test
  void asksAnAgentWhenSeveralOrdersFit() {
    Order one = bought(order().line("TEE-M", 1, 2495));
    Order other = bought(order().line("TEE-L", 1, 2495));
    Statement statement =
        withdrawals.state(
            Statements.of(one.orderNumber() + " or " + other.orderNumber(), "sam@example.org"));
    process.completeUserTask(
        byElementId("Task_IdentifyContract"),
        Map.of(
            "identification", "YES",
            "identifiedOrderNumber", other.orderNumber(),
            "itemScope", "WHOLE"));

    awaitAnswer(statement);
    assertThat(returnOf(statement).orderId()).isEqualTo(other.id());
  }

  /** "All but the cap" is for a person to read. */
  @Test
  void asksAnAgentWhichItemsAreMeant() {
    Order order = bought(order().line("TEE-M", 1, 2495).line("CAP", 1, 1500));
    Statement statement = withdrawals.state(Statements.about(order, "all but the cap"));
    process.completeUserTask(
        byElementId("Task_IdentifyContract"),
        Map.of(
            "identification", "YES",
            "identifiedOrderNumber", order.orderNumber(),
            "itemScope", "PART",
            "identifiedItems", "TEE-M"));

    awaitAnswer(statement);
    assertThat(returnOf(statement).units())
        .singleElement()
        .extracting(ReturnUnit::sku)
        .isEqualTo("TEE-M");
  }

  @Test
  void tellsTheConsumerWhenNoContractCanBeFound() {
    Statement statement = withdrawals.state(Statements.of("something", "sam@example.org"));
    process.completeUserTask(byElementId("Task_IdentifyContract"), Map.of("identification", "NO"));

    journey().isCompleted().hasCompletedElements("Event_ContractUnknown");
    assertThat(notifications.of(statement.id()))
        .extracting(Notifications.Message::template)
        .containsExactly("withdrawal-received", "withdrawal-unknown");
    assertThat(withdrawals.get(statement.id())).isEqualTo(statement);
  }

  /** Nothing drops a statement: it is called to mind until somebody answers. */
  @Test
  void remindsAgentsUntilTheStatementIsAnswered() {
    Order order = bought(order().line("TEE-M", 1, 2495));
    Statement statement = withdrawals.state(Statements.of("the blue shirt", "sam@example.org"));
    assertThatUserTask(byElementId("Task_IdentifyContract")).isCreated();

    for (int reminders = 1; reminders <= 2; reminders++) {
      int expected = reminders;
      time.pass(Duration.ofDays(1));
      await("reminder " + reminders)
          .atMost(Scene.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(kinds(statement))
                      .filteredOn("agent-reminded"::equals)
                      .hasSizeGreaterThanOrEqualTo(expected));
    }
    journey().isActive();

    process.completeUserTask(
        byElementId("Task_IdentifyContract"),
        Map.of(
            "identification", "YES",
            "identifiedOrderNumber", order.orderNumber(),
            "itemScope", "WHOLE"));
    awaitAnswer(statement);
    journey().isCompleted();
  }

  /** R-07, R-09: told that it is late, until when it was, and what the shop offers of itself. */
  @Test
  void tellsThatTheStatementCameTooLateAndWhatIsOffered() {
    Order order = bought(order().deliveredDaysAgo(20).line("TEE-M", 1, 2495));
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("LATE");
    assertThat(withdrawals.returnOf(statement.id())).isEmpty();
    assertThat(answer(statement)).contains("had ended", "our own return policy", "all your rights");
  }

  @Test
  void offersNothingVoluntaryAfterTheReturnWindow() {
    Order order = bought(order().deliveredDaysAgo(60).line("TEE-M", 1, 2495));
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(answer(statement)).contains("had ended").doesNotContain("our own return policy");
  }

  /** R-09: a letter that was posted in time and arrives after the period is in time. */
  @Test
  void countsTheDayOnWhichAStatementWasSent() {
    Order order = bought(order().deliveredDaysAgo(20).line("TEE-M", 1, 2495));
    Instant posted = Instant.now().minus(Duration.ofDays(10));
    Statement statement = withdrawals.state(Statements.byLetter(order, posted));

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("IN_TIME");
    ReturnCase registered = returnOf(statement);
    scene.awaitLabel(registered);
    assertThat(scene.now(registered).units())
        .extracting(ReturnUnit::legalBasis)
        .containsOnly("STATUTORY_WITHDRAWAL");
    assertThat(returns.facts(registered.id()).lines().getFirst().withdrawalPeriodOpen()).isTrue();
  }

  /** R-17, CRD Art. 14(1): who pays for the way back is said with the next steps. */
  @Test
  void namesTheCostOfTheWayBack() {
    Statement statement = states(bought(order().line("TEE-M", 1, 2495)));

    awaitAnswer(statement);
    assertThat(returnOf(statement).quotedFee().isPositive()).isTrue();
    assertThat(answer(statement))
        .contains(
            "The way back costs " + returnOf(statement).quotedFee().format(Locale.ENGLISH),
            "We may wait with the money");
  }

  /** R-08: twelve months more. R-17: and the way back costs nothing. */
  @Test
  void givesTwelveMonthsMoreWhenTheTraderDidNotInform() {
    Order order = bought(order().notInformed().deliveredDaysAgo(200).line("TEE-M", 1, 2495));
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("IN_TIME");
    assertThat(returnOf(statement).quotedFee().isZero()).isTrue();
    assertThat(answer(statement)).contains("The way back costs you nothing.");
    assertThat(returnOf(statement).quotedRefund().minor()).isEqualTo(2495);
  }

  /** R-29: an exemption that nobody told of does not count, in the return's journey either. */
  @Test
  void ignoresAnExemptionThatTheConsumerWasNotToldOf() {
    Order order =
        bought(
            order()
                .notInformed()
                .line("MUG-NAME", 1, 1500, 0, 2100, Exemption.PERSONALISED, false));
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("IN_TIME");
    scene.awaitLabel(returnOf(statement));
  }

  /** Art. 16(c), R-30: told with the article, and that defects stay covered. */
  @Test
  void namesTheExemptionAndWhatStaysCovered() {
    Order order = bought(order().line("MUG-NAME", 1, 1500, 0, 2100, Exemption.PERSONALISED, false));
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("EXEMPT");
    assertThat(answer(statement)).contains("Art. 16(c)", "you keep all your rights");
    assertThat(withdrawals.returnOf(statement.id())).isEmpty();
  }

  private Statement sealed() {
    return states(
        bought(order().line("TOPPER", 1, 9900, 0, 2100, Exemption.HYGIENE_SEAL_BROKEN, false)));
  }

  /** R-28: the seal is intact, so the right applies; the return's journey respects that. */
  @Test
  void registersASealedItemWhenTheAgentFindsItsSealIntact() {
    Statement statement = sealed();
    process.completeUserTask(
        byElementId("Task_ClarifyItem"),
        Map.of("clarificationAnswer", "APPLIES", "clarificationNote", "seal intact"));

    awaitAnswer(statement);
    assertThat(withdrawals.outcomes(statement.id()))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.withdrawalClass()).isEqualTo("IN_TIME");
              assertThat(outcome.provision()).isEqualTo("CRD_ART_9");
            });
    ReturnCase registered = returnOf(statement);
    scene.awaitLabel(registered);
    assertThat(scene.now(registered).units())
        .extracting(ReturnUnit::legalBasis)
        .containsOnly("STATUTORY_WITHDRAWAL");
  }

  /** R-27: proven to be broken, and not to be cleaned. */
  @Test
  void namesTheExemptionWhenTheAgentProvesIt() {
    Statement statement = sealed();
    process.completeUserTask(
        byElementId("Task_ClarifyItem"),
        Map.of(
            "clarificationAnswer", "EXCLUDED", "clarificationNote", "consumer says it was opened"));

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("EXEMPT");
    assertThat(answer(statement)).contains("Art. 16(e)");
    assertThat(kinds(statement)).contains("item-clarified");
  }

  /** R-27: who relies on an exemption proves it. */
  @Test
  void countsForTheConsumerWhenNobodyProvesTheExemption() {
    Statement statement = sealed();
    assertThatUserTask(byElementId("Task_ClarifyItem")).isCreated();

    time.pass(Duration.ofDays(3));

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("IN_TIME");
    assertThat(returnOf(statement).units()).hasSize(1);
  }

  @Test
  void stopsAShipmentThatIsWithdrawnBeforeDelivery() {
    Order order = bought(order().notDelivered().line("TEE-M", 1, 2495).shipping(995, 495));
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactly("BEFORE_DELIVERY");
    ReturnCase registered = returnOf(statement);
    assertThat(answer(statement)).contains("We are stopping the delivery", registered.rmaNumber());
    process.completeUserTask(
        byElementId("Task_StopShipment"),
        Map.of("shipmentStop", "STOPPED", "stopReference", "cancel-4711"));

    scene.awaitOutcome(registered, ReturnCase.Outcome.SETTLED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().minor())
        .isEqualTo(2495 + 995);
  }

  @Test
  void bringsBackWhatHasLeftAlreadyLikeAnyOther() {
    Order order = bought(order().notDelivered().line("TEE-M", 1, 2495));
    Statement statement = states(order);
    awaitAnswer(statement);
    process.completeUserTask(byElementId("Task_StopShipment"), Map.of("shipmentStop", "LEFT"));

    scene.awaitLabel(returnOf(statement));
    assertThat(classes(statement)).containsExactly("BEFORE_DELIVERY");
  }

  /** One item is here, the other on its way: each goes its own way, and one mail tells of both. */
  @Test
  void registersWhatWasDeliveredBesideWhatIsStopped() {
    Order order = bought(order().notDelivered().line("TEE-M", 1, 2495).line("CAP", 1, 1500));
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
    calendar.correct(
        order.id(),
        new DateReport(null, null, null, Map.of(order.lines().getFirst().id(), today)),
        "shop");
    Statement statement = states(order);

    awaitAnswer(statement);
    assertThat(classes(statement)).containsExactlyInAnyOrder("IN_TIME", "BEFORE_DELIVERY");
    List<ReturnCase> registered = withdrawals.returnsOf(statement.id());
    assertThat(registered).hasSize(2);
    assertThat(answer(statement)).contains(registered.stream().map(ReturnCase::rmaNumber).toList());
    ReturnCase here = returnOf(statement);
    ReturnCase onItsWay = returns.stillToStop(here.id()).orElseThrow();
    assertThat(here.units()).extracting(ReturnUnit::sku).containsExactly("TEE-M");
    assertThat(onItsWay.units()).extracting(ReturnUnit::sku).containsExactly("CAP");

    scene.awaitLabel(here);
    process.completeUserTask(
        byElementId("Task_StopShipment"),
        Map.of("shipmentStop", "STOPPED", "stopReference", "cancel-4712"));
    scene.awaitOutcome(onItsWay, ReturnCase.Outcome.SETTLED);
    assertThat(refunds.grantOf(onItsWay.id()).orElseThrow().amount().minor()).isEqualTo(1500);
  }

  /**
   * CRD Art. 11(2): what was stated in time stays so. The way back ended with the label; the
   * shopper gets another one after the period, on the same right.
   */
  @Test
  void keepsTheRightOfAStatementWhoseLabelExpired() {
    Order order = bought(order().deliveredDaysAgo(20).line("TEE-M", 1, 2495));
    Statement statement =
        withdrawals.state(Statements.byLetter(order, Instant.now().minus(Duration.ofDays(10))));
    awaitAnswer(statement);
    ReturnCase first = returnOf(statement);
    scene.awaitLabel(first);
    time.pass(Duration.ofDays(28));
    scene.awaitOutcome(first, ReturnCase.Outcome.EXPIRED);

    ReturnCase again = scene.registersAgain(order);

    scene.awaitLabel(again);
    assertThat(scene.now(again).units())
        .extracting(ReturnUnit::legalBasis)
        .containsOnly("STATUTORY_WITHDRAWAL");
    assertThat(scene.mails(first)).contains("return-expired");
    // the fourteen days go on counting from the first notice (Art. 13(1))
    assertThat(returns.noticeAt(again.id())).isEqualTo(first.registeredAt());
  }

  /** The same for who called the first way back off, and states again after the period. */
  @Test
  void keepsTheRightOfAStatementWhoseReturnWasCalledOff() {
    Order order = bought(order().deliveredDaysAgo(20).line("TEE-M", 1, 2495));
    Statement statement =
        withdrawals.state(Statements.byLetter(order, Instant.now().minus(Duration.ofDays(10))));
    awaitAnswer(statement);
    ReturnCase first = returnOf(statement);
    scene.awaitLabel(first);
    returns.requestCancellation(first.id(), "shopper");
    scene.awaitOutcome(first, ReturnCase.Outcome.CANCELLED);

    Statement second = states(order);

    awaitAnswer(second);
    assertThat(classes(second)).containsExactly("IN_TIME");
    scene.awaitLabel(returnOf(second));
  }

  /** A second statement about the same pieces is acknowledged and linked, not doubled. */
  @Test
  void linksASecondStatementToTheReturnThatIsUnderWay() {
    Order order = bought(order().line("TEE-M", 1, 2495));
    Statement first = states(order);
    awaitAnswer(first);
    Statement second = states(order);

    awaitAnswer(second);
    assertThat(classes(second)).containsExactly("ALREADY_RETURNED");
    assertThat(withdrawals.returnOf(second.id())).isEmpty();
    assertThat(returns.ofOrder(order.id())).hasSize(1);
    assertThat(answer(second)).contains(returnOf(first).rmaNumber());
    assertThat(withdrawals.ofOrder(order.id()))
        .extracting(Statement::id)
        .containsExactly(first.id(), second.id());
  }

  /** One shirt of two came back, the other was not in the box: the answer tells them apart. */
  @Test
  void registersThePieceThatWasMissingAndSaysThatTheOtherCameBack() {
    Order order = bought(order().line("TEE-M", 2, 2495));
    Statement first = states(order);
    awaitAnswer(first);
    ReturnCase came = returnOf(first);
    scene.awaitLabel(came);
    scene.warehouseReceives(came);
    warehouse.inspect(came.units().getFirst().id(), Grade.A, List.of(), "walter");
    warehouse.inspect(came.units().getLast().id(), Grade.MISSING, List.of(), "walter");
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "one shirt in the box"));
    scene.awaitOutcome(came, ReturnCase.Outcome.SETTLED);

    Statement second = states(order);

    awaitAnswer(second);
    assertThat(classes(second)).containsExactly("IN_TIME");
    assertThat(returnOf(second).units())
        .singleElement()
        .matches(unit -> unit.piece().equals(came.units().getLast().piece()));
    assertThat(answer(second))
        .containsSubsequence(
            "- 1 × Product TEE-M",
            returnOf(second).rmaNumber(),
            "settled already with return " + came.rmaNumber(),
            "- 1 × Product TEE-M")
        .doesNotContain("2 ×");
  }

  @Test
  void tellsABusinessAndAnotherRegionWhatAppliesToThem() {
    Statement business = states(bought(order().business().line("TEE-M", 1, 2495)));
    Statement overseas = states(bought(order().country("US").line("TEE-M", 1, 2495)));

    awaitAnswer(business);
    awaitAnswer(overseas);
    assertThat(classes(business)).containsExactly("NOT_A_CONSUMER");
    assertThat(classes(overseas)).containsExactly("NO_STATUTORY_RIGHT");
    assertThat(answer(business)).contains("consumer's right");
  }

  /**
   * The right does not hang on a parcel service: without an offer an agent arranges the way back.
   */
  @Test
  void registersAReturnThatNoParcelServiceTakes() {
    Order order = bought(order().line("ANVIL", 70, 2495));
    Statement statement = states(order);

    awaitAnswer(statement);
    ReturnCase registered = returnOf(statement);
    assertThat(registered.units()).hasSize(70);
    assertThat(registered.quotedFee().isZero()).isTrue();
  }

  /** Who knows only the order's number learns nothing about the order from the answer. */
  @Test
  void tellsAStrangersAddressNothingThatItDidNotSay() {
    Order order = bought(order().line("SECRET-GIFT", 1, 2495));
    Statement statement =
        withdrawals.state(Statements.of(order.orderNumber(), "stranger@example.org"));

    awaitAnswer(statement);
    assertThat(returnOf(statement).units()).hasSize(1);
    assertThat(kinds(statement)).contains("contact-differs");
    assertThat(answer(statement)).doesNotContain("SECRET-GIFT", "?t=", order.email());
  }
}
