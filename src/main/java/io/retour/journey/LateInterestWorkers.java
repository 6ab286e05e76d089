package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.LatePayment;
import io.retour.refunds.LatePayments;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.RetourProperties;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tasks of {@code late-interest.bpmn}. */
@Component
public class LateInterestWorkers {

  private final LatePayments late;
  private final Returns returns;
  private final RetourProperties properties;
  private final TimeLimits limits;

  LateInterestWorkers(
      LatePayments late, Returns returns, RetourProperties properties, TimeLimits limits) {
    this.late = late;
    this.returns = returns;
    this.properties = properties;
    this.limits = limits;
  }

  @JobWorker(type = "collect-delay-facts")
  public Map<String, Object> collectDelayFacts(@Variable UUID returnId) {
    LatePayment owed = late.of(returnId).orElseThrow();
    ReturnCase of = returns.get(returnId);
    Map<String, Object> facts =
        limits.variables(returns.order(of).country(), TimeLimit.TASK_TIME_LIMIT);
    facts.put("rmaNumber", of.rmaNumber());
    facts.put("caseFileUrl", properties.page("/desk/returns/" + of.rmaNumber()));
    facts.put("refundDueOn", owed.dueOn().toString());
    facts.put("lateDays", owed.sum().daysLate());
    facts.put("lateAmount", owed.amount().toString());
    return facts;
  }

  @JobWorker(type = "record-late-payment")
  public void recordLatePayment(@Variable UUID returnId, @Variable String payoutReference) {
    late.paid(returnId, payoutReference);
  }
}
