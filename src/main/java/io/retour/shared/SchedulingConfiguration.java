package io.retour.shared;

import io.retour.shared.db.DatabaseAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(TASKS);
    scheduler.setVirtualThreads(true);
    scheduler.setThreadNamePrefix("standing-");
    scheduler.setErrorHandler(SchedulingConfiguration::toldShortly);
    return scheduler;
  }

  /**
   * A standing task comes again by itself; a database that is away needs no stack trace each time.
   */
  private static void toldShortly(Throwable failure) {
    if (DatabaseAway.caused(failure)) {
      log.warn("A standing task waits for the database: {}", failure.getMessage());
    } else {
      log.error("A standing task failed and comes again", failure);
    }
  }
}
