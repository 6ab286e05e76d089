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
import io.retour.refunds.Ledger;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A grant that goes back over a gift card and a card, of which not both do as they should. */
@ProcessTest
class PayoutTest {

  private static final Money ON_THE_GIFT_CARD = Money.of(1000, "EUR");
  private static final Money ON_THE_CARD = Money.of(4000, "EUR");

  @Autowired Scene scene;
  @Autowired PassingTime time;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired PayoutAccounts accounts;
  @Autowired Ledger ledger;
  @Autowired Simulators simulators;
  @Autowired JdbcClient jdbc;
  @Autowired CamundaProcessTestContext process;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  /** Worn on trial and sent back by somebody who pays no fee, so that all of it is due. */
  private ReturnCase comesBack(Behaviour provider, int calls) {
    simulators.set(Simulator.PAYMENT, provider, calls);
    ReturnCase registered =
        scene.registers(
            order()
                .line("COAT-M", 1, 5000)
                .paidWith("CARD", ON_THE_CARD.minor())
                .paidWith("GIFT_CARD", ON_THE_GIFT_CARD.minor())
                .build(),
            ReturnReason.DEFECTIVE,
            "REFUND");
    scene.comesBackAsNew(registered);
    return registered;
  }

  private List<Refund> refundsOf(ReturnCase of) {
    return refunds.grantOf(of.id()).map(grant -> refunds.refundsOf(grant.id())).orElse(List.of());
  }

  private List<Refund> awaitBoth(ReturnCase of, Refund.State state) {
    await("two refunds " + state)
        .atMost(Scene.PATIENCE)
        .until(() -> refundsOf(of).stream().filter(refund -> refund.state() == state).count() == 2);
    return refundsOf(of);
  }

  private void agentIsToPay(Money amount) {
    assertThatProcessInstance(byProcessId("payout"))
        .hasActiveElements("Task_PayOutByHand")
        .hasVariable("failedAmount", amount.toString());
  }

  private void agentPays(String reference) {
    process.completeUserTask(
        byElementId("Task_PayOutByHand"),
        Map.of("payoutReference", reference, "payoutNote", "card closed"));
  }

  private List<Money> paidByHand(ReturnCase of) {
    return ledger.of(of.id()).stream()
        .filter(entry -> entry.account() == Ledger.Account.BANK)
        .map(Ledger.Entry::amount)
        .toList();
  }

  private void providerSays(UUID refundId, State state) {
    payouts.told(refundId, new Answer("sre_1", state, ""));
  }

  @Test
  void anAgentPaysOnlyWhatWasRefused() {
    ReturnCase registered = comesBack(Behaviour.REFUSE, 1);
    assertThatUserTask(byElementId("Task_PayOutByHand")).isCreated().hasCandidateGroup("agent");
    Money refused =
        refundsOf(registered).stream()
            .filter(refund -> refund.state() == Refund.State.FAILED)
            .map(Refund::amount)
            .reduce(Money::plus)
            .orElseThrow();
    assertThat(refused).isIn(ON_THE_CARD, ON_THE_GIFT_CARD);
    agentIsToPay(refused);

    agentPays("SEPA 4711");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(paidByHand(registered)).containsExactly(refused);
  }

  /** The task is there at once; the account comes when it comes, and never enters the journey. */
  @Test
  void asksTheShopperForAnAccountWhileTheAgentsTaskIsThere() {
    ReturnCase registered = comesBack(Behaviour.REFUSE, 2);
    assertThatUserTask(byElementId("Task_PayOutByHand")).isCreated();
    agentIsToPay(ON_THE_CARD.plus(ON_THE_GIFT_CARD));
    assertThat(scene.mails(registered)).containsOnlyOnce("refund-account");
    assertThat(accounts.toBePaid(registered.id())).contains(ON_THE_CARD.plus(ON_THE_GIFT_CARD));

    accounts.give(registered.id(), "Mila de Vries", "NL91ABNA0417164300", "shopper");
    assertThat(accounts.look(registered.id(), "agent").iban()).isEqualTo("NL91ABNA0417164300");
    agentPays("SEPA 4711");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(accounts.of(registered.id()).orElseThrow().usable()).isFalse();
    assertThat(accounts.toBePaid(registered.id())).isEmpty();
    assertThat(variables()).isNotEmpty().noneMatch(value -> value.contains("0417164300"));
  }

