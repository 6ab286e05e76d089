package io.retour.journey;

import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.camunda.client.annotation.value.JobWorkerValue;
import io.camunda.client.api.command.FailJobCommandStep1;
import io.camunda.client.api.command.FailJobCommandStep1.FailJobCommandStep2;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.jobhandling.CommandExceptionHandlingStrategy;
import io.camunda.client.jobhandling.JobExceptionHandlingStrategy.ExceptionHandlingContext;
import io.camunda.client.metrics.MetricsRecorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.retour.shared.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.orm.ObjectOptimisticLockingFailureException;

/** What becomes of a job whose worker failed. */
class RetryWithPatienceTest {

  private final JobClient client = mock(JobClient.class);
  private final FailJobCommandStep1 fail = mock(FailJobCommandStep1.class);
  private final FailJobCommandStep2 failed =
      mock(FailJobCommandStep2.class, withSettings().defaultAnswer(RETURNS_SELF));

  private void fails(Exception failure) throws Exception {
    ActivatedJob job = mock(ActivatedJob.class);
    when(job.getKey()).thenReturn(7L);
    when(job.getType()).thenReturn("create-label");
    when(job.getRetries()).thenReturn(3);
    when(client.newFailCommand(anyLong())).thenReturn(fail);
    when(fail.retries(org.mockito.ArgumentMatchers.anyInt())).thenReturn(failed);
    when(failed.send()).thenReturn(mock(RETURNS_DEEP_STUBS));
    new RetryWithPatience(
            mock(CommandExceptionHandlingStrategy.class),
            mock(MetricsRecorder.class),
            new SimpleMeterRegistry(),
            new StepLog(mock(JourneySteps.class)),
            new JourneyProperties(
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15)))
        .handleException(
            failure, new ExceptionHandlingContext(client, job, mock(JobWorkerValue.class)));
  }

  /** Two transactions on one return: the worker that lost reads it again at the next try. */
  @Test
  void isTriedAgainWhenTheReturnChangedMeanwhile() throws Exception {
    fails(new ObjectOptimisticLockingFailureException("return_case", "R-1"));

    verify(client).newFailCommand(7);
    verify(fail).retries(2);
    verify(failed).retryBackoff(Duration.ofSeconds(2));
  }

  @Test
  void isAnIncidentAtOnceWhenNoRetryChangesTheAnswer() throws Exception {
    fails(Problem.conflict("return-ended", "The return has ended."));

    verify(fail).retries(0);
    verify(failed).errorMessage("The return has ended.");
  }

  @Test
  void isTriedAgainNoSoonerThanTheOutsideSystemAsksFor() throws Exception {
    fails(Problem.unavailable("provider-away", "Too many requests.", Duration.ofMinutes(2)));

    verify(fail).retries(2);
    verify(failed).retryBackoff(Duration.ofMinutes(2));
  }
}
