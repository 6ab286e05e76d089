package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.ContextClosedEvent;
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

  @Test
  void whatIsClosedUnderATaskWhileRetourStopsIsNoError() {
    Logger log = (Logger) LoggerFactory.getLogger(SchedulingConfiguration.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    try {
      application.run(
          context -> {
            fails(context.getBean(TaskScheduler.class));
            context.publishEvent(new ContextClosedEvent(context));
            fails(context.getBean(TaskScheduler.class));
          });
    } finally {
      log.detachAppender(told);
    }

    assertThat(told.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.ERROR, Level.INFO);
  }

  private static void fails(TaskScheduler scheduler) throws Exception {
    scheduler
        .schedule(
            () -> {
              throw new IllegalStateException("closed");
            },
            Instant.now())
        .get(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
