package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcels;
import io.retour.counter.Counter;
import io.retour.counter.HandIn;
import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.exchanges.Exchanges;
import io.retour.logistics.Pickups;
import io.retour.logistics.SendBacks;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.refunds.DeductionObjections;
import io.retour.refunds.Grant;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.ExchangeWish;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Statements;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Zeebe hands a job out at least once. Here each job is handed out a second time because the answer
 * to the first was lost, and everything that the journey leaves behind, in our books and in those
 * of carrier, payment provider and stock system, is counted: it is what one hand-out leaves.
 */
@ProcessTest
class WorkerRedeliveryTest {

  @Autowired HandedOutTwice twice;
  @Autowired Scene scene;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Withdrawals withdrawals;
  @Autowired Refunds refunds;
  @Autowired DeductionObjections objections;
  @Autowired Payouts payouts;
  @Autowired Exchanges exchanges;
  @Autowired Catalogue catalogue;
  @Autowired Counter counter;
  @Autowired BlindParcels blindParcels;
  @Autowired Pickups pickups;
  @Autowired SendBacks sendBacks;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationContext application;

  /** What a return leaves behind from which something is taken off. */
  private static final String LESSENED =
      "answer Review inspection, decision disposition, decision destroy-allowed, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
          + " decision refund-deduction, decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
          + " delivered, event dispositioned, event inspected, event inspection-accepted, event"
          + " label-created, event photographed, event registered, event settlement-granted, event"
          + " settlement-settled, event settlement-submitted, grant, label at the carrier, ledger"
          + " grant, ledger refund, mail label-ready, mail refund-settled, parcel, refund, refund"
          + " at the provider, stock at its system, stock movement";

