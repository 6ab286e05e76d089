package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.response.Incident;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.returns.ReturnCase;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A system that stays away: the journey waits at an incident until operations let it go on. */
@ProcessTest
class TriesUsedUpTest {

  /** Longer than any number of tries. */
  private static final int UNTIL_IT_IS_BACK = 10_000;

  @Autowired Scene scene;
  @Autowired Simulators simulators;
  @Autowired CamundaClient camunda;
  @Autowired MeterRegistry meters;

  @AfterEach
  void carrierIsBack() {
    simulators.set(Simulator.CARRIER, Behaviour.NORMAL, 0);
  }

  @Test
  void stopsWithASentenceWhenTheCarrierStaysAwayAndMakesOneLabelAfterTheRetry() {
    double givenUp = givenUp();
    simulators.set(Simulator.CARRIER, Behaviour.FAIL, UNTIL_IT_IS_BACK);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());

    Incident incident =
        await("the journey stops")
            .atMost(Scene.PATIENCE)
            .until(
                () ->
                    camunda
                        .newIncidentSearchRequest()
                        .filter(about -> about.elementId("Task_CreateReturnLabel"))
                        .send()
                        .join()
                        .items(),
                found -> !found.isEmpty())
            .getFirst();

    // what operations read in Operate is a sentence, not a stack trace
    assertThat(incident.getErrorMessage()).isNotBlank().doesNotContain("\tat ", "Exception");
    assertThat(givenUp()).as("counted as given up").isEqualTo(givenUp + 1);
    assertThat(labels(registered)).isZero();

    carrierIsBack();
    camunda.newUpdateRetriesCommand(incident.getJobKey()).retries(1).send().join();
    camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();

    assertThat(scene.awaitLabel(registered)).isNotBlank();
    assertThat(labels(registered)).isOne();
  }

  private long labels(ReturnCase of) {
    return scene.count(
        "select count(*) from simulated_label where request_key like ?", of.id() + ":%");
  }

  private double givenUp() {
    return meters
        .find("retour.job.failures")
        .tag("type", "create-return-label")
        .tag("tries_left", "0")
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
