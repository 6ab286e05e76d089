package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.JobState;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;

/**
 * Lets time pass in the engine, for tests that wait for its timers.
 *
 * <p>What a test sees first, a mail for instance, is there a moment before the job that sent it is
 * answered. A timer behind that job would start after the clock was moved, and never fire. So time
 * passes only while nothing is under way: no message is left to relay, and no worker has a job.
 */
@TestComponent
class PassingTime {

  /** Longer than the engine needs to hand a message on from one process to the next. */
  private static final Duration STILL = Duration.ofMillis(60);

  private final CamundaClient camunda;
  private final CamundaProcessTestContext process;
  private final ProcessMessages messages;

  PassingTime(CamundaClient camunda, CamundaProcessTestContext process, ProcessMessages messages) {
    this.camunda = camunda;
    this.process = process;
    this.messages = messages;
  }

  /** Lets that much time and a minute pass, so that a timer of that length fires. */
  void pass(Duration time) {
    awaitStandstill();
    process.increaseTime(time.plusMinutes(1));
  }

  /** Waits until every process stands at a timer, a message, a person or an incident. */
  void awaitStandstill() {
    await("nothing is under way")
        .atMost(Scene.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .during(STILL)
        .untilAsserted(
            () -> {
              assertThat(messages.backlog().waiting()).as("messages to relay").isZero();
              assertThat(openJobs()).as("jobs under way").isZero();
            });
  }

  private long openJobs() {
    return jobs(JobState.CREATED)
        + jobs(JobState.TIMED_OUT)
        + jobs(JobState.RETRIES_UPDATED)
        + camunda
            .newJobSearchRequest()
            .filter(filter -> filter.state(JobState.FAILED).hasFailedWithRetriesLeft(true))
            .send()
            .join()
            .page()
            .totalItems();
  }

  private long jobs(JobState state) {
    return camunda
        .newJobSearchRequest()
        .filter(filter -> filter.state(state))
        .send()
        .join()
        .page()
        .totalItems();
  }
}
