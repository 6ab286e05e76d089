package io.retour.testengine;

import static io.camunda.zeebe.util.buffer.BufferUtil.wrapString;

import io.camunda.zeebe.gateway.protocol.GatewayGrpc.GatewayImplBase;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivatedJob;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.BroadcastSignalRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.BroadcastSignalResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CancelProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CancelProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceWithResultRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceWithResultResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeleteResourceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeleteResourceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FailJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FailJobResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.MigrateProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.MigrateProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ResolveIncidentRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ResolveIncidentResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.SetVariablesRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.SetVariablesResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.StreamActivatedJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ThrowErrorRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ThrowErrorResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.TopologyRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.TopologyResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobRetriesRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobRetriesResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobTimeoutRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobTimeoutResponse;
import io.camunda.zeebe.msgpack.value.StringValue;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.impl.record.value.decision.DecisionEvaluationRecord;
import io.camunda.zeebe.protocol.impl.record.value.deployment.DeploymentRecord;
import io.camunda.zeebe.protocol.impl.record.value.incident.IncidentRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.record.value.message.MessageRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationRuntimeInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationStartInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceMigrationMappingInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceMigrationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceResultRecord;
import io.camunda.zeebe.protocol.impl.record.value.resource.ResourceDeletionRecord;
import io.camunda.zeebe.protocol.impl.record.value.signal.SignalRecord;
import io.camunda.zeebe.protocol.impl.record.value.variable.VariableDocumentRecord;
import io.camunda.zeebe.protocol.impl.stream.job.JobActivationPropertiesImpl;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.DecisionEvaluationIntent;
import io.camunda.zeebe.protocol.record.intent.DeploymentIntent;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.MessageIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceCreationIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceMigrationIntent;
import io.camunda.zeebe.protocol.record.intent.ResourceDeletionIntent;
import io.camunda.zeebe.protocol.record.intent.SignalIntent;
import io.camunda.zeebe.protocol.record.intent.VariableDocumentIntent;
import io.camunda.zeebe.protocol.record.value.RuntimeInstructionType;
import io.camunda.zeebe.protocol.record.value.VariableDocumentUpdateSemantic;
import io.camunda.zeebe.util.VersionUtil;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The gRPC API in front of the engine: each call becomes a command, its answer the response.
 *
 * <p>A call that is not implemented here (modify an instance) answers UNIMPLEMENTED.
 */
final class GrpcGateway extends GatewayImplBase {

  private final EngineHost host;
  private final JobPolling polling;
  private final LostCompletions lostCompletions;

  GrpcGateway(final EngineHost host, final LostCompletions lostCompletions) {
    this.host = host;
    this.lostCompletions = lostCompletions;
    polling = new JobPolling(host);
  }

  @Override
  public void topology(
      final TopologyRequest request, final StreamObserver<TopologyResponse> observer) {
    observer.onNext(GrpcMessages.topology(VersionUtil.getVersion()));
    observer.onCompleted();
  }

  @Override
  public void deployResource(
      final DeployResourceRequest request, final StreamObserver<DeployResourceResponse> observer) {
    final var command = new DeploymentRecord();
    for (final var resource : request.getResourcesList()) {
      command
          .resources()
          .add()
          .setResourceName(resource.getName())
          .setResource(resource.getContent().toByteArray());
    }
    answer(
        host.send(ValueType.DEPLOYMENT, DeploymentIntent.CREATE, command),
        observer,
        answer -> GrpcMessages.deployment(answer.key(), answer.as(new DeploymentRecord())));
  }

  @Override
  public void deleteResource(
      final DeleteResourceRequest request, final StreamObserver<DeleteResourceResponse> observer) {
    final var command = new ResourceDeletionRecord().setResourceKey(request.getResourceKey());
    answer(
        host.send(ValueType.RESOURCE_DELETION, ResourceDeletionIntent.DELETE, command),
        observer,
        answer -> DeleteResourceResponse.getDefaultInstance());
  }

