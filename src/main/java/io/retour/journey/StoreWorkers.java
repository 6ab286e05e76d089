package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.counter.Counter;
import io.retour.logistics.Parcels;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tasks of {@code store-return.bpmn}. */
@Component
public class StoreWorkers {

  private final Counter counter;
  private final Parcels parcels;

  StoreWorkers(Counter counter, Parcels parcels) {
    this.counter = counter;
    this.parcels = parcels;
  }

  @JobWorker(type = "prepare-hand-in")
  public Map<String, Object> prepareHandIn(@Variable UUID returnId) {
    return Map.of(
        "handedIn", counter.handedIn(returnId), "handInLimit", counter.handInLimit().toString());
  }

  /** Tells whether nothing was handed in; what came meanwhile goes on. */
  @JobWorker(type = "close-hand-in")
  public Map<String, Object> closeHandIn(@Variable UUID returnId) {
    return Map.of("parcelOutcome", parcels.giveUp(returnId).name());
  }
}