  private List<String> variables() {
    return scene.camunda().newVariableSearchRequest().send().join().items().stream()
        .map(variable -> String.valueOf(variable.getValue()))
        .toList();
  }

  /** Who gave an account already is not asked again while it is kept. */
  @Test
  void asksForNoSecondAccountWhenMoreFails() {
    ReturnCase registered = comesBack(Behaviour.ANSWER_LATER, 2);
    List<Refund> pending = awaitBoth(registered, Refund.State.PENDING);
    providerSays(pending.getFirst().id(), State.FAILED);
    agentIsToPay(pending.getFirst().amount());
    accounts.give(registered.id(), "Mila de Vries", "NL91ABNA0417164300", "shopper");
    agentPays("SEPA 4711");
    assertThatProcessInstance(byProcessId("payout")).hasActiveElements("Gateway_PayoutOutcome");
    assertThat(accounts.of(registered.id()).orElseThrow().usable()).isTrue();

    providerSays(pending.getLast().id(), State.FAILED);

    agentIsToPay(pending.getLast().amount());
    assertThat(scene.mails(registered)).containsOnlyOnce("refund-account");
    time.awaitStandstill();
    agentPays("SEPA 4712");
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(accounts.of(registered.id()).orElseThrow().usable()).isFalse();
  }

  @Test
  void waitsForTheOtherTenderAfterOneWasPaidByHand() {
    ReturnCase registered = comesBack(Behaviour.ANSWER_LATER, 2);
    List<Refund> pending = awaitBoth(registered, Refund.State.PENDING);
    providerSays(pending.getFirst().id(), State.FAILED);
    agentIsToPay(pending.getFirst().amount());

    agentPays("SEPA 4711");

    assertThatProcessInstance(byProcessId("payout")).hasActiveElements("Gateway_PayoutOutcome");
    assertThat(scene.now(registered).outcome()).isNull();
    providerSays(pending.getLast().id(), State.SETTLED);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(paidByHand(registered)).containsExactly(pending.getFirst().amount());
  }

  /** The agent knows of one refusal when the other comes: each is paid once, by its own task. */
  @Test
  void asksAgainForWhatFailedWhileAnAgentWasPaying() {
    ReturnCase registered = comesBack(Behaviour.ANSWER_LATER, 2);
    List<Refund> pending = awaitBoth(registered, Refund.State.PENDING);
    providerSays(pending.getFirst().id(), State.FAILED);
    agentIsToPay(pending.getFirst().amount());
    providerSays(pending.getLast().id(), State.FAILED);

    agentPays("SEPA 4711");

    agentIsToPay(pending.getLast().amount());
    assertThat(paidByHand(registered)).containsExactly(pending.getFirst().amount());
    time.awaitStandstill();
    agentPays("SEPA 4712");
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(paidByHand(registered))
        .containsExactly(pending.getFirst().amount(), pending.getLast().amount());
  }

  /** Its message was buffered while an agent had the task, and says nothing that still holds. */
  @Test
  void anOutcomeThatIsToldTwiceChangesNothing() {
    ReturnCase registered = comesBack(Behaviour.ANSWER_LATER, 2);
    List<Refund> pending = awaitBoth(registered, Refund.State.PENDING);
    providerSays(pending.getFirst().id(), State.SETTLED);
    providerSays(pending.getFirst().id(), State.SETTLED);
    providerSays(pending.getFirst().id(), State.PENDING);
    time.awaitStandstill();
    assertThatProcessInstance(byProcessId("payout")).hasActiveElements("Gateway_PayoutOutcome");

    providerSays(pending.getLast().id(), State.SETTLED);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(paidByHand(registered)).isEmpty();
  }

