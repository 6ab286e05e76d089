package io.retour.testengine;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.camunda.zeebe.protocol.impl.record.value.job.JobBatchRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobBatchIntent;
import io.camunda.zeebe.util.buffer.BufferUtil;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Long polling for jobs: an empty answer is held back until there is work or the request expires.
 *
 * <p>Without it a worker would see a job up to its poll interval (100 ms) later, at every step of
 * every test.
 */
final class JobPolling {

  private static final long DEFAULT_REQUEST_TIMEOUT_MS = 10_000;

  private final EngineHost host;

  JobPolling(final EngineHost host) {
    this.host = host;
  }

  void activate(
      final ActivateJobsRequest request,
      final ServerCallStreamObserver<ActivateJobsResponse> observer) {
    final var poll = new Poll(request, observer);
    poll.workAvailable();
    if (request.getRequestTimeout() >= 0) {
      final long timeout =
          request.getRequestTimeout() == 0
              ? DEFAULT_REQUEST_TIMEOUT_MS
              : request.getRequestTimeout();
      CompletableFuture.delayedExecutor(timeout, TimeUnit.MILLISECONDS).execute(poll::end);
    }
  }

  private final class Poll implements JobStreams.Waiter {

    private final ActivateJobsRequest request;
    private final ServerCallStreamObserver<ActivateJobsResponse> observer;
    private final AtomicBoolean finished = new AtomicBoolean();

    private Poll(
        final ActivateJobsRequest request,
        final ServerCallStreamObserver<ActivateJobsResponse> observer) {
      this.request = request;
      this.observer = observer;
      observer.setOnCancelHandler(() -> finished.set(true));
    }

    /** Asks only while the client listens: a job activated for nobody is lost until its timeout. */
    @Override
    public void workAvailable() {
      if (finished.get()) {
        return;
      }
      final long seen = host.jobStreams().notifications(request.getType());
      host.send(ValueType.JOB_BATCH, JobBatchIntent.ACTIVATE, command())
          .thenAccept(answer -> answered(answer.as(new JobBatchRecord()), seen))
          .whenComplete((done, failure) -> fail(failure));
    }

    private void answered(final JobBatchRecord batch, final long seen) {
      if (!batch.getJobKeys().isEmpty()) {
        deliver(batch);
      } else if (request.getRequestTimeout() < 0) {
        end();
      } else {
        host.jobStreams().awaitWork(request.getType(), seen, this);
      }
    }

    private void deliver(final JobBatchRecord batch) {
      if (!finished.compareAndSet(false, true)) {
        giveBack(batch);
        return;
      }
      final var response = ActivateJobsResponse.newBuilder();
      for (int i = 0; i < batch.getJobKeys().size(); i++) {
        response.addJobs(
            GrpcMessages.activatedJob(
                batch.getJobKeys().get(i), (JobRecord) batch.getJobs().get(i)));
      }
      observer.onNext(response.build());
      observer.onCompleted();
    }

    private void giveBack(final JobBatchRecord batch) {
      for (int i = 0; i < batch.getJobKeys().size(); i++) {
        host.jobStreams().yieldJob(batch.getJobKeys().get(i), (JobRecord) batch.getJobs().get(i));
      }
    }

    @Override
    public void end() {
      if (finished.compareAndSet(false, true)) {
        observer.onCompleted();
      }
    }

    private void fail(final Throwable failure) {
      if (failure != null && finished.compareAndSet(false, true)) {
        observer.onError(GrpcMessages.status(failure));
      }
    }

    private JobBatchRecord command() {
      final var command =
          new JobBatchRecord()
              .setType(request.getType())
              .setWorker(request.getWorker())
              .setTimeout(request.getTimeout())
              .setMaxJobsToActivate(request.getMaxJobsToActivate());
      request
          .getFetchVariableList()
          .forEach(name -> command.variables().add().wrap(BufferUtil.wrapString(name)));
      return command;
    }
  }
}