  @Override
  public void createProcessInstance(
      final CreateProcessInstanceRequest request,
      final StreamObserver<CreateProcessInstanceResponse> observer) {
    answer(
        host.send(
            ValueType.PROCESS_INSTANCE_CREATION,
            ProcessInstanceCreationIntent.CREATE,
            creation(request)),
        observer,
        answer -> {
          final var created = answer.as(new ProcessInstanceCreationRecord());
          return CreateProcessInstanceResponse.newBuilder()
              .setProcessInstanceKey(created.getProcessInstanceKey())
              .setProcessDefinitionKey(created.getProcessDefinitionKey())
              .setBpmnProcessId(created.getBpmnProcessId())
              .setVersion(created.getVersion())
              .setTenantId(created.getTenantId())
              .addAllTags(created.getTags())
              .build();
        });
  }

  @Override
  public void createProcessInstanceWithResult(
      final CreateProcessInstanceWithResultRequest request,
      final StreamObserver<CreateProcessInstanceWithResultResponse> observer) {
    answer(
        host.send(
            ValueType.PROCESS_INSTANCE_CREATION,
            ProcessInstanceCreationIntent.CREATE_WITH_AWAITING_RESULT,
            creation(request.getRequest()).setFetchVariables(request.getFetchVariablesList())),
        observer,
        answer -> {
          final var result = answer.as(new ProcessInstanceResultRecord());
          return CreateProcessInstanceWithResultResponse.newBuilder()
              .setProcessInstanceKey(result.getProcessInstanceKey())
              .setProcessDefinitionKey(result.getProcessDefinitionKey())
              .setBpmnProcessId(result.getBpmnProcessId())
              .setVersion(result.getVersion())
              .setTenantId(result.getTenantId())
              .setVariables(MsgPackConverter.convertToJson(result.getVariablesBuffer()))
              .build();
        });
  }

  private static ProcessInstanceCreationRecord creation(
      final CreateProcessInstanceRequest request) {
    final var command =
        new ProcessInstanceCreationRecord()
            .setBpmnProcessId(request.getBpmnProcessId())
            .setVersion(request.getVersion())
            .setProcessDefinitionKey(request.getProcessDefinitionKey())
            .setVariables(msgPack(request.getVariables()))
            .setTags(new HashSet<>(request.getTagsList()));
    for (final var instruction : request.getStartInstructionsList()) {
      command.addStartInstruction(
          new ProcessInstanceCreationStartInstruction().setElementId(instruction.getElementId()));
    }
    for (final var instruction : request.getRuntimeInstructionsList()) {
      command.addRuntimeInstruction(
          new ProcessInstanceCreationRuntimeInstruction()
              .setType(RuntimeInstructionType.TERMINATE_PROCESS_INSTANCE)
              .setAfterElementId(instruction.getTerminate().getAfterElementId()));
    }
    return command;
  }

  @Override
  public void cancelProcessInstance(
      final CancelProcessInstanceRequest request,
      final StreamObserver<CancelProcessInstanceResponse> observer) {
    final long key = request.getProcessInstanceKey();
    answer(
        host.send(
            ValueType.PROCESS_INSTANCE,
            ProcessInstanceIntent.CANCEL,
            key,
            new ProcessInstanceRecord().setProcessInstanceKey(key)),
        observer,
        answer -> CancelProcessInstanceResponse.getDefaultInstance());
  }