  /** Stripe: a refund that succeeded can fail; Adyen: REFUNDED_REVERSED. */
  @Test
  void paysAgainOnceWhatCameBackAfterItWasPaid() {
    ReturnCase registered = comesBack(Behaviour.NORMAL, 0);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    Refund cameBack = awaitBoth(registered, Refund.State.SETTLED).getFirst();

    providerSays(cameBack.id(), State.FAILED);
    providerSays(cameBack.id(), State.FAILED);
    providerSays(cameBack.id(), State.SETTLED);

    assertThat(refunds.refund(cameBack.id()).state()).isEqualTo(Refund.State.REVERSED);
    assertThat(settlements(registered)).containsOnly(Settlement.REVERSED);
    assertThat(owed(registered)).isEqualTo(cameBack.amount());
    assertThatProcessInstance(byProcessId("payout-correction"))
        .hasActiveElements("Task_PayOutByHand")
        .hasVariable("failedAmount", cameBack.amount().toString())
        .hasVariable("rmaNumber", registered.rmaNumber());
    assertThat(scene.mails(registered)).containsOnlyOnce("refund-reversed");

    agentPays("SEPA 4713");

    assertThatProcessInstance(byProcessId("payout-correction")).isCompleted();
    assertThat(settlements(registered)).containsOnly(Settlement.SETTLED);
    assertThat(paidByHand(registered)).containsExactly(cameBack.amount());
    assertThat(owed(registered).isZero()).isTrue();
    assertThat(scene.mails(registered)).containsOnlyOnce("reversal-paid");
  }

  @Test
  void operationsPayAgainWhatNoAgentPaidInTime() {
    ReturnCase registered = comesBack(Behaviour.NORMAL, 0);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    Refund cameBack = awaitBoth(registered, Refund.State.SETTLED).getFirst();
    providerSays(cameBack.id(), State.FAILED);
    assertThatUserTask(byElementId("Task_PayOutByHand")).isCreated().hasCandidateGroup("agent");

    time.pass(Duration.ofDays(2));

    assertThatUserTask(byElementId("Task_PayOutOverdueRefund"))
        .isCreated()
        .hasCandidateGroup("operations");
    assertThatUserTask(byElementId("Task_PayOutByHand")).isCanceled();
    process.completeUserTask(
        byElementId("Task_PayOutOverdueRefund"),
        Map.of("payoutReference", "SEPA 4714", "payoutNote", "the agent was ill"));
    assertThatProcessInstance(byProcessId("payout-correction")).isCompleted();
    assertThat(paidByHand(registered)).containsExactly(cameBack.amount());
    assertThat(owed(registered).isZero()).isTrue();
    assertThat(scene.mails(registered)).containsOnlyOnce("reversal-paid");
  }

  /** Else the bank's own decision would give the same money back a second time. */
  @Test
  void paysNothingBackWhileThePaymentIsDisputed() {
    ReturnCase registered = comesBack(Behaviour.DISPUTED, 1);
    await("held up")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                refundsOf(registered).stream()
                        .filter(refund -> refund.detail().contains("disputes"))
                        .count()
                    == 2);
    assertThatProcessInstance(byProcessId("payout")).hasActiveElements("Gateway_PayoutOutcome");
    assertThat(atTheProvider(registered)).isZero();

