package io.retour.testengine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camunda.zeebe.protocol.impl.record.value.decision.DecisionEvaluationRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.DecisionEvaluationIntent;
import io.camunda.zeebe.protocol.record.value.EvaluatedDecisionValue;
import io.camunda.zeebe.protocol.record.value.MatchedRuleValue;
import java.util.Set;

/** Evaluated decisions: one instance for each decision that took part, required ones included. */
final class DecisionProjection implements Projection {

  private final DocumentStore store;

  DecisionProjection(final DocumentStore store) {
    this.store = store;
  }

  @Override
  public Set<ValueType> valueTypes() {
    return Set.of(ValueType.DECISION_EVALUATION);
  }

  @Override
  public void apply(final RecordEvent event) {
    final var evaluation = (DecisionEvaluationRecord) event.value();
    for (final var decision : evaluation.getEvaluatedDecisions()) {
      final boolean failed =
          event.intent() == DecisionEvaluationIntent.FAILED
              && decision.getDecisionId().equals(evaluation.getFailedDecisionId());
      decision(event, evaluation, decision, failed);
    }
  }

  private void decision(
      final RecordEvent event,
      final DecisionEvaluationRecord evaluation,
      final EvaluatedDecisionValue decision,
      final boolean failed) {
    final var id = decision.getDecisionEvaluationInstanceKey();
    // the client expects -1 and not null for a decision evaluated outside of a process
    final var document = store.document(Collection.DECISION_INSTANCES, id);
    document
        .put("decisionEvaluationInstanceKey", id)
        .put("decisionEvaluationKey", Projection.key(event.key()))
        .put("state", failed ? "FAILED" : "EVALUATED")
        .put("evaluationDate", event.time())
        .put("evaluationFailure", failed ? evaluation.getEvaluationFailureMessage() : null)
        .put("decisionDefinitionKey", Projection.key(decision.getDecisionKey()))
        .put("decisionDefinitionId", decision.getDecisionId())
        .put("decisionDefinitionName", decision.getDecisionName())
        .put("decisionDefinitionVersion", decision.getDecisionVersion())
        .put("decisionDefinitionType", decision.getDecisionType())
        .put("result", decision.getDecisionOutput())
        .put("processDefinitionKey", Long.toString(evaluation.getProcessDefinitionKey()))
        .put("processInstanceKey", Long.toString(evaluation.getProcessInstanceKey()))
        .put("elementInstanceKey", Long.toString(evaluation.getElementInstanceKey()))
        .put("tenantId", TENANT);
    inputs(document, decision);
    final var rules = document.putArray("matchedRules");
    decision.getMatchedRules().forEach(rule -> rule(rules, rule));
  }

  private static void inputs(final ObjectNode document, final EvaluatedDecisionValue decision) {
    final var inputs = document.putArray("evaluatedInputs");
    for (final var input : decision.getEvaluatedInputs()) {
      inputs
          .addObject()
          .put("inputId", input.getInputId())
          .put("inputName", input.getInputName())
          .put("inputValue", input.getInputValue());
    }
  }

  private static void rule(final ArrayNode rules, final MatchedRuleValue rule) {
    final var outputs =
        rules
            .addObject()
            .put("ruleId", rule.getRuleId())
            .put("ruleIndex", rule.getRuleIndex())
            .putArray("evaluatedOutputs");
    for (final var output : rule.getEvaluatedOutputs()) {
      outputs
          .addObject()
          .put("outputId", output.getOutputId())
          .put("outputName", output.getOutputName())
          .put("outputValue", output.getOutputValue());
    }
  }
}
