package io.retour.logistics.simulator;

import io.retour.logistics.Carrier;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A carrier that carries nothing but behaves like one: it keeps its own book of labels, draws a
 * real PDF, and fails in the ways real ones do.
 */
@Component
@ConditionalOnProperty(name = "retour.carrier", havingValue = "simulated", matchIfMissing = true)
class SimulatedCarrier implements Carrier {

  private final Simulators simulators;
  private final JdbcClient book;
  private final Clock clock;

  SimulatedCarrier(Simulators simulators, JdbcClient book, Clock clock) {
    this.simulators = simulators;
    this.book = book;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Label createLabel(String requestKey, LabelRequest request) throws LabelRefused {
    var behaviour = simulators.next(Simulator.CARRIER);
    switch (behaviour) {
      case FAIL -> throw new SimulatedFault("The carrier does not answer");
      case REFUSE -> throw new LabelRefused("Address not served");
      case DELAY -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
      default -> {
        // answers at once
      }
    }
    book.sql(
            "insert ignore into simulated_label (request_key, tracking_number, created_at)"
                + " values (?, ?, ?)")
        .params(
            requestKey,
            "3SRTR%09d".formatted(ThreadLocalRandom.current().nextInt(1_000_000_000)),
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
    if (behaviour == Simulators.Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The carrier's answer was lost after the label was made");
    }
    String trackingNumber =
        book.sql("select tracking_number from simulated_label where request_key = ?")
            .param(requestKey)
            .query(String.class)
            .single();
    return new Label(
        trackingNumber,
        LabelPdf.draw(
            trackingNumber,
            request.reference(),
            request.fromPostcode().toUpperCase(java.util.Locale.ROOT)
                + " "
                + request.fromCountry()));
  }

  @Override
  public void voidLabel(String trackingNumber) {
    if (simulators.next(Simulator.CARRIER) == Simulators.Behaviour.FAIL) {
      throw new SimulatedFault("The carrier does not answer");
    }
    book.sql(
            "update simulated_label set voided_at = coalesce(voided_at, ?)"
                + " where tracking_number = ?")
        .params(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), trackingNumber)
        .update();
  }
}
