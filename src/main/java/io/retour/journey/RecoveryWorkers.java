package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.annotation.VariablesAsType;
import io.retour.notifications.OverpaymentWords;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.Overpayment;
import io.retour.refunds.Overpayments;
import io.retour.returns.Returns;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code recovery.bpmn}. */
@Component
public class RecoveryWorkers {

  private final Overpayments overpayments;
  private final Returns returns;
  private final OverpaymentWords words;
  private final TimeLimits limits;

  RecoveryWorkers(
      Overpayments overpayments, Returns returns, OverpaymentWords words, TimeLimits limits) {
    this.overpayments = overpayments;
    this.returns = returns;
    this.words = words;
    this.limits = limits;
  }

  @JobWorker(type = "record-overpayment")
  public Map<String, Object> recordOverpayment(@Variable UUID returnId) {
    Overpayment found = overpayments.record(returnId);
    Map<String, Object> facts =
        limits.variables(
            returns.order(returns.get(returnId)).country(),
            TimeLimit.REPAYMENT_REMINDER,
            TimeLimit.REPAYMENT_LIMIT);
    facts.put("currency", found.amount().currency().getCurrencyCode());
    facts.put("overpaidMinor", found.amount().minor());
    facts.put("overpaidAmount", found.amount().toString());
    facts.put("overpaidBecause", String.join("; ", words.because(found, Locale.ENGLISH)));
    return facts;
  }

  @JobWorker(type = "write-off-overpayment")
  public void writeOff(@Variable UUID returnId) {
    overpayments.writtenOff(returnId, "too little to ask for");
  }

  /**
   * How following up ended.
   *
   * @param repaymentAnswer REPAID or LET_BE
   * @param repaymentReference of the payment; absent when there was none
   */
  public record FollowedUp(
      UUID returnId,
      String repaymentAnswer,
      @Nullable String repaymentReference,
      String repaymentNote) {}

  @JobWorker(type = "record-repayment")
  public void recordRepayment(@VariablesAsType FollowedUp end) {
    if (end.repaymentAnswer().equals("REPAID")) {
      overpayments.repaid(
          end.returnId(), end.repaymentReference() == null ? "" : end.repaymentReference());
    } else {
      overpayments.letBe(end.returnId(), end.repaymentNote());
    }
  }
}