  /** A way through the journeys that ends by itself, and all that it is to leave behind. */
  private enum Way {
    SETTLED(
        WorkerRedeliveryTest::settled,
        "decision instant-settlement, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event dropped-off, event inspected, event"
            + " label-created, event registered, event settlement-granted, event"
            + " settlement-settled, event settlement-submitted, grant, label at the carrier, ledger"
            + " grant, ledger refund, mail label-ready, mail parcel-dropped-off, mail"
            + " refund-settled, parcel, refund, refund at the provider, stock at its system, stock"
            + " movement"),
    PAID_AT_DROP_OFF(
        WorkerRedeliveryTest::paidAtDropOff,
        "decision instant-settlement, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, decision disposition,"
            + " decision refund-deduction, decision recovery, event authorised, event closed, event"
            + " delivered, event dispositioned, event dropped-off, event inspected, event"
            + " inspection-refused, event label-created, event overpaid, event overpayment-repaid,"
            + " event refused-pieces-free, event registered, event settlement-granted, event"
            + " settlement-settled, event settlement-submitted, answer Review inspection, answer"
            + " Follow up repayment, grant, label at the carrier, ledger grant, ledger refund, ledger overpaid, ledger repaid,"
            + " mail label-ready, mail parcel-dropped-off, mail refund-at-drop-off, mail"
            + " repayment-requested, overpayment, parcel, refund, refund at the provider"),
    WRITTEN_OFF(
        WorkerRedeliveryTest::writtenOff,
        "decision instant-settlement, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, decision disposition,"
            + " decision refund-deduction, decision recovery, event authorised, event closed, event"
            + " delivered, event dispositioned, event dropped-off, event inspected, event"
            + " inspection-refused, event label-created, event overpaid, event"
            + " overpayment-written-off, event registered, event settlement-granted, event"
            + " settlement-settled, event settlement-submitted, answer Review inspection, grant,"
            + " label at the carrier, ledger grant, ledger refund, ledger overpaid, ledger"
            + " written-off, mail label-ready, mail parcel-dropped-off, mail refund-at-drop-off,"
            + " overpayment, parcel, refund, refund at the provider"),
    HANDED_IN(
        WorkerRedeliveryTest::handedIn,
        "decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " dispositioned, event handed-in, event inspected, event registered, event"
            + " settlement-granted, event settlement-settled, event settlement-submitted, grant,"
            + " ledger grant, ledger refund, mail handed-in-at-store, mail refund-settled, mail"
            + " store-pass, refund, refund at the provider, stock at its system, stock movement"),
    IDENTIFIED(
        WorkerRedeliveryTest::identified,
        "decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event registered, event"
            + " settlement-granted, event settlement-settled, event settlement-submitted, grant,"
            + " ledger grant, ledger refund, mail blind-parcel-identified, mail refund-settled,"
            + " refund, refund at the provider, stock at its system, stock movement"),
    SET_ASIDE(
        WorkerRedeliveryTest::setAside,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event registered, mail store-pass, parcel overdue, unclaimed at"
            + " its system, unclaimed movement"),
    CREDITED(
        WorkerRedeliveryTest::credited,
        "decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision credit-terms, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event label-created, event"
            + " registered, event settlement-granted, event settlement-settled, grant, label at the"
            + " carrier, ledger bonus, ledger credit, ledger grant, mail label-ready, mail"
            + " store-credit-issued, parcel, stock at its system, stock movement, store credit"),
    PAID_BY_HAND(
        WorkerRedeliveryTest::paidByHand,
        "answer Pay out by hand, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event label-created, event"
            + " registered, event settlement-failed, event settlement-granted, event"
            + " settlement-settled, event settlement-submitted, grant, label at the carrier, ledger"
            + " grant, ledger payout, mail label-ready, mail refund-account, mail refund-settled, parcel, refund, refund"
            + " at the provider, stock at its system, stock movement"),
    GIVEN_BACK_BY_BANK(
        WorkerRedeliveryTest::givenBackByBank,
        "answer Find out who paid, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event label-created, event"
            + " registered, event settlement-granted, event"
            + " settlement-settled, event settlement-submitted, grant, label at the carrier, ledger"
            + " charged-back, ledger grant, mail label-ready, mail refund-settled, parcel, refund,"
            + " stock at its system, stock movement"),
    PAID_AGAIN(
        WorkerRedeliveryTest::paidAgain,
        "decision instant-settlement, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event dropped-off, event inspected, event"
            + " label-created, event registered, event settlement-granted, event"
            + " settlement-settled, event settlement-submitted, grant, label at the carrier, ledger"
            + " grant, ledger refund, mail label-ready, mail parcel-dropped-off, mail"
            + " refund-settled, parcel, refund, refund at the provider, stock at its system, stock"
            + " movement, answer Pay out by hand, event settlement-reversed, event"
            + " settlement-settled, ledger reversal, ledger payout, mail refund-reversed, mail"
            + " reversal-paid"),
    LATE(
        WorkerRedeliveryTest::late,
        "answer Pay late interest, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event label-created, event"
            + " late-interest-due, event late-interest-paid, event registered, event"
            + " settlement-granted, event settlement-settled, event settlement-submitted, grant, label at the"
            + " carrier, ledger grant, ledger late, ledger late-paid, ledger refund, mail label-ready, mail"
            + " late-interest-owed, mail late-interest-paid, mail refund-settled, parcel, refund, refund at the"
            + " provider, stock at its system, stock movement"),
    ASKED(
        WorkerRedeliveryTest::asked,
        "decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event label-created, event"
            + " registered, event settlement-granted, event settlement-pending, event"
            + " settlement-settled, event settlement-submitted, grant, label at the carrier, ledger"
            + " grant, ledger refund, mail label-ready, mail refund-settled, parcel, refund, refund"
            + " at the provider, stock at its system, stock movement"),
    REFUSED(
        WorkerRedeliveryTest::refused,
        "answer Review inspection, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision refund-deduction, decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event inspection-refused, event"
            + " label-created, event registered, event settlement-granted, grant, label at the"
            + " carrier, mail label-ready, mail nothing-due, parcel"),
    SENT_BACK(
        WorkerRedeliveryTest::sentBack,
        "answer Review inspection, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision refund-deduction, decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event inspection-refused, event"
            + " label-created, event registered, event send-back-labelled, event sent-back, event"
            + " settlement-granted, grant, label at the carrier, label at the carrier, mail"
            + " label-ready, mail nothing-due, mail sent-back, parcel, stock at its system, stock"
            + " movement"),
    SENT_BACK_BY_HAND(
        WorkerRedeliveryTest::sentBackByHand,
        "answer Arrange delivery, answer Hasten send-back, answer Review inspection, decision disposition, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision refund-deduction, decision resolution, decision delivery-refund, decision return-methods, decision routing, event authorised, event closed, event"
            + " delivered, event dispositioned, event inspected, event inspection-refused, event"
            + " label-created, event registered, event send-back-labelled, event sent-back, event"
            + " settlement-granted, grant, label at the carrier, mail label-ready, mail"
            + " nothing-due, mail sent-back, parcel, stock at its system, stock movement"),
    GIVEN_BACK(
        WorkerRedeliveryTest::givenBack,
        LESSENED
            + ", answer Review deduction, event"
            + " deduction-objected, event objection-accepted, event objection-granted, event"
            + " objection-settled, event objection-submitted, mail deduction-given-back"),
    DEDUCTION_UPHELD(
        WorkerRedeliveryTest::upheld,
        LESSENED
            + ", answer Review deduction, event"
            + " deduction-objected, event objection-upheld, mail deduction-upheld"),
    LOST(
        WorkerRedeliveryTest::lost,
        "decision instant-settlement, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision resolution, decision delivery-refund,"
            + " decision return-methods, decision routing, carrier claim, claim at the carrier, event authorised, event carrier-claim, event closed, event dropped-off, event"
            + " label-created, event lost, event registered, event settlement-granted, event"
            + " settlement-settled, event settlement-submitted, grant, label at the carrier, ledger"
            + " grant, ledger refund, mail label-ready, mail parcel-dropped-off, mail"
            + " refund-settled, parcel, refund, refund at the provider"),
    LABELLED_BY_HAND(
        WorkerRedeliveryTest::labelledByHand,
        "answer Arrange label by hand, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event label-created, event registered, mail label-ready, parcel"),
    CANCELLED(
        WorkerRedeliveryTest::cancelled,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event cancellation-requested, event cancelled, event"
            + " label-created, event registered, label at the carrier, label voided there, mail"
            + " label-ready, mail return-cancelled, parcel, parcel voided"),
    EXPIRED(
        WorkerRedeliveryTest::expired,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event expired, event label-created, event registered, label at the carrier, label voided there, mail label-ready, mail label-reminder, mail"
            + " return-expired, parcel, parcel voided"),
    NEVER_HANDED_IN(
        WorkerRedeliveryTest::neverHandedIn,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event expired, event registered, mail store-pass, mail return-expired"),
    REJECTED(
        WorkerRedeliveryTest::rejected,
        "answer Review return, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods,"
            + " event registered, event rejected, mail return-rejected"),
    QR(
        WorkerRedeliveryTest::withAQrCode,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision return-methods, decision routing, event authorised, event label-created, event registered,"
            + " label at the carrier, mail qr-ready, parcel, qr code"),
    PICKUP_MISSED(
        WorkerRedeliveryTest::pickupMissed,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision return-methods, decision routing, event authorised, event label-created, event"
            + " pickup-booked, event pickup-booked, event pickup-chosen, event pickup-missed, event"
            + " registered, label at the carrier, mail pickup-booked, mail pickup-booked, mail"
            + " pickup-offer, parcel, pickup, pickup, pickup at the carrier, pickup at the"
            + " carrier"),
    PICKUP_GIVEN_UP(
        WorkerRedeliveryTest::pickupGivenUp,
        "answer Agree pickup with shopper, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis,"
            + " decision return-methods, decision routing, event authorised, event expired, event registered, mail"
            + " pickup-offer, mail return-expired"),
    EXCHANGED(
        WorkerRedeliveryTest::exchanged,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision"
            + " return-methods, decision routing, decision disposition, decision resolution,"
            + " event authorised, event closed, event delivered, event dispositioned, event"
            + " inspected, event label-created, event registered, event settlement-granted,"
            + " grant, label at the carrier, mail label-ready, parcel, stock at its system,"
            + " stock movement, decision exchange-mode, exchange reserved, event"
            + " exchange-difference-paid, event exchange-shipped, exchange EXCHANGED, exchange"
            + " link, exchange outbound, exchange order, ledger carried, ledger link, mail"
            + " exchange-payment, mail exchange-shipped"),
    EXCHANGE_FELL_BACK(
        WorkerRedeliveryTest::exchangeFellBack,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision"
            + " return-methods, decision routing, decision disposition, decision resolution, decision delivery-refund,"
            + " event authorised, event closed, event delivered, event dispositioned, event"
            + " inspected, event label-created, event registered, event settlement-granted,"
            + " grant, label at the carrier, mail label-ready, parcel, stock at its system,"
            + " stock movement, exchange FELL_BACK, event exchange-fell-back, event"
            + " settlement-settled, event settlement-submitted, ledger grant, ledger refund,"
            + " mail exchange-out-of-stock, mail exchange-refund-instead, mail refund-settled,"
            + " refund, refund at the provider"),
    EXCHANGED_AHEAD(
        WorkerRedeliveryTest::exchangedAhead,
        "decision instant-settlement, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision"
            + " return-methods, decision routing, decision disposition, decision resolution,"
            + " event authorised, event closed, event delivered, event dispositioned, event"
            + " inspected, event label-created, event registered, event settlement-granted,"
            + " grant, label at the carrier, mail label-ready, parcel, stock at its system,"
            + " stock movement, decision exchange-mode, exchange reserved, event dropped-off,"
            + " event exchange-shipped-ahead, exchange EXCHANGED, exchange hold, exchange"
            + " outbound, exchange order, ledger carried, mail exchange-shipped-ahead, mail"
            + " parcel-dropped-off"),
    UNPAID(
        WorkerRedeliveryTest::unpaid,
        "answer Review inspection, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision"
            + " return-methods, decision routing, decision disposition, decision refund-deduction,"
            + " decision resolution, decision delivery-refund, event authorised, event closed, event delivered, event"
            + " dispositioned, event inspected, event inspection-refused, event label-created, event"
            + " registered, event settlement-granted, event exchange-unpaid, grant, label at the"
            + " carrier, mail label-ready, parcel, decision exchange-mode, exchange"
            + " reserved, event exchange-shipped-ahead, exchange EXCHANGED, exchange hold, exchange"
            + " outbound, exchange order, mail exchange-shipped-ahead"),
    BOUGHT(
        WorkerRedeliveryTest::bought,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision"
            + " return-methods, decision routing, decision exchange-mode, event authorised,"
            + " event exchange-hold-captured, event exchange-shipped-ahead, event"
            + " label-created, event registered, exchange BOUGHT, exchange hold, exchange"
            + " order, exchange outbound, exchange reserved, label at the carrier, ledger hold,"
            + " mail exchange-hold-captured, mail exchange-return-reminder, mail"
            + " exchange-shipped-ahead, mail label-ready, parcel"),
    KEPT(
        WorkerRedeliveryTest::keptItem,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision"
            + " return-methods, decision routing, decision keep-item, decision resolution, decision delivery-refund,"
            + " event authorised, event closed, event kept-by-customer, event registered, event"
            + " settlement-granted, event settlement-settled, event settlement-submitted,"
            + " grant, ledger grant, ledger refund, mail item-kept, mail refund-settled,"
            + " refund, refund at the provider"),
    STOPPED(
        WorkerRedeliveryTest::stopped,
        "answer Stop shipment, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision resolution,"
            + " decision return-methods, decision routing, event authorised, event closed, event registered, event"
            + " settlement-granted, event settlement-settled, event settlement-submitted, event shipment-stopped,"
            + " grant, ledger grant, ledger refund, mail refund-settled, mail shipment-stopped, refund, refund"
            + " at the provider"),
    STOPPED_UNANSWERED(
        WorkerRedeliveryTest::stoppedUnanswered,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision resolution,"
            + " decision return-methods, decision routing, event agent-reminded, event authorised, event closed, event"
            + " registered, event settlement-granted, event settlement-settled, event settlement-submitted, event"
            + " shipment-stopped, grant, ledger grant, ledger refund, mail refund-settled, mail shipment-stopped,"
            + " refund, refund at the provider"),
    CLARIFIED(
        WorkerRedeliveryTest::clarified,
        "answer Clarify item, decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods,"
            + " decision routing, event authorised, event item-clarified, event label-created, event"
            + " registered, label at the carrier, mail label-ready, parcel"),
    WITHDRAWN(
        WorkerRedeliveryTest::withdrawn,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event label-created, event registered, label at the carrier, mail"
            + " label-ready, parcel, statement decision withdrawal-class, statement mail"
            + " withdrawal-answer, statement mail withdrawal-received, statement outcome, withdrawal"
            + " answered, withdrawal contract-found, withdrawal return-registered, withdrawal stated"),
    REMINDED(
        WorkerRedeliveryTest::reminded,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event label-created, event registered, label at the carrier, mail"
            + " label-ready, parcel, statement decision withdrawal-class, statement mail"
            + " withdrawal-answer, statement mail withdrawal-received, statement outcome, withdrawal"
            + " agent-reminded, withdrawal answered, withdrawal contract-found, withdrawal"
            + " contract-unclear, withdrawal return-registered, withdrawal stated"),
    OVERDUE(
        WorkerRedeliveryTest::overdue,
        "decision eligibility, decision fraud-risk, decision hazmat-triage, decision legal-basis, decision return-methods, decision routing,"
            + " event authorised, event delivered, event label-created, event registered, label at"
            + " the carrier, mail label-ready, parcel");

    private final Function<WorkerRedeliveryTest, ReturnCase> walk;
    private final Map<String, Long> leaves;

    Way(Function<WorkerRedeliveryTest, ReturnCase> walk, String leaves) {
      this.walk = walk;
      this.leaves = HandedOutTwice.effects(leaves);
    }
  }

