package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.DeductionObjections;
import io.retour.refunds.Grant;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.RetourProperties;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code deduction-objection.bpmn}. */
@Component
public class ObjectionWorkers {

  private final DeductionObjections objections;
  private final Returns returns;
  private final TimeLimits limits;
  private final RetourProperties properties;

  ObjectionWorkers(
      DeductionObjections objections,
      Returns returns,
      TimeLimits limits,
      RetourProperties properties) {
    this.objections = objections;
    this.returns = returns;
    this.limits = limits;
    this.properties = properties;
  }

  @JobWorker(type = "collect-objection-facts")
  public Map<String, Object> collectObjectionFacts(@Variable UUID objectionId) {
    ReturnCase of = returns.get(objections.get(objectionId).returnId());
    Map<String, Object> facts =
        limits.variables(returns.order(of).country(), TimeLimit.REVIEW_TIME_LIMIT);
    facts.put("caseFileUrl", properties.page("/desk/returns/" + of.rmaNumber()));
    facts.put("deductedAmount", objections.deducted(of).toString());
    return facts;
  }

  @JobWorker(type = "give-deduction-back")
  public Map<String, Object> giveDeductionBack(
      @Variable UUID objectionId, @Variable @Nullable String reviewNote) {
    Grant grant = objections.accept(objectionId, reviewNote == null ? "" : reviewNote);
    return Map.of("grantId", grant.id().toString());
  }

  @JobWorker(type = "uphold-deduction")
  public void upholdDeduction(@Variable UUID objectionId, @Variable @Nullable String reviewNote) {
    objections.uphold(objectionId, reviewNote == null ? "" : reviewNote);
  }
}
