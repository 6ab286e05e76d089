package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.retour.returns.ReturnCase;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class JobMetricsTest {

  @Autowired Scene scene;
  @Autowired Simulators simulators;
  @Autowired MeterRegistry meters;

  @Test
  void tellsAgeAndFailuresOfJobsByTheirType() {
    double failures = failures("create-return-label");
    long aged = aged("create-return-label");
    simulators.set(Simulator.CARRIER, Behaviour.FAIL, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());

    scene.awaitLabel(registered);

    assertThat(failures("create-return-label")).isEqualTo(failures + 1);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(aged("create-return-label")).isEqualTo(aged + 1));
  }

  private double failures(String type) {
    return meters.find("retour.job.failures").tag("type", type).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private long aged(String type) {
    Timer timer = meters.find("retour.job.age").tag("type", type).timer();
    return timer == null ? 0 : timer.count();
  }
}
