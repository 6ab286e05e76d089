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
import org.springframework.jdbc.core.simple.JdbcClient;
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

  private final JdbcClient jdbc;
  private final Parcels parcels;
  private final Warehouse warehouse;
  private final Clock clock;

  Unattended(JdbcClient jdbc, Parcels parcels, Warehouse warehouse, Clock clock) {
    this.jdbc = jdbc;
    this.parcels = parcels;
    this.warehouse = warehouse;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${retour.unattended-interval:PT0.2S}")
  void play() {
    for (String trackingNumber : trackingNumbers("LABEL_CREATED")) {
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
    for (String trackingNumber : trackingNumbers("DROPPED_OFF")) {
      quietly(
          trackingNumber,
          () -> {
            ReturnCase received = warehouse.receive(trackingNumber, "unattended");
            received
                .units()
                .forEach(unit -> warehouse.inspect(unit.id(), Grade.A, List.of(), "unattended"));
          });
    }
    for (UUID unitId : ungraded()) {
      quietly(unitId.toString(), () -> warehouse.inspect(unitId, Grade.A, List.of(), "unattended"));
    }
  }

  private List<String> trackingNumbers(String status) {
    return jdbc.sql(
            "select tracking_number from parcel where status = ? order by created_at limit "
                + BATCH)
        .param(status)
        .query(String.class)
        .list();
  }

  /** Pieces received before a stop and not graded yet. */
  private List<UUID> ungraded() {
    return jdbc.sql(
            "select u.id from return_unit u join parcel p on p.return_id = u.return_id"
                + " where p.status = 'RECEIVED' and u.reception = 'DELIVERED' and u.grade is null"
                + " limit "
                + BATCH)
        .query((row, index) -> UUID.fromString(row.getString("id")))
        .list();
  }

  private static void quietly(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException passing) {
      log.info("{} waits for the next round: {}", what, passing.getMessage());
    }
  }
}
