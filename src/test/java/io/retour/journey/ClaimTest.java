package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.ClaimUnit;
import io.retour.claims.Claims;
import io.retour.notifications.Notifications;
import io.retour.orders.Order;
import io.retour.policy.DecisionLog;
import io.retour.refunds.PaymentProvider;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Statements;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class ClaimTest {

  @Autowired Scene scene;
  @Autowired ClaimScene shopper;
  @Autowired Claims claims;
  @Autowired Returns returns;
  @Autowired Withdrawals withdrawals;
  @Autowired Notifications notifications;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired DecisionLog decisions;
  @Autowired JourneyInstances instances;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  @BeforeEach
  void everybodyBehaves() {
    for (Simulator simulator : Simulator.values()) {
      simulators.set(simulator, Behaviour.NORMAL, 0);
    }
  }

  @Test
  void sendsADamagedPieceAgainWhenTheShopperChoosesSo() {
    Claim claim = shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.DAMAGED);
    shopper.awaitMail(claim, "claim-choice");
    assertThat(claims.askedFor(claim)).contains("CHOICE");

    claims.choose(claim.id(), Remedy.REPLACEMENT, "shopper");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPLACEMENT);
    assertThat(shopper.mails(claim)).containsExactly("claim-choice", "claim-replacement-sent");
    assertThat(refunds.grantOf(claim.id())).isEmpty();
    assertThat(
            scene.count(
                "select count(*) from outbound_carrier_claim where claim_id = ?", claim.id()))
        .isEqualTo(1);
    assertThat(decisions.of(claim.id()))
        .allSatisfy(entry -> assertThat(entry.replayAgrees()).isTrue())
        .extracting(DecisionLog.Entry::decisionId)
        .containsExactlyInAnyOrder("claim-bearer", "claim-remedy");
  }

  /** medusa#412, #212: a claim on what an earlier claim sent. */
  @Test
  void takesAClaimOnTheReplacementOfAClaim() {
    Order order = order().line("CUP-R", 1, 1995).build();
    Claim first = shopper.claims(order, Kind.DAMAGED, Remedy.REPLACEMENT, false);
    shopper.awaitOutcome(first, Outcome.SETTLED);

    Claim second = shopper.claims(order, Kind.DAMAGED, Remedy.REFUND, false);

    assertThat(second.units().getFirst().replaces()).isEqualTo(first.units().getFirst().id());
    shopper.awaitOutcome(second, Outcome.SETTLED);
    assertThat(refunds.grantOf(second.id()).orElseThrow().amount())
        .isEqualTo(Money.of(1995, "EUR"));
    assertThatThrownBy(() -> shopper.claims(order, Kind.DAMAGED))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("can be claimed");
  }

  /** CRD Art. 18(3) and 20: what never came is paid back whole, delivery and all. */
  @Test
  void paysBackAllOfAnOrderThatNeverArrived() {
    Order order = order().notDelivered().line("CUP-R", 2, 9995).shipping(795, 495).build();
    Claim claim = shopper.claims(order, Kind.NEVER_ARRIVED, Remedy.REFUND, false);

    shopper.awaitOutcome(claim, Outcome.SETTLED);

    assertThatProcessInstance(byKey(instances.of(claim.id()).orElseThrow())).isCompleted();
    assertThat(refunds.grantOf(claim.id()).orElseThrow().amount())
        .isEqualTo(Money.of(2 * 9995 + 795, "EUR"));
    assertThat(shopper.mails(claim)).containsExactly("claim-refunded");
    assertThat(returns.returnable(order).values()).containsOnly(0);
    assertThat(
            scene.count(
                "select coalesce(sum(amount_minor), 1) from ledger_entry where return_id = ?",
                claim.id()))
        .isZero();
  }

  @Test
  void paysBackWhatIsSoldOut() {
    shopper.soldOut("GONE-1");
    Claim claim =
        shopper.claims(
            order().line("GONE-1", 1, 1995).build(), Kind.WRONG, Remedy.REPLACEMENT, false);

    shopper.awaitOutcome(claim, Outcome.SETTLED);

    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
  }

  @Test
  void replacesOnePieceAndPaysBackTheOtherWhenThatSellsOutMeanwhile() {
    Claim claim =
        shopper.claims(
            order().line("HERE-2", 1, 1000).line("GONE-2", 1, 900).build(), Kind.MISSING);
    shopper.awaitMail(claim, "claim-choice");
    shopper.soldOut("GONE-2");

    claims.choose(claim.id(), Remedy.REPLACEMENT, "shopper");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.now(claim).units())
        .extracting(ClaimUnit::sku, ClaimUnit::remedy)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("HERE-2", Remedy.REPLACEMENT),
            org.assertj.core.groups.Tuple.tuple("GONE-2", Remedy.REFUND));
    assertThat(refunds.grantOf(claim.id()).orElseThrow().amount()).isEqualTo(Money.of(900, "EUR"));
    assertThat(shopper.mails(claim))
        .containsExactly("claim-choice", "claim-replacement-sent", "claim-refunded");
  }

  @Test
  void paysBackAllWhenEverythingSellsOutMeanwhile() {
    Claim claim = shopper.claims(order().line("GONE-3", 1, 1000).build(), Kind.MISSING);
    shopper.awaitMail(claim, "claim-choice");
    shopper.soldOut("GONE-3");

    claims.choose(claim.id(), Remedy.REPLACEMENT, "shopper");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.mails(claim)).containsExactly("claim-choice", "claim-refunded");
  }

  @Test
  void paysBackWhoDoesNotChoose() {
    Claim claim = shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG);
    shopper.awaitMail(claim, "claim-choice");

    time.pass(Duration.ofDays(7));
    shopper.awaitEnd(claim);

    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
  }

  @Test
  void asksForAPhotoAndGoesOnWithIt() {
    Claim claim =
        shopper.claims(order().line("LAMP-1", 1, 4995).build(), Kind.DAMAGED, Remedy.REFUND, false);
    shopper.awaitMail(claim, "claim-evidence-needed");

    claims.addEvidence(claim.id(), List.of(ClaimScene.photo(claim.id())), "cracked", "shopper");

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.mails(claim)).containsExactly("claim-evidence-needed", "claim-refunded");
  }

  @Test
  void remindsOfThePhotoAndLetsAnAgentDecideWithoutIt() {
    Claim claim = shopper.claims(order().line("LAMP-1", 1, 4995).build(), Kind.DAMAGED);
    shopper.awaitMail(claim, "claim-evidence-needed");

    time.pass(Duration.ofDays(3));
    shopper.awaitMail(claim, "claim-evidence-reminder");
    assertThat(claims.askedFor(shopper.now(claim))).contains("EVIDENCE");
    time.pass(Duration.ofDays(5));

    assertThatUserTask(byElementId("Task_ReviewClaim")).isCreated().hasCandidateGroup("agent");
    assertThat(claims.askedFor(shopper.now(claim))).isEmpty();
    process.completeUserTask(
        byElementId("Task_ReviewClaim"),
        Map.of("decision", "ACCEPT", "remedy", "REPLACEMENT", "reviewNote", "presumed"));
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REPLACEMENT);
  }

  private Claim disputed() {
    return shopper.claims(order().line("RADIO-1", 1, 9995).build(), Kind.NEVER_ARRIVED);
  }

  private void rejects() {
    process.completeUserTask(
        byElementId("Task_ReviewClaim"),
        Map.of("decision", "REJECT", "reviewNote", "signed for by the shopper"));
  }

  @Test
  void goesOnForTheShopperWhenTheReviewIsOverdue() {
    Claim claim = disputed();
    assertThatUserTask(byElementId("Task_ReviewClaim")).isCreated();

    time.pass(Duration.ofDays(2));
    shopper.awaitEnd(claim);

    assertThat(shopper.remedies(claim)).containsExactly(Remedy.REFUND);
  }

  @Test
  void rejectsAndLetsThePieceComeBackAsAReturn() {
    Claim claim = disputed();
    rejects();
    shopper.awaitOutcome(claim, Outcome.REJECTED);
    shopper.awaitMail(claim, "claim-rejected");

    Order order = claims.order(shopper.now(claim));
    scene.registers(order, ReturnReason.NO_REASON_GIVEN, "REFUND");

    assertThatThrownBy(() -> claims.object(claim.id(), "", "shopper"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("in a return");
  }

  /** CRD Art. 9: a claim never stands in the way of the right of withdrawal. */
  @Test
  void letsGoOfItsPiecesWhenTheConsumerWithdrawsInTime() {
    Order bought = order().line("CUP-R", 1, 1995).build();
    Claim claim = shopper.claims(bought, Kind.DAMAGED);
    shopper.awaitMail(claim, "claim-choice");

    Statement statement = withdrawals.state(Statements.about(bought));

    shopper.awaitOutcome(claim, Outcome.CALLED_OFF);
    await("return of the statement")
        .atMost(Scene.PATIENCE)
        .until(() -> withdrawals.returnOf(statement.id()).isPresent());
  }

  /** It was made good with the money; no return has it, so none can be named. */
  @Test
  void namesTheClaimToWhoWithdrawsFromWhatOnlyAClaimHolds() {
    Order bought = order().line("CUP-R", 1, 1995).build();
    Claim claim = shopper.claims(bought, Kind.WRONG, Remedy.REFUND, false);
    shopper.awaitOutcome(claim, Outcome.SETTLED);

    Statement statement = withdrawals.state(Statements.about(bought));

    await("answer")
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(notifications.of(statement.id()))
                    .filteredOn(mail -> mail.template().equals("withdrawal-answer"))
                    .singleElement()
                    .satisfies(
                        mail ->
                            assertThat(mail.body())
                                .contains("settled already with claim " + claim.number())));
  }

  /** CRD Art. 9: a claim never stands in the way of a withdrawal. */
  @Test
  void letsThePieceComeBackAsAReturnWhenTheClaimIsCalledOff() {
    Claim claim = disputed();
    assertThatUserTask(byElementId("Task_ReviewClaim")).isCreated();

    claims.callOff(claim.id(), "shopper");
    claims.callOff(claim.id(), "shopper");

    assertThat(shopper.now(claim).outcome()).isEqualTo(Outcome.CALLED_OFF);
    CamundaAssert.assertThatProcessInstance(byProcessId("claim"))
        .isCompleted()
        .hasCompletedElements("Event_CalledOff");
    scene.registers(claims.order(shopper.now(claim)), ReturnReason.NO_REASON_GIVEN, "REFUND");
  }

  @Test
  void cannotBeCalledOffOnceItIsMadeGood() {
    Claim claim =
        shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG, Remedy.REFUND, false);
    shopper.awaitOutcome(claim, Outcome.SETTLED);

    assertThatThrownBy(() -> claims.callOff(claim.id(), "shopper")).isInstanceOf(Problem.class);
  }

  @Test
  void makesItGoodWhenTheObjectionIsRight() {
    Claim claim = disputed();
    rejects();
    shopper.awaitMail(claim, "claim-rejected");

    claims.object(claim.id(), "that is not my signature", "shopper");
    process.completeUserTask(
        byElementId("Task_ReviewObjection"),
        Map.of("decision", "ACCEPT", "remedy", "REFUND", "reviewNote", "another hand"));

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThat(shopper.mails(claim)).containsExactly("claim-rejected", "claim-refunded");
  }

  @Test
  void staysRejectedWhenTheObjectionIsWrong() {
    Claim claim = disputed();
    rejects();
    shopper.awaitMail(claim, "claim-rejected");
    claims.object(claim.id(), "", "shopper");

    process.completeUserTask(
        byElementId("Task_ReviewObjection"),
        Map.of("decision", "REJECT", "reviewNote", "the same hand"));

    shopper.awaitMail(claim, "claim-rejection-upheld");
    assertThat(shopper.now(claim).outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(claims.objectable(shopper.now(claim))).isFalse();
  }

  @Test
  void makesItGoodWhenNobodyLooksAtTheObjection() {
    Claim claim = disputed();
    rejects();
    shopper.awaitMail(claim, "claim-rejected");
    claims.object(claim.id(), "", "shopper");
    assertThatUserTask(byElementId("Task_ReviewObjection")).isCreated();

    time.pass(Duration.ofDays(2));
    shopper.awaitOutcome(claim, Outcome.SETTLED);
  }

  @Test
  void standsRejectedWhenNobodyObjects() {
    Claim claim = disputed();
    rejects();
    shopper.awaitMail(claim, "claim-rejected");

    time.pass(Duration.ofDays(15));

    CamundaAssert.assertThatProcessInstance(byProcessId("claim-rejection"))
        .isCompleted()
        .hasCompletedElements("Event_NoObjection");
    assertThat(shopper.now(claim).outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(shopper.mails(claim)).containsExactly("claim-rejected");
  }

  @Test
  void servesTheShopperWhileTheCarrierRefuses() {
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    Claim claim =
        shopper.claims(
            order().line("CUP-R", 1, 1995).build(), Kind.DAMAGED, Remedy.REPLACEMENT, false);

    shopper.awaitOutcome(claim, Outcome.SETTLED);
    assertThatUserTask(byElementId("Task_PursueCarrierClaim")).isCreated();
    CamundaAssert.assertThatProcessInstance(byProcessId("claim"))
        .hasVariable("carrierRefusalReason", "The carrier has a signature for this shipment");
    process.completeUserTask(
        byElementId("Task_PursueCarrierClaim"), Map.of("carrierClaimNote", "they pay half"));
    CamundaAssert.assertThatProcessInstance(byProcessId("claim"))
        .isCompleted()
        .hasCompletedElements("Event_CarrierClaimPursued");
  }

  @Test
  void waitsForTheProviderThatSettlesLater() {
    simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 1);
    Claim claim =
        shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG, Remedy.REFUND, false);
    Refund pending = pendingRefund(claim);

    payouts.told(
        pending.id(), new PaymentProvider.Answer("sre_later", PaymentProvider.State.SETTLED, ""));

    shopper.awaitOutcome(claim, Outcome.SETTLED);
  }

  @Test
  void asksTheProviderThatForgets() {
    simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 1);
    Claim claim =
        shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG, Remedy.REFUND, false);
    scene.providerSettles(pendingRefund(claim).id());

    time.pass(Duration.ofHours(6));
    shopper.awaitEnd(claim);
  }

  private Refund pendingRefund(Claim claim) {
    await("pending refund")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                refunds
                    .grantOf(claim.id())
                    .map(grant -> refunds.refundsOf(grant.id()))
                    .orElse(List.of())
                    .stream()
                    .anyMatch(refund -> refund.state() == Refund.State.PENDING));
    UUID grantId = refunds.grantOf(claim.id()).orElseThrow().id();
    return refunds.refundsOf(grantId).getFirst();
  }

  @Test
  void letsAnAgentPayWhatTheProviderRefuses() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    Claim claim =
        shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG, Remedy.REFUND, false);

    process.completeUserTask(
        byElementId("Task_PayOutByHand"), Map.of("payoutReference", "SEPA 4711", "payoutNote", ""));

    shopper.awaitOutcome(claim, Outcome.SETTLED);
  }
}
