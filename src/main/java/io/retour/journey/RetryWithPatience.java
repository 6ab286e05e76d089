package io.retour.journey;

import io.camunda.client.exception.BpmnError;
import io.camunda.client.exception.JobError;
import io.camunda.client.jobhandling.CommandExceptionHandlingStrategy;
import io.camunda.client.jobhandling.CommandWrapper;
import io.camunda.client.jobhandling.DefaultJobExceptionHandlingStrategy;
import io.camunda.client.jobhandling.JobExceptionHandlingStrategy;
import io.camunda.client.metrics.MetricsRecorder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.shared.Problem;
import io.retour.shared.db.DatabaseAway;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What happens to a job whose worker failed: a passing fault is tried again after a growing pause,
 * or after as long as the outside system asks for; a no that no retry will change becomes an
 * incident at once. Operate shows the sentence either way. While our own database is away nothing
 * is known about the job, so no try is used up: every journey goes on by itself when it is back.
 */
@Component
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class RetryWithPatience implements JobExceptionHandlingStrategy {

  private static final Logger log = LoggerFactory.getLogger(RetryWithPatience.class);

  /** The retries that the diagrams give each task; the pause grows with each one used up. */
  private static final int MODELLED_RETRIES = 3;

  /** How many pauses a job waits while the database is away. */
  private static final int PAUSES_WITHOUT_DATABASE = 5;

  /** How often a failure is told to a broker that is busy or away. */
  private static final int TRIES_TO_TELL = 10;

  private final JobExceptionHandlingStrategy byTheBook;
  private final CommandExceptionHandlingStrategy commands;
  private final MetricsRecorder metrics;
  private final Duration pause;
  private final MeterRegistry meters;
  private final StepLog steps;

  RetryWithPatience(
      CommandExceptionHandlingStrategy commands,
      MetricsRecorder metrics,
      MeterRegistry meters,
      StepLog steps,
      JourneyProperties properties) {
    this.commands = commands;
    this.metrics = metrics;
    this.byTheBook = new DefaultJobExceptionHandlingStrategy(commands, metrics);
    this.pause = properties.jobRetryPause();
    this.meters = meters;
    this.steps = steps;
  }

  @Override
  public void handleException(Exception failure, ExceptionHandlingContext context)
      throws Exception {
    if (failure instanceof BpmnError || failure instanceof JobError) {
      byTheBook.handleException(failure, context);
      return;
    }
    boolean hopeless =
        failure instanceof Problem problem && problem.kind() != Problem.Kind.UNAVAILABLE;
    int used = Math.max(0, MODELLED_RETRIES - context.job().getRetries());
    String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    boolean databaseAway = DatabaseAway.caused(failure);
    int left =
        hopeless ? 0 : databaseAway ? context.job().getRetries() : context.job().getRetries() - 1;
    Duration growing =
        databaseAway
            ? pause.multipliedBy(PAUSES_WITHOUT_DATABASE)
            : pause.multipliedBy(1L << (2 * used));
    // who asked us to wait is not asked before
    Duration asked = failure instanceof Problem problem ? problem.retryAfter() : null;
    Duration wait = asked != null && asked.compareTo(growing) > 0 ? asked : growing;
    log.warn(
        "Job {} of {} {} failed, {} tries left: {}",
        context.job().getType(),
        context.job().getBpmnProcessId(),
        context.job().getProcessInstanceKey(),
        left,
        sentence);
    failures(context.job().getType(), left).increment();
    if (!databaseAway) {
      steps.failed(context.job(), sentence);
    }
    // worded by hand, because the client's own words are a stack trace where people read; sent its
    // way, because under back-pressure a failure that is not heard costs the whole job timeout
    new CommandWrapper(
            context
                .jobClient()
                .newFailCommand(context.job().getKey())
                .retries(left)
                .retryBackoff(wait)
                .errorMessage(sentence),
            context.job(),
            commands,
            metrics,
            TRIES_TO_TELL)
        .executeAsyncWithMetrics(
            MetricsRecorder.METRIC_NAME_JOB,
            MetricsRecorder.ACTION_FAILED,
            context.job().getType());
  }

  private Counter failures(String jobType, int triesLeft) {
    return Counter.builder("retour.job.failures")
        .description("Jobs whose worker failed; with no tries left Operate shows an incident")
        .tag("type", jobType)
        .tag("tries_left", String.valueOf(triesLeft))
        .register(meters);
  }
}
