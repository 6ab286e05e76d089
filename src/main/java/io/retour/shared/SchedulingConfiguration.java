package io.retour.shared;

import io.retour.shared.db.DatabaseAway;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * A thread for each standing task. Spring Boot's own scheduler has one thread for all tasks with a
 * fixed delay when virtual threads are on: a mail server that hangs would stop the outbox.
 */
@Configuration
class SchedulingConfiguration {

  /** More than there are standing tasks. */
  private static final int TASKS = 16;

  private static final Logger log = LoggerFactory.getLogger(SchedulingConfiguration.class);

  private final AtomicBoolean stopping = new AtomicBoolean();

  @EventListener(ContextClosedEvent.class)
  void stops() {
    stopping.set(true);
  }

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(TASKS);
    scheduler.setVirtualThreads(true);
    scheduler.setThreadNamePrefix("standing-");
    scheduler.setErrorHandler(this::toldShortly);
    return scheduler;
  }

  /**
   * A standing task comes again by itself; a database that is away needs no stack trace each time,
   * nor does what is closed under a task's hands while Retour stops.
   */
  private void toldShortly(Throwable failure) {
    if (stopping.get()) {
      log.info("A standing task ends because Retour stops: {}", failure.toString());
    } else if (DatabaseAway.caused(failure)) {
      log.warn("A standing task waits for the database: {}", failure.getMessage());
    } else {
      log.error("A standing task failed and comes again", failure);
    }
  }
}
