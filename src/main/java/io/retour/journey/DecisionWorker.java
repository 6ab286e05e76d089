package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.api.response.ActivatedJob;
import io.retour.policy.DecisionLog;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps every decision the journeys make; it listens at the end of each business rule task. */
@Component
public class DecisionWorker {

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
        .ifPresent(
            decision ->
                decisions.record(
                    UUID.fromString(String.valueOf(variables.get("returnId"))),
                    subject(variables),
                    decision.decisionId(),
                    variables,
                    variables.get(decision.resultVariable()),
                    job.getProcessDefinitionVersion(),
                    job.getElementInstanceKey()));
  }

  private static String subject(Map<String, Object> variables) {
    Object unit = variables.get("unitId");
    Object line = variables.get("lineId");
    return unit != null ? unit.toString() : line != null ? line.toString() : "";
  }
}
