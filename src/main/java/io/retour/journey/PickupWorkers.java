package io.retour.journey;

import io.camunda.client.annotation.CustomHeaders;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.exception.CamundaError;
import io.retour.logistics.Carrier.PickupRefused;
import io.retour.logistics.Parcels;
import io.retour.logistics.Pickups;
import io.retour.logistics.WayEnd;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tasks of {@code home-pickup.bpmn}. */
@Component
public class PickupWorkers {

  private final Pickups pickups;
  private final Parcels parcels;

  PickupWorkers(Pickups pickups, Parcels parcels) {
    this.pickups = pickups;
    this.parcels = parcels;
  }

  /** Older versions of the diagram wait for no other slot, and do not say so. */
  @JobWorker(type = "book-pickup")
  public void bookPickup(@Variable UUID returnId, @CustomHeaders Map<String, String> headers) {
    try {
      pickups.book(returnId, Boolean.parseBoolean(headers.get("changeable")));
      // the goods may have come another way, longer ago than Camunda remembers
      parcels.repeatReceipt(returnId);
    } catch (PickupRefused refused) {
      throw CamundaError.bpmnError("PICKUP_REFUSED", String.valueOf(refused.getMessage()));
    }
  }

  @JobWorker(type = "record-missed-pickup")
  public Map<String, Object> recordMissedPickup(@Variable UUID returnId) {
    return Map.of("pickupTries", pickups.missed(returnId));
  }

  /** Tells whether it is over; what came meanwhile goes on. */
  @JobWorker(type = "release-pickup")
  public Map<String, Object> releasePickup(@Variable UUID returnId) {
    WayEnd end = parcels.giveUp(returnId);
    if (end == WayEnd.EXPIRED) {
      pickups.release(returnId);
    }
    return Map.of("parcelOutcome", end.name());
  }
}
