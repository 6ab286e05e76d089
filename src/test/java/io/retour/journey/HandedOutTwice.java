package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camunda.process.test.api.CamundaProcessTestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.testengine.InMemoryRuntime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestComponent;

/**
 * Zeebe hands a job out at least once: plays that the answer to the first time was lost. Only the
 * in-memory engine can lose an answer on purpose; on another one such tests are skipped.
 */
@TestComponent
class HandedOutTwice {

  private static final Duration JOB_TIMEOUT = Duration.ofSeconds(61);

  private final MeterRegistry meters;

  HandedOutTwice(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * Walks a way on which the first job of the type is handed out a second time.
   *
   * @param times how often the way has such a job
   * @return where the way led
   */
  <T> T job(String type, int times, CamundaProcessTestContext process, Supplier<T> way) {
    assumeTrue(
        InMemoryRuntime.isSelected(),
        "Only the in-memory engine loses an answer on purpose, and this run uses another one");
    double worked = invocations("completed", type);
    double handedOut = invocations("activated", type);
    InMemoryRuntime.get().loseNextCompletion(type);
    CompletableFuture<Void> jobTimesOut =
        CompletableFuture.runAsync(
            () -> {
              await("first " + type)
                  .atMost(Scene.PATIENCE)
                  .until(() -> invocations("completed", type) > worked);
              process.increaseTime(JOB_TIMEOUT);
            });

    T done = way.get();

    jobTimesOut.join();
    await("second " + type)
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(invocations("activated", type) - handedOut)
                  .isGreaterThanOrEqualTo(times + 1);
              assertThat(invocations("completed", type) - worked).isGreaterThanOrEqualTo(times + 1);
            });
    return done;
  }

  private double invocations(String action, String jobType) {
    return meters
        .find("camunda.job.invocations")
        .tags("action", action, "type", jobType)
        .counters()
        .stream()
        .mapToDouble(invocations -> invocations.count())
        .sum();
  }

  /**
   * What a way is to leave behind, in words with commas between; what is named twice counts two.
   */
  static Map<String, Long> effects(String named) {
    return Arrays.stream(named.split(", "))
        .collect(Collectors.toMap(Function.identity(), what -> 1L, Long::sum, TreeMap::new));
  }
}
