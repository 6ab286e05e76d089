package io.retour.demo;

import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.warehouse.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Plays carrier and warehouse for returns that nobody attends to: every label is dropped off,
 * arrives, and holds what was announced, as new. For benchmarks and for running real data through.
 */
@Component
@ConditionalOnProperty(name = "retour.unattended", havingValue = "true")
class Unattended {

  private static final Logger log = LoggerFactory.getLogger(Unattended.class);
  private static final int BATCH = 100;

  private final Waiting waiting;
  private final Parcels parcels;
  private final Warehouse warehouse;
  private final Clock clock;

  Unattended(Waiting waiting, Parcels parcels, Warehouse warehouse, Clock clock) {
    this.waiting = waiting;
    this.parcels = parcels;
    this.warehouse = warehouse;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${retour.unattended-interval:PT0.2S}")
  void play() {
    for (String trackingNumber : waiting.parcels("LABEL_CREATED", BATCH)) {
      quietly(
          trackingNumber,
          () ->
              parcels.scanned(
                  new TrackingNews(
                      "simulated",
                      trackingNumber,
                      "DROPPED_OFF",
                      TrackingNews.Status.DROPPED_OFF,
                      clock.instant())));
    }
    for (String trackingNumber : waiting.parcels("DROPPED_OFF", BATCH)) {
      quietly(
          trackingNumber,
          () -> {
            ReturnCase received = warehouse.receive(trackingNumber, "unattended");
            received
                .units()
                .forEach(unit -> warehouse.inspect(unit.id(), Grade.A, List.of(), "unattended"));
          });
    }
    for (UUID unitId : waiting.ungraded(BATCH)) {
      quietly(unitId.toString(), () -> warehouse.inspect(unitId, Grade.A, List.of(), "unattended"));
    }
  }

  private static void quietly(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException passing) {
      log.info("{} waits for the next round: {}", what, passing.getMessage());
    }
  }
}
