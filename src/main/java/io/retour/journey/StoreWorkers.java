package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.counter.Counter;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tasks of {@code store-return.bpmn}. */
@Component
public class StoreWorkers {

  private final Counter counter;

  StoreWorkers(Counter counter) {
    this.counter = counter;
  }

  @JobWorker(type = "prepare-hand-in")
  public Map<String, Object> prepareHandIn(@Variable UUID returnId) {
    return Map.of(
        "handedIn", counter.handedIn(returnId), "handInLimit", counter.handInLimit().toString());
  }
}
