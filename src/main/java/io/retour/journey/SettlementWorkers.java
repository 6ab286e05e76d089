package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.refunds.Grant;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tasks of {@code settlement.bpmn}. */
@Component
public class SettlementWorkers {

  private final Refunds refunds;

  SettlementWorkers(Refunds refunds) {
    this.refunds = refunds;
  }

  public record Resolution(String resolution, int bonusPercent) {}

  @JobWorker(type = "calculate-refund")
  public Map<String, Object> calculateRefund(
      @Variable UUID returnId, @Variable Resolution resolutionDecision) {
    Grant grant =
        refunds.grant(returnId, resolutionDecision.resolution(), resolutionDecision.bonusPercent());
    return Map.of(
        "grantId", grant.id().toString(),
        "amountMinor", grant.amount().minor(),
        "currency", grant.amount().currency().getCurrencyCode());
  }

  @JobWorker(type = "submit-refund")
  public Map<String, Object> submitRefund(@Variable UUID grantId) {
    return state(refunds.submit(grantId));
  }

  @JobWorker(type = "check-refund")
  public Map<String, Object> checkRefund(@Variable UUID grantId) {
    return state(refunds.check(grantId));
  }

  @JobWorker(type = "record-manual-payout")
  public void recordManualPayout(@Variable UUID grantId, @Variable String payoutReference) {
    refunds.paidByHand(grantId, payoutReference);
  }

  @JobWorker(type = "issue-store-credit")
  public void issueStoreCredit(@Variable UUID grantId) {
    refunds.issueCredit(grantId);
  }

  private static Map<String, Object> state(Refund.State state) {
    return Map.of(
        "refundState",
        switch (state) {
          case SETTLED, MANUAL -> "SETTLED";
          case PENDING, SUBMITTED -> "PENDING";
          case FAILED -> "FAILED";
        });
  }
}