  @Override
  public void migrateProcessInstance(
      final MigrateProcessInstanceRequest request,
      final StreamObserver<MigrateProcessInstanceResponse> observer) {
    final var plan = request.getMigrationPlan();
    final var command =
        new ProcessInstanceMigrationRecord()
            .setProcessInstanceKey(request.getProcessInstanceKey())
            .setTargetProcessDefinitionKey(plan.getTargetProcessDefinitionKey());
    for (final var mapping : plan.getMappingInstructionsList()) {
      command.addMappingInstruction(
          new ProcessInstanceMigrationMappingInstruction()
              .setSourceElementId(mapping.getSourceElementId())
              .setTargetElementId(mapping.getTargetElementId()));
    }
    answer(
        host.send(
            ValueType.PROCESS_INSTANCE_MIGRATION,
            ProcessInstanceMigrationIntent.MIGRATE,
            request.getProcessInstanceKey(),
            command),
        observer,
        answer -> MigrateProcessInstanceResponse.getDefaultInstance());
  }

  @Override
  public void setVariables(
      final SetVariablesRequest request, final StreamObserver<SetVariablesResponse> observer) {
    final var command =
        new VariableDocumentRecord()
            .setScopeKey(request.getElementInstanceKey())
            .setVariables(msgPack(request.getVariables()))
            .setUpdateSemantics(
                request.getLocal()
                    ? VariableDocumentUpdateSemantic.LOCAL
                    : VariableDocumentUpdateSemantic.PROPAGATE);
    answer(
        host.send(ValueType.VARIABLE_DOCUMENT, VariableDocumentIntent.UPDATE, command),
        observer,
        answer -> SetVariablesResponse.newBuilder().setKey(answer.key()).build());
  }

  @Override
  public void resolveIncident(
      final ResolveIncidentRequest request,
      final StreamObserver<ResolveIncidentResponse> observer) {
    answer(
        host.send(
            ValueType.INCIDENT,
            IncidentIntent.RESOLVE,
            request.getIncidentKey(),
            new IncidentRecord()),
        observer,
        answer -> ResolveIncidentResponse.getDefaultInstance());
  }

  @Override
  public void evaluateDecision(
      final EvaluateDecisionRequest request,
      final StreamObserver<EvaluateDecisionResponse> observer) {
    final var command =
        new DecisionEvaluationRecord().setVariables(msgPack(request.getVariables()));
    if (request.getDecisionKey() > 0) {
      command.setDecisionKey(request.getDecisionKey());
    } else {
      command.setDecisionId(request.getDecisionId());
    }
    answer(
        host.send(ValueType.DECISION_EVALUATION, DecisionEvaluationIntent.EVALUATE, command),
        observer,
        answer -> GrpcMessages.evaluation(answer.key(), answer.as(new DecisionEvaluationRecord())));
  }

  @Override
  public void publishMessage(
      final PublishMessageRequest request, final StreamObserver<PublishMessageResponse> observer) {
    final var command =
        new MessageRecord()
            .setName(request.getName())
            .setCorrelationKey(request.getCorrelationKey())
            .setMessageId(request.getMessageId())
            .setTimeToLive(request.getTimeToLive())
            .setVariables(msgPack(request.getVariables()));
    answer(
        host.send(ValueType.MESSAGE, MessageIntent.PUBLISH, command),
        observer,
        answer -> PublishMessageResponse.newBuilder().setKey(answer.key()).build());
  }

  @Override
  public void broadcastSignal(
      final BroadcastSignalRequest request,
      final StreamObserver<BroadcastSignalResponse> observer) {
    final var command =
        new SignalRecord()
            .setSignalName(request.getSignalName())
            .setVariables(msgPack(request.getVariables()));
    answer(
        host.send(ValueType.SIGNAL, SignalIntent.BROADCAST, command),
        observer,
        answer -> BroadcastSignalResponse.newBuilder().setKey(answer.key()).build());
  }

  @Override
  public void activateJobs(
      final ActivateJobsRequest request, final StreamObserver<ActivateJobsResponse> observer) {
    polling.activate(request, (ServerCallStreamObserver<ActivateJobsResponse>) observer);
  }

