package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.retour.shared.health.OutsideSystem;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether Camunda's gateway answers and knows a broker. */
@Configuration
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class CamundaHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Has the name of the starter's own, which it replaces. */
  @Bean
  OutsideSystem camundaClientHealthIndicator(CamundaClient camunda) {
    return new OutsideSystem(
        "Camunda",
        () -> {
          if (camunda
              .newTopologyRequest()
              .requestTimeout(PATIENCE)
              .send()
              .join()
              .getBrokers()
              .isEmpty()) {
            throw new IllegalStateException("The gateway knows no broker");
          }
        });
  }
}