  /**
   * @param times how often the way has such a job
   */
  private record Job(String type, Way way, int times) {

    @Override
    public String toString() {
      return type + " on the way " + way;
    }
  }

  static List<Job> jobs() {
    return List.of(
        new Job("collect-return-facts", Way.SETTLED, 1),
        new Job("record-decision", Way.SETTLED, 9),
        new Job("prepare-hand-in", Way.HANDED_IN, 1),
        new Job("find-blind-candidates", Way.IDENTIFIED, 1),
        new Job("register-blind-return", Way.IDENTIFIED, 1),
        new Job("escalate-blind-parcel", Way.SET_ASIDE, 1),
        new Job("set-aside-blind-parcel", Way.SET_ASIDE, 1),
        new Job("authorise-return", Way.SETTLED, 1),
        new Job("create-return-label", Way.SETTLED, 1),
        new Job("send-notification", Way.SETTLED, 3),
        new Job("list-units-to-inspect", Way.SETTLED, 1),
        new Job("book-stock-movement", Way.SETTLED, 1),
        new Job("calculate-refund", Way.SETTLED, 1),
        new Job("grant-at-drop-off", Way.PAID_AT_DROP_OFF, 1),
        new Job("record-overpayment", Way.PAID_AT_DROP_OFF, 1),
        new Job("record-repayment", Way.PAID_AT_DROP_OFF, 1),
        new Job("write-off-overpayment", Way.WRITTEN_OFF, 1),
        new Job("submit-refund", Way.SETTLED, 1),
        new Job("close-return", Way.SETTLED, 1),
        new Job("issue-store-credit", Way.CREDITED, 1),
        new Job("record-manual-payout", Way.PAID_BY_HAND, 1),
        new Job("ask-for-account", Way.PAID_BY_HAND, 1),
        new Job("record-who-paid", Way.GIVEN_BACK_BY_BANK, 1),
        new Job("collect-reversal-facts", Way.PAID_AGAIN, 1),
        new Job("announce-payout-correction", Way.PAID_AGAIN, 2),
        new Job("collect-delay-facts", Way.LATE, 1),
        new Job("record-late-payment", Way.LATE, 1),
        new Job("check-refund", Way.ASKED, 1),
        new Job("record-inspection-review", Way.REFUSED, 1),
        new Job("open-task", Way.REFUSED, 1),
        new Job("record-answer", Way.REFUSED, 1),
        new Job("collect-send-back-facts", Way.SENT_BACK, 1),
        new Job("create-delivery-label", Way.SENT_BACK, 1),
        new Job("repeat-hand-over", Way.SENT_BACK, 1),
        new Job("record-delivery-label", Way.SENT_BACK_BY_HAND, 1),
        new Job("record-hand-over", Way.SENT_BACK_BY_HAND, 1),
        new Job("collect-objection-facts", Way.GIVEN_BACK, 1),
        new Job("give-deduction-back", Way.GIVEN_BACK, 1),
        new Job("uphold-deduction", Way.DEDUCTION_UPHELD, 1),
        new Job("report-parcel-lost", Way.LOST, 1),
        new Job("record-manual-label", Way.LABELLED_BY_HAND, 1),
        new Job("cancel-return", Way.CANCELLED, 1),
        new Job("void-return-label", Way.EXPIRED, 1),
        new Job("expire-return", Way.EXPIRED, 1),
        new Job("close-hand-in", Way.NEVER_HANDED_IN, 1),
        new Job("repeat-parcel-facts", Way.SETTLED, 2),
        new Job("reject-return", Way.REJECTED, 1),
        new Job("create-qr-code", Way.QR, 1),
        new Job("claim-lost-parcel", Way.LOST, 1),
        new Job("book-pickup", Way.PICKUP_MISSED, 2),
        new Job("record-missed-pickup", Way.PICKUP_MISSED, 1),
        new Job("release-pickup", Way.PICKUP_GIVEN_UP, 1),
        new Job("find-withdrawn-contract", Way.WITHDRAWN, 1),
        new Job("register-withdrawal-return", Way.WITHDRAWN, 1),
        new Job("answer-withdrawal", Way.WITHDRAWN, 1),
        new Job("remind-of-withdrawal", Way.REMINDED, 1),
        new Job("collect-clock-facts", Way.OVERDUE, 1),
        new Job("record-refund-deadline", Way.OVERDUE, 1),
        new Job("warn-of-due-date", Way.OVERDUE, 1),
        new Job("record-refund-breach", Way.OVERDUE, 1),
        new Job("record-late-interest", Way.OVERDUE, 1),
        new Job("reserve-wanted-items", Way.EXCHANGED, 2),
        new Job("grant-exchange-mode", Way.EXCHANGED, 1),
        new Job("work-out-exchange", Way.EXCHANGED, 1),
        new Job("create-payment-link", Way.EXCHANGED, 1),
        new Job("ship-replacement", Way.EXCHANGED, 1),
        new Job("offer-exchange-choice", Way.EXCHANGE_FELL_BACK, 1),
        new Job("fall-back-to-refund", Way.EXCHANGE_FELL_BACK, 1),
        new Job("authorise-hold", Way.EXCHANGED_AHEAD, 1),
        new Job("ship-in-advance", Way.EXCHANGED_AHEAD, 1),
        new Job("release-hold", Way.EXCHANGED_AHEAD, 1),
        new Job("complete-advance-exchange", Way.EXCHANGED_AHEAD, 1),
        new Job("note-unpaid-amount", Way.UNPAID, 1),
        new Job("capture-hold", Way.BOUGHT, 1),
        new Job("record-kept-item", Way.KEPT, 1),
        new Job("record-shipment", Way.STOPPED, 1),
        new Job("remind-of-shipment", Way.STOPPED_UNANSWERED, 1),
        new Job("check-delivery", Way.STOPPED_UNANSWERED, 1),
        new Job("record-clarification", Way.CLARIFIED, 1));
  }

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  @BeforeEach
  void everybodyBehaves() {
    for (Simulator simulator : Simulator.values()) {
      simulators.set(simulator, Behaviour.NORMAL, 0);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jobs")
  void aJobThatIsHandedOutTwiceHasOneEffect(Job job) {
    ReturnCase done = twice.job(job.type(), job.times(), process, () -> job.way().walk.apply(this));
    leaves(done, job.way());
  }

  /** They did the work, and then the connection broke; they are asked again with the same key. */
  @ParameterizedTest
  @EnumSource(value = Simulator.class, mode = EnumSource.Mode.EXCLUDE, names = "MAIL")
  void anAnswerThatIsLostHasOneEffect(Simulator simulator) {
    simulators.set(simulator, Behaviour.LOSE_ANSWER, 1);

    ReturnCase done = settled();

    assertThat(simulators.overview()).containsEntry(simulator, Behaviour.NORMAL.name());
    leaves(done, Way.SETTLED);
  }

  @ParameterizedTest
  @EnumSource(value = Simulator.class, mode = EnumSource.Mode.EXCLUDE, names = "MAIL")
  void aSystemThatIsAwayIsAskedAgain(Simulator simulator) {
    simulators.set(simulator, Behaviour.FAIL, 2);

    ReturnCase done = settled();

    assertThat(simulators.overview()).containsEntry(simulator, Behaviour.NORMAL.name());
    leaves(done, Way.SETTLED);
  }

  /** A new worker needs a line in the list above. */
  @Test
  void everyWorkerIsTriedTwice() {
    Set<String> workers =
        Arrays.stream(application.getBeanDefinitionNames())
            .map(application::getType)
            .filter(type -> type != null && type.getPackageName().equals("io.retour.journey"))
            .flatMap(type -> Stream.of(methods(type)))
            .filter(method -> method.isAnnotationPresent(JobWorker.class))
            .map(method -> method.getAnnotation(JobWorker.class).type())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(workers).isNotEmpty();
    assertThat(
            Stream.concat(
                jobs().stream().map(Job::type),
                ClaimRedeliveryTest.jobs().stream().map(ClaimRedeliveryTest.Job::type)))
        .containsExactlyInAnyOrderElementsOf(workers);
  }

  private static Method[] methods(Class<?> type) {
    return (AopUtils.isCglibProxy(type) ? type.getSuperclass() : type).getDeclaredMethods();
  }

  // the ways

  private ReturnCase settled() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    scene.awaitMail(registered, "parcel-dropped-off");
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  /** Paid at the scan, and an agent refuses what is not in the parcel. */
  private ReturnCase missingAfterInstantSettlement(long priceMinor) {
    ReturnCase registered =
        scene.registers(scene.orderOfAKnownShopper().line("TEE-M", 1, priceMinor).build());
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    scene.awaitMail(registered, "refund-at-drop-off");
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.MISSING);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box, photo on file"));
    return registered;
  }

  private ReturnCase paidAtDropOff() {
    ReturnCase registered = missingAfterInstantSettlement(2495);
    process.completeUserTask(
        byElementId("Task_FollowUpRepayment"),
        Map.of(
            "repaymentAnswer", "REPAID",
            "repaymentReference", "SEPA 4712",
            "repaymentNote", "came today"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase writtenOff() {
    ReturnCase registered = missingAfterInstantSettlement(995);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase announcedForStore() {
    ReturnCase announced =
        scene.registers(
            order().line("TEE-M", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND",
            "STORE");
    scene.awaitMail(announced, "store-pass");
    return announced;
  }

  private ReturnCase handedIn() {
    ReturnCase announced = announcedForStore();
    counter.take(
        "lumen-tilburg",
        new HandIn(
            UUID.randomUUID(),
            Instant.now(),
            announced.rmaNumber(),
            "",
            "REFUND",
            List.of(new HandIn.Piece("TEE-M", Grade.A, ReturnReason.NO_REASON_GIVEN, List.of()))),
        "stella");
    scene.awaitOutcome(announced, Outcome.SETTLED);
    return announced;
  }

  private ReturnCase identified() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    BlindParcel parcel = recorded(order.orderNumber(), "TEE-M");
    await("identified")
        .atMost(Scene.PATIENCE)
        .until(() -> blindParcels.get(parcel.id()).returnId() != null);
    ReturnCase registered = returns.get(blindParcels.get(parcel.id()).returnId());
    scene.awaitMail(registered, "blind-parcel-identified");
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  /** Such a parcel has no return; its article is named after one, so that it can be counted. */
  private ReturnCase setAside() {
    ReturnCase beside = announcedForStore();
    BlindParcel parcel = recorded("", "UNCLAIMED-" + beside.id());
    assertThatUserTask(byElementId("Task_IdentifyParcel")).isCreated();
    time.pass(Duration.ofDays(2));
    process.completeUserTask(
        byElementId("Task_IdentifyOverdueParcel"),
        Map.of("identification", "UNKNOWN", "identificationNote", "no sender"));
    await("set aside")
        .atMost(Scene.PATIENCE)
        .until(() -> blindParcels.get(parcel.id()).outcome() != null);
    return beside;
  }

  private BlindParcel recorded(String orderHint, String sku) {
    return blindParcels.record(
        new BlindParcels.Seen("X" + UUID.randomUUID(), orderHint, "", List.of(sku), ""), "walter");
  }

  private ReturnCase credited() {
    ReturnCase registered =
        scene.registers(
            order().line("TEE-M", 1, 2495).build(), ReturnReason.CHANGED_MIND, "STORE_CREDIT");
    scene.comesBackAsNew(registered);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase paidByHand() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);
    process.completeUserTask(
        byElementId("Task_PayOutByHand"),
        Map.of("payoutReference", "SEPA 4711", "payoutNote", "card closed"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase givenBackByBank() {
    simulators.set(Simulator.PAYMENT, Behaviour.DISPUTE_LOST, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);
    process.completeUserTask(
        byElementId("Task_FindOutWhoPaid"),
        Map.of("paidBy", "BANK", "paidByNote", "dispute dp_1 is lost"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase paidAgain() {
    ReturnCase registered = settled();
    Grant grant = refunds.grantOf(registered.id()).orElseThrow();
    payouts.told(
        refunds.refundsOf(grant.id()).getFirst().id(), new Answer("", State.FAILED, "closed"));
    process.completeUserTask(
        byElementId("Task_PayOutByHand"),
        Map.of("payoutReference", "SEPA 4711", "payoutNote", "card closed"));
    scene.awaitMail(registered, "reversal-paid");
    return registered;
  }

  private ReturnCase asked() {
    simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);
    List<Refund> pending = new ArrayList<>();
    await("pending refund")
        .atMost(Scene.PATIENCE)
        .until(
            () -> {
              refunds
                  .grantOf(registered.id())
                  .ifPresent(grant -> pending.addAll(refunds.refundsOf(grant.id())));
              return pending.stream().anyMatch(each -> each.state() == Refund.State.PENDING);
            });
    scene.providerSettles(pending.getLast().id());
    scene.journey(registered).isActive();
    awaitTimer(Duration.ofHours(6), registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase refused() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.MISSING);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box, photo on file"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase sentBack() {
    ReturnCase registered = somethingElseCame();
    refuses();
    scene.awaitOutcome(registered, Outcome.SETTLED);
    await("label back to the shopper")
        .atMost(Scene.PATIENCE)
        .until(() -> leftBehind(registered).containsKey("event send-back-labelled"));
    sendBacks.handOver(
        String.valueOf(sendBacks.of(registered.id()).orElseThrow().trackingNumber()), "walter");
    scene.awaitMail(registered, "sent-back");
    return registered;
  }

  private ReturnCase sentBackByHand() {
    ReturnCase registered = somethingElseCame();
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    refuses();
    process.completeUserTask(
        byElementId("Task_ArrangeDelivery"),
        Map.of("trackingNumber", "HAND-" + registered.rmaNumber(), "labelNote", "by courier"));
    assertThatProcessInstance(byProcessId("send-back")).hasActiveElements("Gateway_HandOver");
    time.pass(Duration.ofDays(3));
    process.completeUserTask(
        byElementId("Task_HastenSendBack"), Map.of("handOverNote", "walter, today"));
    scene.awaitMail(registered, "sent-back");
    return registered;
  }

  private ReturnCase somethingElseCame() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.WRONG_ITEM);
    assertThatUserTask(byElementId("Task_ReviewInspection")).isCreated();
    return registered;
  }

  private void refuses() {
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "a doormat, photo on file"));
  }

  private ReturnCase givenBack() {
    return objected("ACCEPT", "deduction-given-back");
  }

  private ReturnCase upheld() {
    return objected("REJECT", "deduction-upheld");
  }

  private ReturnCase objected(String decision, String mail) {
    ReturnCase registered = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.D);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 40.00, "inspectionNote", "torn seam"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    objections.object(registered.id(), "not torn", "shopper");
    process.completeUserTask(
        byElementId("Task_ReviewDeduction"),
        Map.of("decision", decision, "reviewNote", "looked again"));
    scene.awaitMail(registered, mail);
    return registered;
  }

  private ReturnCase lost() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    scene.awaitMail(registered, "parcel-dropped-off");
    awaitTimer(Duration.ofDays(14), registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase labelledByHand() {
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    process.completeUserTask(
        byElementId("Task_ArrangeLabelByHand"),
        Map.of("trackingNumber", "HAND-" + registered.rmaNumber(), "labelNote", "other carrier"));
    scene.awaitMail(registered, "label-ready");
    return registered;
  }

  private ReturnCase cancelled() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.awaitLabel(registered);
    scene.awaitMail(registered, "label-ready");
    returns.requestCancellation(registered.id(), "shopper");
    scene.awaitOutcome(registered, Outcome.CANCELLED);
    scene.awaitMail(registered, "return-cancelled");
    return registered;
  }

  private ReturnCase expired() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.awaitMail(registered, "label-ready");
    awaitTimer(Duration.ofDays(28), registered, Outcome.EXPIRED);
    scene.awaitMail(registered, "return-expired");
    return registered;
  }

  private ReturnCase neverHandedIn() {
    ReturnCase announced = announcedForStore();
    awaitTimer(Duration.ofDays(28), announced, Outcome.EXPIRED);
    scene.awaitMail(announced, "return-expired");
    return announced;
  }

  private ReturnCase rejected() {
    String email = "riley-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 6; i++) {
      scene.registers(
          order().email(email).deliveredDaysAgo(20).line("COAT-" + i, 1, 30000).build());
    }
    ReturnCase risky =
        scene.registers(order().email(email).deliveredDaysAgo(29).line("COAT-X", 1, 80000).build());
    process.completeUserTask(
        byElementId("Task_ReviewReturn").and(task -> isOf(task, risky)),
        Map.of("approval", "REJECT", "reviewNote", "not this time"));
    scene.awaitOutcome(risky, Outcome.REJECTED);
    scene.awaitMail(risky, "return-rejected");
    return risky;
  }

  private ReturnCase withAQrCode() {
    ReturnCase registered =
        scene.registers(
            order().line("TEE-M", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND",
            "QR_DROP_OFF");
    scene.awaitMail(registered, "qr-ready");
    return registered;
  }

  private ReturnCase asksForADriver() {
    ReturnCase registered =
        scene.registers(
            order().line("TEE-M", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND",
            "HOME_PICKUP");
    scene.awaitMail(registered, "pickup-offer");
    return registered;
  }

  private ReturnCase pickupMissed() {
    ReturnCase registered = asksForADriver();
    pickups.choose(registered.id(), pickups.freeSlots(registered.id()).getFirst().id(), "shopper");
    scene.awaitMail(registered, "pickup-booked");
    scene.carrierScans(scene.awaitLabel(registered), Status.PICKUP_MISSED);
    await("second try")
        .atMost(Scene.PATIENCE)
        .until(() -> scene.mails(registered).stream().filter("pickup-booked"::equals).count() == 2);
    return registered;
  }

  private ReturnCase pickupGivenUp() {
    ReturnCase registered = asksForADriver();
    time.pass(Duration.ofDays(7));
    process.completeUserTask(
        byElementId("Task_AgreePickup"), Map.of("pickupAgreement", "GIVE_UP", "pickupNote", ""));
    scene.awaitOutcome(registered, Outcome.EXPIRED);
    scene.awaitMail(registered, "return-expired");
    return registered;
  }

  /** A French refund that nobody pays: warned of, missed, and dearer by law. */
  private ReturnCase overdue() {
    ReturnCase registered = scene.registers(order().country("FR").line("TEE-M", 1, 2495).build());
    scene.awaitLabel(registered);
    scene.awaitMail(registered, "label-ready");
    scene.warehouseReceives(registered);
    awaitClock(registered, "due date", "refund_deadline where due_on is not null and");
    awaitClock(registered, "warning", "case_event where kind = 'refund-deadline-near' and", 12);
    awaitClock(registered, "breach", "case_event where kind = 'refund-deadline-passed' and", 3);
    awaitClock(registered, "interest", "refund_late_interest where days_late = 1 and");
    return registered;
  }

  /** Due long ago, as the database has it: the application's clock does not move. */
  private ReturnCase late() {
    ReturnCase registered = scene.registers(order().country("FR").line("TEE-M", 1, 24950).build());
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    awaitClock(registered, "due date", "refund_deadline where due_on is not null and");
    time.awaitStandstill();
    jdbc.sql(
            "update refund_deadline set due_on = date_sub(due_on, interval 40 day)"
                + " where return_id = ? and due_on is not null")
        .param(registered.id())
        .update();
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    process.completeUserTask(
        byElementId("Task_PayLateInterest"),
        Map.of("payoutReference", "SEPA 4714", "payoutNote", ""));
    scene.awaitMail(registered, "late-interest-paid");
    return registered;
  }

  private ReturnCase notDeliveredYet() {
    return scene.registers(order().notDelivered().line("TEE-M", 1, 2495).build());
  }

  private ReturnCase stopped() {
    ReturnCase registered = notDeliveredYet();
    process.completeUserTask(
        byElementId("Task_StopShipment"),
        Map.of("shipmentStop", "STOPPED", "stopReference", "cancel-4711"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase stoppedUnanswered() {
    ReturnCase registered = notDeliveredYet();
    assertThatUserTask(byElementId("Task_StopShipment")).isCreated();
    awaitTimer(Duration.ofDays(5), registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase clarified() {
    ReturnCase registered =
        scene.registers(
            order().line("TOPPER", 1, 9900, 0, 2100, Exemption.HYGIENE_SEAL_BROKEN, false).build());
    process.completeUserTask(
        byElementId("Task_ClarifyItem"),
        Map.of("clarificationAnswer", "APPLIES", "clarificationNote", "seal intact"));
    scene.awaitMail(registered, "label-ready");
    return registered;
  }

  private ReturnCase withdrawn() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    return awaitReturn(withdrawals.state(Statements.about(order)));
  }

  private ReturnCase reminded() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    Statement statement = withdrawals.state(Statements.of("the blue shirt", order.email()));
    assertThatUserTask(byElementId("Task_IdentifyContract")).isCreated();
    time.pass(Duration.ofDays(1));
    await("reminder")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                withdrawals.events(statement.id()).stream()
                    .anyMatch(event -> event.kind().equals("agent-reminded")));
    process.completeUserTask(
        byElementId("Task_IdentifyContract"),
        Map.of(
            "identification", "YES",
            "identifiedOrderNumber", order.orderNumber(),
            "itemScope", "WHOLE"));
    return awaitReturn(statement);
  }

  private ReturnCase awaitReturn(Statement statement) {
    await("return of the statement")
        .atMost(Scene.PATIENCE)
        .until(() -> withdrawals.returnOf(statement.id()).isPresent());
    ReturnCase registered = withdrawals.returnOf(statement.id()).orElseThrow();
    scene.awaitMail(registered, "label-ready");
    return registered;
  }

  private void awaitClock(ReturnCase of, String what, String where) {
    await(what)
        .atMost(Scene.PATIENCE)
        .until(() -> scene.count("select count(*) from " + where + " return_id = ?", of.id()) > 0);
  }

  private void awaitClock(ReturnCase of, String what, String where, int days) {
    time.pass(Duration.ofDays(days));
    awaitClock(of, what, where);
  }

  /** Wants a dearer piece, and pays the difference. */
  private ReturnCase exchanged() {
    ReturnCase registered = exchange(false, 3995, false);
    scene.comesBackAsNew(registered);
    scene.awaitMail(registered, "exchange-payment");
    exchanges.paid(exchanges.ofReturn(registered.id()).orElseThrow().id());
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase exchangeFellBack() {
    ReturnCase registered = exchange(false, 2495, true);
    scene.awaitMail(registered, "exchange-out-of-stock");
    scene.comesBackAsNew(registered);
    await("choice")
        .atMost(Scene.PATIENCE)
        .until(() -> leftBehind(registered).containsKey("exchange CHOICE_OPEN"));
    awaitTimer(Duration.ofDays(5), registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase exchangedAhead() {
    ReturnCase registered = exchange(true, 2495, false);
    scene.awaitMail(registered, "exchange-shipped-ahead");
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    scene.awaitMail(registered, "parcel-dropped-off");
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase unpaid() {
    ReturnCase registered = exchange(true, 2495, false);
    scene.awaitMail(registered, "exchange-shipped-ahead");
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.MISSING);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box, photo on file"));
    assertThatProcessInstance(byProcessId("exchange"))
        .hasActiveElements("Task_CollectUnpaidAmount");
    awaitTimer(Duration.ofDays(7), registered, Outcome.SETTLED);
    return registered;
  }

  private ReturnCase bought() {
    ReturnCase registered = exchange(true, 2495, false);
    scene.awaitMail(registered, "exchange-shipped-ahead");
    scene.awaitMail(registered, "label-ready");
    time.pass(Duration.ofDays(5));
    scene.awaitMail(registered, "exchange-hold-captured");
    scene.awaitMail(registered, "exchange-return-reminder");
    return registered;
  }

  private ReturnCase keptItem() {
    Order cheap = order().line("SOCK-M", 1, 995).build();
    orders.add(cheap);
    ReturnCase registered =
        returns.register(
            Registration.byShopper(
                UUID.randomUUID(),
                new ReturnDraft(
                    cheap,
                    List.of(
                        new ReturnDraft.Line(
                            cheap.lines().getFirst().id(), 1, ReturnReason.CHANGED_MIND, "")),
                    "KEEP_ITEM",
                    "REFUND"),
                List.of(),
                "en"));
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return registered;
  }

  /** A shirt of 24.95 for a coat of that price. */
  private ReturnCase exchange(boolean inAdvance, long priceMinor, boolean outOfStock) {
    String sku = "COAT" + UUID.randomUUID().toString().substring(0, 6) + "-M";
    catalogue.put(
        new CatalogueItem("lumen", sku, "Coat", "FASHION", Money.of(priceMinor, "EUR"), null, 900));
    if (outOfStock) {
      jdbc.sql("insert into simulated_availability (sku, quantity) values (?, 0)")
          .param(sku)
          .update();
    }
    Order bought = order().line("TEE-M", 1, 2495).build();
    orders.add(bought);
    UUID line = bought.lines().getFirst().id();
    return returns.register(
        Registration.byShopper(
            UUID.randomUUID(),
            new ReturnDraft(
                bought,
                List.of(new ReturnDraft.Line(line, 1, ReturnReason.SIZE_TOO_SMALL, "")),
                "PARCEL_DROP_OFF",
                "EXCHANGE"),
            List.of(),
            "en",
            new ExchangeWish(inAdvance, List.of(new ExchangeWish.Wanted(line, sku)))));
  }

  private boolean isOf(UserTask task, ReturnCase of) {
    return Long.valueOf(task.getProcessInstanceKey())
        .equals(returns.get(of.id()).processInstanceKey());
  }

  private void awaitTimer(Duration duration, ReturnCase of, Outcome outcome) {
    time.pass(duration);
    scene.awaitOutcome(of, outcome);
  }

  // what is counted

  /** What goes beside the way, as the warning, may come a moment after its end. */
  private void leaves(ReturnCase done, Way way) {
    await("what is left behind")
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(leftBehind(done)).isEqualTo(way.leaves));
  }

  /**
   * All that a return leaves behind, by kind; what is there twice counts two. The refund clock runs
   * beside it and says more or less before it is stopped, so of its doings only doubles count.
   */
  private Map<String, Long> leftBehind(ReturnCase of) {
    Map<String, Long> found = new TreeMap<>();
    jdbc.sql(
            """
            select concat('event ', kind) as what, count(*) as times
              from case_event where return_id = :id
                and kind not like 'refund-deadline-%' and kind <> 'late-interest-owed'
              group by kind
            union all
            select concat('clock said twice ', kind), count(*)
              from case_event where return_id = :id
                and (kind like 'refund-deadline-%' or kind = 'late-interest-owed')
              group by kind having count(*) > 1
            union all
            select 'clock kept twice', count(*) - count(distinct withholding, due_on, provision)
              from refund_deadline where return_id = :id and due_on is not null
            union all
            select concat('decision ', decision_id), count(*)
              from decision where return_id = :id
                and decision_id not in ('refund-timing', 'late-refund-interest')
              group by decision_id
            union all
            select concat('answer ', task), count(*)
              from task_answer where about_id = :id group by task
            union all
            select concat('mail ', template), count(*)
              from message where return_id = :id group by template
            union all
            select concat('withdrawal ', e.kind), count(*) from withdrawal_event e
              join return_case r on r.withdrawal_statement_id = e.statement_id
              where r.id = :id group by e.kind
            union all
            select concat('statement decision ', d.decision_id), count(*) from decision d
              join return_case r on r.withdrawal_statement_id = d.return_id
              where r.id = :id group by d.decision_id
            union all
            select concat('statement mail ', m.template), count(*) from message m
              join return_case r on r.withdrawal_statement_id = m.return_id
              where r.id = :id group by m.template
            union all
            select 'statement outcome', count(*) from withdrawal_outcome w
              join return_case r on r.withdrawal_statement_id = w.statement_id where r.id = :id
            union all
            select 'parcel', count(*) from parcel where return_id = :id
            union all
            select 'parcel voided', count(*)
              from parcel where return_id = :id and voided_at is not null
            union all
            select 'label at the carrier', count(*)
              from simulated_label where request_key like concat(:id, ':%')
            union all
            select 'label voided there', count(*) from simulated_label
              where request_key like concat(:id, ':%') and voided_at is not null
            union all
            select 'stock movement', count(*) from stock_movement m
              join return_unit u on u.id = m.unit_id where u.return_id = :id
            union all
            select 'stock at its system', count(*) from simulated_stock s
              join return_unit u on s.request_key like concat(u.id, ':%') where u.return_id = :id
            union all
            select 'qr code', count(*) from qr_code where return_id = :id
            union all
            select 'pickup', count(*) from pickup where return_id = :id
            union all
            select 'pickup at the carrier', count(*)
              from simulated_pickup where request_key like concat(:id, ':%')
            union all
            select 'carrier claim', count(*) from carrier_claim c
              join parcel p on p.id = c.parcel_id where p.return_id = :id
            union all
            select 'claim at the carrier', count(*) from simulated_claim c
              join parcel p on c.request_key = cast(p.id as char) where p.return_id = :id
            union all
            select 'unclaimed movement', count(*) from stock_movement
              where location = 'unclaimed' and sku = upper(concat('UNCLAIMED-', :id))
            union all
            select 'unclaimed at its system', count(*) from simulated_stock
              where location = 'unclaimed' and sku = upper(concat('UNCLAIMED-', :id))
            union all
            select 'parcel overdue', count(*) from blind_parcel
              where overdue_since is not null and skus = upper(concat('UNCLAIMED-', :id))
            union all
            select 'grant', count(*) from refund_grant where return_id = :id
            union all
            select 'overpayment', count(*) from overpayment where return_id = :id
            union all
            select 'refund', count(*) from refund f
              join refund_grant g on g.id = f.grant_id where g.return_id = :id
            union all
            select 'refund at the provider', count(*) from simulated_refund s
              join refund f on s.request_key = cast(f.id as char)
              join refund_grant g on g.id = f.grant_id where g.return_id = :id
            union all
            select 'store credit', count(*) from store_credit c
              join refund_grant g on g.id = c.grant_id where g.return_id = :id
            union all
            select concat('exchange ', state), count(*)
              from exchange_case where return_id = :id group by state
            union all
            select 'exchange reserved', count(*) from simulated_reservation s
              join exchange_unit u on s.request_key like concat(u.id, ':%')
              join exchange_case e on e.id = u.exchange_id where e.return_id = :id
            union all
            select 'exchange hold', count(*) from simulated_hold s
              join exchange_case e on s.request_key = cast(e.id as char) where e.return_id = :id
            union all
            select 'exchange link', count(*) from simulated_payment_link s
              join exchange_case e on s.request_key = cast(e.id as char) where e.return_id = :id
            union all
            select 'exchange outbound', count(*) from simulated_outbound_order s
              join exchange_case e on s.request_key = cast(e.id as char) where e.return_id = :id
            union all
            select 'exchange order', count(*) from customer_order x
              join return_case r on r.id = :id
              join customer_order o on o.id = r.order_id
              where x.order_number like concat(o.order_number, '-X%')
            union all
            select concat('ledger ', substring_index(booking, ':', 1)), count(distinct booking)
              from ledger_entry where return_id = :id group by substring_index(booking, ':', 1)
            """)
        .param("id", of.id().toString())
        .query(
            row -> {
              if (row.getLong("times") > 0) {
                found.put(row.getString("what"), row.getLong("times"));
              }
            });
    return found;
  }
}
