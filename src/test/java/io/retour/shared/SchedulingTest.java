package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.TaskScheduler;

class SchedulingTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withPropertyValues("spring.threads.virtual.enabled=true")
          .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
          .withUserConfiguration(SchedulingConfiguration.class);

  @Test
  void aStandingTaskThatHangsHoldsNoOtherUp() {
    application.run(
        context -> {
          TaskScheduler scheduler = context.getBean(TaskScheduler.class);
          CountDownLatch hangs = new CountDownLatch(1);
          CountDownLatch runs = new CountDownLatch(3);

          scheduler.scheduleWithFixedDelay(() -> await(hangs), Duration.ofMillis(1));
          scheduler.scheduleWithFixedDelay(runs::countDown, Duration.ofMillis(1));

          assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
          hangs.countDown();
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
