package io.retour.testengine;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivatedJob;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DecisionMetadata;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DecisionRequirementsMetadata;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluatedDecision;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluatedDecisionInput;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluatedDecisionOutput;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FormMetadata;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.MatchedDecisionRule;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ProcessMetadata;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.value.decision.DecisionEvaluationRecord;
import io.camunda.zeebe.protocol.impl.record.value.deployment.DeploymentRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.record.value.EvaluatedDecisionValue;
import io.camunda.zeebe.protocol.record.value.MatchedRuleValue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionException;

/** The engine's records as messages of the gateway protocol. */
final class GrpcMessages {

  private GrpcMessages() {}

  static StatusRuntimeException status(final Throwable failure) {
    final var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof final EngineRejection rejection) {
      final var status =
          switch (rejection.type()) {
            case INVALID_ARGUMENT -> Status.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.NOT_FOUND;
            case ALREADY_EXISTS -> Status.ALREADY_EXISTS;
            case INVALID_STATE -> Status.FAILED_PRECONDITION;
            default -> Status.INTERNAL;
          };
      return status.withDescription(rejection.getMessage()).asRuntimeException();
    }
    return Status.INTERNAL
        .withDescription(String.valueOf(cause))
        .withCause(cause)
        .asRuntimeException();
  }

  static ActivatedJob activatedJob(final long key, final JobRecord job) {
    return ActivatedJob.newBuilder()
        .setKey(key)
        .setType(job.getType())
        .setRetries(job.getRetries())
        .setWorker(job.getWorker())
        .setDeadline(job.getDeadline())
        .setProcessDefinitionKey(job.getProcessDefinitionKey())
        .setBpmnProcessId(job.getBpmnProcessId())
        .setProcessDefinitionVersion(job.getProcessDefinitionVersion())
        .setProcessInstanceKey(job.getProcessInstanceKey())
        .setElementId(job.getElementId())
        .setElementInstanceKey(job.getElementInstanceKey())
        .setCustomHeaders(MsgPackConverter.convertToJson(job.getCustomHeadersBuffer()))
        .setVariables(MsgPackConverter.convertToJson(job.getVariablesBuffer()))
        .setTenantId(job.getTenantId())
        .setKind(ActivatedJob.JobKind.valueOf(job.getJobKind().name()))
        .setListenerEventType(
            ActivatedJob.ListenerEventType.valueOf(job.getJobListenerEventType().name()))
        .addAllTags(job.getTags())
        .build();
  }

  static DeployResourceResponse deployment(final long key, final DeploymentRecord deployment) {
    final var response =
        DeployResourceResponse.newBuilder().setKey(key).setTenantId(deployment.getTenantId());
    for (final var process : deployment.processesMetadata()) {
      response
          .addDeploymentsBuilder()
          .setProcess(
              ProcessMetadata.newBuilder()
                  .setBpmnProcessId(process.getBpmnProcessId())
                  .setVersion(process.getVersion())
                  .setProcessDefinitionKey(process.getKey())
                  .setResourceName(process.getResourceName())
                  .setTenantId(process.getTenantId()));
    }
    for (final var decision : deployment.decisionsMetadata()) {
      response
          .addDeploymentsBuilder()
          .setDecision(
              DecisionMetadata.newBuilder()
                  .setDmnDecisionId(decision.getDecisionId())
                  .setDmnDecisionName(decision.getDecisionName())
                  .setVersion(decision.getVersion())
                  .setDecisionKey(decision.getDecisionKey())
                  .setDmnDecisionRequirementsId(decision.getDecisionRequirementsId())
                  .setDecisionRequirementsKey(decision.getDecisionRequirementsKey())
                  .setTenantId(decision.getTenantId()));
    }
    for (final var requirements : deployment.decisionRequirementsMetadata()) {
      response
          .addDeploymentsBuilder()
          .setDecisionRequirements(
              DecisionRequirementsMetadata.newBuilder()
                  .setDmnDecisionRequirementsId(requirements.getDecisionRequirementsId())
                  .setDmnDecisionRequirementsName(requirements.getDecisionRequirementsName())
                  .setVersion(requirements.getDecisionRequirementsVersion())
                  .setDecisionRequirementsKey(requirements.getDecisionRequirementsKey())
                  .setResourceName(requirements.getResourceName())
                  .setTenantId(requirements.getTenantId()));
    }
    for (final var form : deployment.formMetadata()) {
      response
          .addDeploymentsBuilder()
          .setForm(
              FormMetadata.newBuilder()
                  .setFormId(form.getFormId())
                  .setVersion(form.getVersion())
                  .setFormKey(form.getFormKey())
                  .setResourceName(form.getResourceName())
                  .setTenantId(form.getTenantId()));
    }
    return response.build();
  }

  static EvaluateDecisionResponse evaluation(
      final long key, final DecisionEvaluationRecord evaluation) {
    final var response =
        EvaluateDecisionResponse.newBuilder()
            .setDecisionId(evaluation.getDecisionId())
            .setDecisionKey(evaluation.getDecisionKey())
            .setDecisionName(evaluation.getDecisionName())
            .setDecisionVersion(evaluation.getDecisionVersion())
            .setDecisionRequirementsId(evaluation.getDecisionRequirementsId())
            .setDecisionRequirementsKey(evaluation.getDecisionRequirementsKey())
            .setDecisionOutput(evaluation.getDecisionOutput())
            .setFailedDecisionId(evaluation.getFailedDecisionId())
            .setFailureMessage(evaluation.getEvaluationFailureMessage())
            .setTenantId(evaluation.getTenantId())
            .setDecisionInstanceKey(key)
            .setDecisionEvaluationKey(key);
    evaluation
        .getEvaluatedDecisions()
        .forEach(decision -> response.addEvaluatedDecisions(evaluatedDecision(decision)));
    return response.build();
  }

  private static EvaluatedDecision evaluatedDecision(final EvaluatedDecisionValue decision) {
    final var message =
        EvaluatedDecision.newBuilder()
            .setDecisionId(decision.getDecisionId())
            .setDecisionKey(decision.getDecisionKey())
            .setDecisionName(decision.getDecisionName())
            .setDecisionVersion(decision.getDecisionVersion())
            .setDecisionType(decision.getDecisionType())
            .setDecisionOutput(decision.getDecisionOutput())
            .setTenantId(decision.getTenantId())
            .setDecisionEvaluationInstanceKey(decision.getDecisionEvaluationInstanceKey());
    decision
        .getEvaluatedInputs()
        .forEach(
            input ->
                message.addEvaluatedInputs(
                    EvaluatedDecisionInput.newBuilder()
                        .setInputId(input.getInputId())
                        .setInputName(input.getInputName())
                        .setInputValue(input.getInputValue())));
    decision.getMatchedRules().forEach(rule -> message.addMatchedRules(matchedRule(rule)));
    return message.build();
  }

  private static MatchedDecisionRule matchedRule(final MatchedRuleValue rule) {
    final var message =
        MatchedDecisionRule.newBuilder()
            .setRuleId(rule.getRuleId())
            .setRuleIndex(rule.getRuleIndex());
    rule.getEvaluatedOutputs()
        .forEach(
            output ->
                message.addEvaluatedOutputs(
                    EvaluatedDecisionOutput.newBuilder()
                        .setOutputId(output.getOutputId())
                        .setOutputName(output.getOutputName())
                        .setOutputValue(output.getOutputValue())));
    return message.build();
  }

  static GatewayOuterClass.TopologyResponse topology(final String version) {
    final var partition =
        GatewayOuterClass.Partition.newBuilder()
            .setPartitionId(InMemoryEngine.PARTITION_ID)
            .setRole(GatewayOuterClass.Partition.PartitionBrokerRole.LEADER)
            .setHealth(GatewayOuterClass.Partition.PartitionBrokerHealth.HEALTHY);
    final var broker =
        GatewayOuterClass.BrokerInfo.newBuilder()
            .setHost("localhost")
            .setVersion(version)
            .addPartitions(partition);
    return GatewayOuterClass.TopologyResponse.newBuilder()
        .addBrokers(broker)
        .setClusterSize(1)
        .setPartitionsCount(1)
        .setReplicationFactor(1)
        .setGatewayVersion(version)
        .build();
  }
}
