package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.api.response.ActivatedJob;
import io.retour.policy.DecisionLog;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps every decision the journeys make, and stops a journey at one that cannot be relied on; it
 * listens at the end of each business rule task.
 */
@Component
public class DecisionWorker {

  private static final Logger log = LoggerFactory.getLogger(DecisionWorker.class);

  private final DecisionLog decisions;
  private final CalledDecisions called;
  private final AnswerGuard guard;

  DecisionWorker(DecisionLog decisions, CalledDecisions called, AnswerGuard guard) {
    this.decisions = decisions;
    this.called = called;
    this.guard = guard;
  }

  @JobWorker(type = "record-decision", fetchAllVariables = true)
  public void record(ActivatedJob job) {
    Map<String, Object> variables = job.getVariablesAsMap();
    called
        .of(job.getBpmnProcessId(), job.getElementId())
        .ifPresentOrElse(
            decision -> {
              Object answer = variables.get(decision.resultVariable());
              guard.require(decision, variables, answer);
              decisions.record(
                  about(variables),
                  subject(variables),
                  decision.decisionId(),
                  variables,
                  answer,
                  job.getProcessDefinitionVersion(),
                  job.getElementInstanceKey());
            },
            () ->
                log.warn(
                    "{} of {} asks a decision that this application does not know; it is not kept",
                    job.getElementId(),
                    job.getBpmnProcessId()));
  }

  /** What the decision is kept with: a claim, a return, or the statement before there is one. */
  private static UUID about(Map<String, Object> variables) {
    return Stream.of("claimId", "returnId", "statementId")
        .map(variables::get)
        .filter(Objects::nonNull)
        .findFirst()
        .map(id -> UUID.fromString(id.toString()))
        .orElseThrow(() -> new IllegalStateException("No id says what the decision is about"));
  }

  private static String subject(Map<String, Object> variables) {
    Object unit = variables.get("unitId");
    Object line = variables.get("lineId");
    return unit != null ? unit.toString() : line != null ? line.toString() : "";
  }
}
