package io.retour.testengine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Delivers one job twice, as an engine does when a worker dies between its work and its answer.
 *
 * <p>Uses only the client and the test clock, so it works on any runtime. No other worker may be
 * open for the job type; to let the application's own worker meet the same fate, use {@link
 * InMemoryRuntime#loseNextCompletion}. The clock moves on, so short timers may fire as well.
 */
public final class Redelivery {

  private static final Duration JOB_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private final CamundaClient client;
  private final CamundaProcessTestContext context;

  public Redelivery(final CamundaClient client, final CamundaProcessTestContext context) {
    this.client = client;
    this.context = context;
  }

  /**
   * Runs the work, loses its result, lets the job time out, runs the work again for the same job
   * and completes the job with the second result.
   *
   * @return both results, for a test to compare
   */
  public List<Map<String, Object>> deliverTwice(final String jobType, final Work work)
      throws Exception {
    final var first = activate(jobType);
    final var lost = work.handle(first);
    context.increaseTime(JOB_TIMEOUT.plusSeconds(1));
    final var second = activate(jobType);
    if (second.getKey() != first.getKey()) {
      throw new AssertionError(
          "Job %d was expected again, but %d came".formatted(first.getKey(), second.getKey()));
    }
    final var kept = work.handle(second);
    client.newCompleteCommand(second).variables(kept).send().join();
    return List.of(lost, kept);
  }

  private ActivatedJob activate(final String jobType) {
    return client
        .newActivateJobsCommand()
        .jobType(jobType)
        .maxJobsToActivate(1)
        .timeout(JOB_TIMEOUT)
        .requestTimeout(REQUEST_TIMEOUT)
        .send()
        .join()
        .getJobs()
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("No job of type '%s'".formatted(jobType)));
  }

  /** A worker's method: what it does for a job, and the variables it would complete it with. */
  @FunctionalInterface
  public interface Work {

    Map<String, Object> handle(ActivatedJob job) throws Exception;
  }
}
