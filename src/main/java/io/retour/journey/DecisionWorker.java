package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.api.response.ActivatedJob;
import io.retour.policy.DecisionLog;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps every decision the journeys make; it listens at the end of each business rule task. */
@Component
public class DecisionWorker {

  private static final Logger log = LoggerFactory.getLogger(DecisionWorker.class);

  private final DecisionLog decisions;
  private final CalledDecisions called;

  DecisionWorker(DecisionLog decisions, CalledDecisions called) {
    this.decisions = decisions;
    this.called = called;
  }

  @JobWorker(type = "record-decision", fetchAllVariables = true)
  public void record(ActivatedJob job) {
    Map<String, Object> variables = job.getVariablesAsMap();
    called
        .of(job.getBpmnProcessId(), job.getElementId())
        .ifPresentOrElse(
            decision ->
                decisions.record(
                    caseId(variables),
                    subject(variables),
                    decision.decisionId(),
                    variables,
                    variables.get(decision.resultVariable()),
                    job.getProcessDefinitionVersion(),
                    job.getElementInstanceKey()),
            () ->
                log.warn(
                    "{} of {} asks a decision that this application does not know; it is not kept",
                    job.getElementId(),
                    job.getBpmnProcessId()));
  }

  /** What the decision is kept with: the return, or the claim. */
  private static UUID caseId(Map<String, Object> variables) {
    Object claim = variables.get("claimId");
    return UUID.fromString(String.valueOf(claim == null ? variables.get("returnId") : claim));
  }

  private static String subject(Map<String, Object> variables) {
    Object unit = variables.get("unitId");
    Object line = variables.get("lineId");
    return unit != null ? unit.toString() : line != null ? line.toString() : "";
  }
}
