package io.retour.journey;

import io.camunda.client.jobhandling.CamundaClientExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Workers wait for the database and for outside systems, so they run on virtual threads. */
@Configuration
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class WorkerThreads {

  /** More at once would only queue for database connections. */
  private static final int AT_ONCE = 32;

  @Bean
  CamundaClientExecutorService camundaClientExecutorService() {
    return new CamundaClientExecutorService(
        Executors.newScheduledThreadPool(AT_ONCE, Thread.ofVirtual().name("worker-", 0).factory()),
        true);
  }
}
