package io.retour.journey;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.bean.MethodInfo;
import io.camunda.client.jobhandling.result.ResultProcessor;
import io.camunda.client.jobhandling.result.ResultProcessorContext;
import io.camunda.client.jobhandling.result.ResultProcessorStrategy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * How old jobs of each type are when their worker is through: from the moment the broker handed the
 * job out, so the wait in this application's queue counts and the work does. Over gRPC a job does
 * not tell when it was created; how long jobs wait for being handed out, all types together, is the
 * broker's own metric {@code zeebe_job_activation_time}. Here too is noted that the step is done,
 * for nowhere else is that known of every job.
 */
@Component
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class JobAges implements ResultProcessorStrategy {

  private final MeterRegistry meters;
  private final Clock clock;
  private final Duration handedOutFor;
  private final StepLog steps;

  JobAges(
      MeterRegistry meters,
      Clock clock,
      @Value("${camunda.client.worker.defaults.timeout}") Duration handedOutFor,
      StepLog steps) {
    this.meters = meters;
    this.clock = clock;
    this.handedOutFor = handedOutFor;
    this.steps = steps;
  }

  /** Results go to the engine as they are; this only looks at the job that they end. */
  @Override
  public ResultProcessor createProcessor(MethodInfo worker) {
    return new ResultProcessor() {
      @Override
      public @Nullable Object process(ResultProcessorContext done) {
        record(done.getJob());
        steps.done(done.getJob());
        return done.getResult();
      }
    };
  }

  private void record(ActivatedJob job) {
    Instant handedOut = Instant.ofEpochMilli(job.getDeadline()).minus(handedOutFor);
    Timer.builder("retour.job.age")
        .description("From handing a job out to the end of its worker")
        .tag("type", job.getType())
        .publishPercentileHistogram()
        .register(meters)
        .record(Duration.between(handedOut, clock.instant()));
  }
}
