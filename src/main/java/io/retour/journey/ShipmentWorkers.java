package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.retour.returns.Returns;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The tasks of {@code stop-shipment.bpmn}. */
@Component
public class ShipmentWorkers {

  private static final Logger log = LoggerFactory.getLogger(ShipmentWorkers.class);

  private final Returns returns;

  ShipmentWorkers(Returns returns) {
    this.returns = returns;
  }

  @JobWorker(type = "remind-of-shipment")
  public void remindOfShipment(ActivatedJob job, @Variable UUID returnId) {
    // the element instance tells one reminder from the next
    if (returns.notedOnce(
        returnId, "journey", "agent-reminded", String.valueOf(job.getElementInstanceKey()))) {
      log.warn(
          "The shipment of return {} still waits to be stopped", returns.get(returnId).rmaNumber());
    }
  }

  @JobWorker(type = "check-delivery")
  public Map<String, Object> checkDelivery(@Variable UUID returnId) {
    boolean left = returns.deliveredByNow(returnId);
    return Map.of(
        "shipmentStop", left ? "LEFT" : "STOPPED",
        "stopReference", left ? "reported as delivered" : "nobody answered in time",
        "answeredBy", "journey");
  }

  @JobWorker(type = "record-shipment")
  public void recordShipment(
      @Variable UUID returnId,
      @Variable String shipmentStop,
      @Variable @Nullable String stopReference,
      @Variable @Nullable String answeredBy) {
    String reference = stopReference == null ? "" : stopReference;
    // instances of an older diagram do not say who answered
    String actor = answeredBy == null ? "agent" : answeredBy;
    if (shipmentStop.equals("STOPPED")) {
      returns.shipmentStopped(returnId, actor, reference);
    } else {
      returns.shipmentLeft(returnId, actor, reference);
    }
  }
}