    simulators.set(Simulator.PAYMENT, Behaviour.NORMAL, 0);
    time.pass(Duration.ofHours(6));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(atTheProvider(registered)).isEqualTo(2);
  }

  private ReturnCase bankTookMoneyBack() {
    ReturnCase registered = comesBack(Behaviour.DISPUTE_LOST, 1);
    assertThatUserTask(byElementId("Task_FindOutWhoPaid")).isCreated().hasCandidateGroup("agent");
    assertThatProcessInstance(byProcessId("payout"))
        .hasVariable("unclearAmount", ON_THE_CARD.plus(ON_THE_GIFT_CARD).toString());
    return registered;
  }

  private void agentFindsOut(String paidBy) {
    process.completeUserTask(
        byElementId("Task_FindOutWhoPaid"),
        Map.of("paidBy", paidBy, "paidByNote", "dispute 4711 at the provider"));
  }

  /** The bank gave the money back, so that nobody else does, neither the provider nor an agent. */
  @Test
  void paysNothingThatTheBankGaveBackAfterALostDispute() {
    ReturnCase registered = bankTookMoneyBack();

    agentFindsOut("BANK");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(atTheProvider(registered)).isZero();
    assertThat(paidByHand(registered)).isEmpty();
    assertThat(owed(registered).isZero()).isTrue();
    assertThat(ledger.of(registered.id()))
        .filteredOn(entry -> entry.account() == Ledger.Account.CHARGED_BACK)
        .extracting(Ledger.Entry::amount)
        .containsExactlyInAnyOrder(ON_THE_CARD, ON_THE_GIFT_CARD);
    assertThat(scene.mails(registered)).doesNotContain("refund-account");
  }

  /** The dispute was about something else, or its money went back to the shop. */
  @Test
  void paysByHandWhatNobodyPaidAfterAllWithoutAskingTheProviderAgain() {
    ReturnCase registered = bankTookMoneyBack();

    agentFindsOut("NOBODY");

    agentIsToPay(ON_THE_CARD.plus(ON_THE_GIFT_CARD));
    agentPays("SEPA 4711");
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(atTheProvider(registered)).isZero();
    assertThat(paidByHand(registered)).containsExactlyInAnyOrder(ON_THE_CARD, ON_THE_GIFT_CARD);
    assertThat(owed(registered).isZero()).isTrue();
  }

  /** The task is no second way to pay: what was open when it came up may have been settled. */
  @Test
  void believesTheProviderThatTellsOfItsPaymentWhileAnAgentLooks() {
    ReturnCase registered = bankTookMoneyBack();
    refundsOf(registered).forEach(refund -> providerSays(refund.id(), State.SETTLED));

    agentFindsOut("NOBODY");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(paidByHand(registered)).isEmpty();
    assertThat(owed(registered).isZero()).isTrue();
  }

  // the clock

  private void theBookSays(Refund refund, String state) {
    assertThat(
            jdbc.sql("update simulated_refund set state = ? where request_key = ?")
                .params(state, refund.id().toString())
                .update())
        .isEqualTo(1);
  }

  /** Nobody told of it: the journey asks by itself, again and again. */
  @Test
  void findsOutAfterDaysThatAPendingRefundFailed() {
    ReturnCase registered = comesBack(Behaviour.ANSWER_LATER, 2);
    List<Refund> pending = awaitBoth(registered, Refund.State.PENDING);
    for (int check = 0; check < 8; check++) {
      time.pass(Duration.ofHours(6));
    }
    time.awaitStandstill();
    assertThatProcessInstance(byProcessId("payout")).hasActiveElements("Gateway_PayoutOutcome");
    theBookSays(pending.getFirst(), "FAILED");
    theBookSays(pending.getLast(), "SETTLED");

    time.pass(Duration.ofHours(6));

    agentIsToPay(pending.getFirst().amount());
    agentPays("SEPA 4711");
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(paidByHand(registered)).containsExactly(pending.getFirst().amount());
    assertThat(owed(registered).isZero()).isTrue();
  }

  /** The duty to pay does not end, and the shopper may take long to name an account. */
  @Test
  void paysByHandAfterWeeksToAnAccountThatCameLate() {
    ReturnCase registered = comesBack(Behaviour.REFUSE, 2);
    agentIsToPay(ON_THE_CARD.plus(ON_THE_GIFT_CARD));
    time.pass(Duration.ofDays(21));
    time.awaitStandstill();
    agentIsToPay(ON_THE_CARD.plus(ON_THE_GIFT_CARD));
    assertThat(scene.mails(registered)).containsOnlyOnce("refund-account");
    assertThat(scene.now(registered).outcome()).isNull();

    accounts.give(registered.id(), "Mila de Vries", "NL91ABNA0417164300", "shopper");
    agentPays("SEPA 4711");

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(paidByHand(registered)).containsExactlyInAnyOrder(ON_THE_CARD, ON_THE_GIFT_CARD);
    assertThat(accounts.of(registered.id()).orElseThrow().usable()).isFalse();
  }

  /** The return is closed for weeks when the money comes back, and it is paid weeks after that. */
  @Test
  void paysAgainWhatCameBackWeeksAfterTheReturnWasClosed() {
    ReturnCase registered = comesBack(Behaviour.NORMAL, 0);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    Refund cameBack = awaitBoth(registered, Refund.State.SETTLED).getFirst();
    time.pass(Duration.ofDays(40));

    providerSays(cameBack.id(), State.FAILED);

    assertThatProcessInstance(byProcessId("payout-correction"))
        .hasActiveElements("Task_PayOutByHand");
    time.pass(Duration.ofDays(10));
    time.awaitStandstill();
    agentPays("SEPA 4713");
    assertThatProcessInstance(byProcessId("payout-correction")).isCompleted();
    assertThat(paidByHand(registered)).containsExactly(cameBack.amount());
    assertThat(owed(registered).isZero()).isTrue();
  }

  /** It is held up for weeks, and then the shop loses it. */
  @Test
  void seesWithItsNextCheckThatADisputeWasLost() {
    ReturnCase registered = comesBack(Behaviour.DISPUTED, 1);
    assertThatProcessInstance(byProcessId("payout")).hasActiveElements("Gateway_PayoutOutcome");
    time.pass(Duration.ofDays(20));
    time.awaitStandstill();
    assertThat(atTheProvider(registered)).isZero();
    simulators.set(Simulator.PAYMENT, Behaviour.DISPUTE_LOST, 1);

    time.pass(Duration.ofHours(6));

    assertThatUserTask(byElementId("Task_FindOutWhoPaid")).isCreated();
    agentFindsOut("BANK");
    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(atTheProvider(registered)).isZero();
    assertThat(owed(registered).isZero()).isTrue();
  }

  private long atTheProvider(ReturnCase of) {
    return refundsOf(of).stream()
        .mapToLong(
            refund ->
                scene.count(
                    "select count(*) from simulated_refund where request_key = ?",
                    refund.id().toString()))
        .sum();
  }

  private List<Settlement> settlements(ReturnCase of) {
    return scene.now(of).units().stream().map(ReturnUnit::settlement).toList();
  }

  /** What the shopper still has to get, as the ledger says. */
  private Money owed(ReturnCase of) {
    return ledger.of(of.id()).stream()
        .filter(entry -> entry.account() == Ledger.Account.REFUNDS_PAYABLE)
        .map(Ledger.Entry::amount)
        .reduce(Money.zero(Currency.getInstance("EUR")), Money::plus);
  }

  /** JPY has no decimals. */
  @Test
  void tellsAnAgentAmountsInTheDecimalsOfTheirCurrency() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    ReturnCase registered =
        scene.registers(
            order("JPY").line("COAT-M", 1, 5000).build(), ReturnReason.DEFECTIVE, "REFUND");
    scene.comesBackAsNew(registered);

    agentIsToPay(Money.of(5000, "JPY"));
    assertThat(Money.of(5000, "JPY")).hasToString("JPY 5000");
  }
}
