package io.retour.journey;

import io.camunda.client.annotation.CustomHeaders;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.annotation.VariablesAsType;
import io.retour.policy.ReturnPolicy;
import io.retour.policy.SpendingTime;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.CreditTerms;
import io.retour.refunds.Grant;
import io.retour.refunds.Overpayments;
import io.retour.refunds.Payout;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredits;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The tasks of {@code settlement.bpmn} and {@code payout.bpmn}, and the grant of the instant
 * settlement in {@code return-journey.bpmn}.
 */
@Component
public class SettlementWorkers {

  private static final Logger LOG = LoggerFactory.getLogger(SettlementWorkers.class);

  /** The header of a task whose diagram has a way for what nobody knows who paid it. */
  private static final String ASKS_WHO_PAID = "asksWhoPaid";

  private final Refunds refunds;
  private final Overpayments overpayments;
  private final Payouts payouts;
  private final StoreCredits credits;
  private final Returns returns;
  private final ReturnPolicy policy;
  private final TimeLimits limits;

  SettlementWorkers(
      Refunds refunds,
      Overpayments overpayments,
      Payouts payouts,
      StoreCredits credits,
      Returns returns,
      ReturnPolicy policy,
      TimeLimits limits) {
    this.refunds = refunds;
    this.overpayments = overpayments;
    this.payouts = payouts;
    this.credits = credits;
    this.returns = returns;
    this.policy = policy;
    this.limits = limits;
  }

  /** How the shopper is made whole, and how much more a store credit is worth. */
  public record Resolution(String resolution, int bonusPercent) {}

  @JobWorker(type = "calculate-refund")
  public Map<String, Object> calculateRefund(
      @Variable UUID returnId, @Variable Resolution resolutionDecision) {
    Grant grant =
        refunds.grant(returnId, resolutionDecision.resolution(), resolutionDecision.bonusPercent());
    Map<String, Object> result = new HashMap<>();
    result.put("grantId", grant.id().toString());
    result.put("amountMinor", grant.amount().minor());
    result.put("paidAtDropOff", grant.atDropOff());
    if (grant.atDropOff()) {
      result.put("overpaidMinor", overpayments.overpaid(returnId).minor());
      result.put("refundAwaited", returns.get(returnId).awaitsRefund());
      result.put("settlementOutcome", "REFUNDED");
    }
    return result;
  }

  /** No grant when the goods were here first: then the inspection decides. */
  @JobWorker(type = "grant-at-drop-off")
  public Map<String, Object> grantAtDropOff(@Variable UUID returnId) {
    Map<String, Object> result = new HashMap<>();
    result.put(
        "grantId",
        refunds.grantAtDropOff(returnId).map(Grant::id).map(UUID::toString).orElse(null));
    return result;
  }

  @JobWorker(type = "submit-refund")
  public Map<String, Object> submitRefund(
      @Variable UUID grantId, @CustomHeaders Map<String, String> headers) {
    Payout submitted = payouts.submit(grantId);
    Map<String, Object> variables =
        limits.variables(
            TimeLimits.COUNTRY_UNKNOWN, TimeLimit.PAYOUT_OUTCOME_LIMIT, TimeLimit.TASK_TIME_LIMIT);
    variables.putAll(state(submitted, headers));
    return variables;
  }

  @JobWorker(type = "check-refund")
  public Map<String, Object> checkRefund(
      @Variable UUID grantId, @CustomHeaders Map<String, String> headers) {
    return state(payouts.check(grantId), headers);
  }

  /** What an agent paid by hand, and for which refunds. */
  public record PaidByHand(UUID grantId, List<UUID> failedRefunds, String payoutReference) {}

  @JobWorker(type = "record-manual-payout")
  public Map<String, Object> recordManualPayout(
      @VariablesAsType PaidByHand paid, @CustomHeaders Map<String, String> headers) {
    return state(
        payouts.paidByHand(paid.grantId(), paid.failedRefunds(), paid.payoutReference()), headers);
  }

  /** Who paid what was unclear, as an agent found out. */
  public record WhoPaid(UUID grantId, List<UUID> unclearRefunds, Payouts.PaidBy paidBy) {}

  @JobWorker(type = "record-who-paid")
  public Map<String, Object> recordWhoPaid(
      @VariablesAsType WhoPaid found, @CustomHeaders Map<String, String> headers) {
    return state(
        payouts.foundOut(found.grantId(), found.unclearRefunds(), found.paidBy()), headers);
  }

  @JobWorker(type = "issue-store-credit")
  public void issueStoreCredit(@Variable UUID returnId, @Variable UUID grantId) {
    String country = returns.order(returns.get(returnId)).country();
    SpendingTime time = policy.spendingTime(returns.legalBasis(returnId), country);
    credits.issue(
        grantId,
        new CreditTerms(
            time.valueMonths(),
            time.bonusMonths(),
            time.untilYearEnd(),
            time.provision(),
            time.asked()));
  }

  /** A payout that began before that task was in the diagram; migrated, it gets to it. */
  private static String goesOnAsking(Payout payout) {
    LOG.error(
        "Nobody is asked who paid {}: this payout is of an older diagram; migrate it to the newest",
        payout.unclear().refunds());
    return "PENDING";
  }

  private static Map<String, Object> state(Payout payout, Map<String, String> headers) {
    return Map.of(
        "refundState",
        switch (payout.state()) {
          // what came back is paid again by a process of its own
          case SETTLED, MANUAL, CHARGED_BACK, REVERSED -> "SETTLED";
          case PENDING, SUBMITTED -> "PENDING";
          case UNCLEAR -> headers.containsKey(ASKS_WHO_PAID) ? "UNCLEAR" : goesOnAsking(payout);
          case FAILED -> "FAILED";
        },
        "failedRefunds",
        payout.failed().refunds(),
        "failedAmount",
        payout.failed().amount().map(Money::toString).orElse(""),
        "unclearRefunds",
        payout.unclear().refunds(),
        "unclearAmount",
        payout.unclear().amount().map(Money::toString).orElse(""),
        "unclearBecause",
        payout.unclear().why());
  }
}
