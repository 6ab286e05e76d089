package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.counter.Counter;
import io.retour.logistics.Parcels;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.returns.Returns;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tasks of {@code store-return.bpmn}. */
@Component
public class StoreWorkers {

  private final Counter counter;
  private final Parcels parcels;
  private final Returns returns;
  private final TimeLimits limits;

  StoreWorkers(Counter counter, Parcels parcels, Returns returns, TimeLimits limits) {
    this.counter = counter;
    this.parcels = parcels;
    this.returns = returns;
    this.limits = limits;
  }

  @JobWorker(type = "prepare-hand-in")
  public Map<String, Object> prepareHandIn(@Variable UUID returnId) {
    String country = returns.order(returns.get(returnId)).country();
    Map<String, Object> facts = limits.variables(country, TimeLimit.HAND_IN_LIMIT);
    facts.put("handedIn", counter.handedIn(returnId));
    return facts;
  }

  /** Tells whether nothing was handed in; what came meanwhile goes on. */
  @JobWorker(type = "close-hand-in")
  public Map<String, Object> closeHandIn(@Variable UUID returnId) {
    return Map.of("parcelOutcome", parcels.giveUp(returnId).name());
  }
}