  @Override
  public void streamActivatedJobs(
      final StreamActivatedJobsRequest request, final StreamObserver<ActivatedJob> observer) {
    final var worker = wrapString(request.getWorker());
    final var properties =
        new JobActivationPropertiesImpl()
            .setWorker(worker, 0, worker.capacity())
            .setTimeout(request.getTimeout())
            .setFetchVariables(
                request.getFetchVariableList().stream().map(StringValue::new).toList())
            .setTenantIds(List.of("<default>"));
    host.jobStreams()
        .open(request.getType(), properties, (ServerCallStreamObserver<ActivatedJob>) observer);
  }

  @Override
  public void completeJob(
      final CompleteJobRequest request, final StreamObserver<CompleteJobResponse> observer) {
    if (lostCompletions.loses(request.getJobKey())) {
      observer.onNext(CompleteJobResponse.getDefaultInstance());
      observer.onCompleted();
      return;
    }
    if (request.hasResult()) {
      // results of task listeners and ad-hoc sub-processes: not needed yet, and never just dropped
      observer.onError(Status.UNIMPLEMENTED.withDescription("job result").asRuntimeException());
      return;
    }
    final var command = new JobRecord().setVariables(msgPack(request.getVariables()));
    job(
        JobIntent.COMPLETE,
        request.getJobKey(),
        command,
        observer,
        CompleteJobResponse.getDefaultInstance());
  }

  @Override
  public void failJob(
      final FailJobRequest request, final StreamObserver<FailJobResponse> observer) {
    final var command =
        new JobRecord()
            .setRetries(request.getRetries())
            .setErrorMessage(request.getErrorMessage())
            .setRetryBackoff(request.getRetryBackOff())
            .setVariables(msgPack(request.getVariables()));
    job(
        JobIntent.FAIL,
        request.getJobKey(),
        command,
        observer,
        FailJobResponse.getDefaultInstance());
  }

  @Override
  public void throwError(
      final ThrowErrorRequest request, final StreamObserver<ThrowErrorResponse> observer) {
    final var command =
        new JobRecord()
            .setErrorCode(wrapString(request.getErrorCode()))
            .setErrorMessage(request.getErrorMessage())
            .setVariables(msgPack(request.getVariables()));
    job(
        JobIntent.THROW_ERROR,
        request.getJobKey(),
        command,
        observer,
        ThrowErrorResponse.getDefaultInstance());
  }

  @Override
  public void updateJobRetries(
      final UpdateJobRetriesRequest request,
      final StreamObserver<UpdateJobRetriesResponse> observer) {
    job(
        JobIntent.UPDATE_RETRIES,
        request.getJobKey(),
        new JobRecord().setRetries(request.getRetries()),
        observer,
        UpdateJobRetriesResponse.getDefaultInstance());
  }

  @Override
  public void updateJobTimeout(
      final UpdateJobTimeoutRequest request,
      final StreamObserver<UpdateJobTimeoutResponse> observer) {
    job(
        JobIntent.UPDATE_TIMEOUT,
        request.getJobKey(),
        new JobRecord().setTimeout(request.getTimeout()),
        observer,
        UpdateJobTimeoutResponse.getDefaultInstance());
  }

  private <T> void job(
      final Intent intent,
      final long key,
      final UnifiedRecordValue command,
      final StreamObserver<T> observer,
      final T response) {
    answer(host.send(ValueType.JOB, intent, key, command), observer, answer -> response);
  }

  private static <T> void answer(
      final CompletableFuture<EngineResponse> engine,
      final StreamObserver<T> observer,
      final Function<EngineResponse, T> response) {
    engine
        .thenApply(response)
        .whenComplete(
            (message, failure) -> {
              if (failure != null) {
                observer.onError(GrpcMessages.status(failure));
              } else {
                observer.onNext(message);
                observer.onCompleted();
              }
            });
  }

  private static DirectBuffer msgPack(final String json) {
    return new UnsafeBuffer(MsgPackConverter.convertToMsgPack(json.isEmpty() ? "{}" : json));
  }
}
