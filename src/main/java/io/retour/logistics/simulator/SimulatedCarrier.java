package io.retour.logistics.simulator;

import io.retour.logistics.Carrier;
import io.retour.shared.Market;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
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

  private static final Set<String> SERVED =
      Set.of(
          "AT", "BE", "BG", "HR", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV",
          "LT", "LU", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "GB");

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

  /** It has no depot on Cyprus and Malta, and no drivers outside of three countries. */
  @Override
  public Map<String, Terms> terms() {
    return Map.of(
        "PARCEL_DROP_OFF", new Terms(SERVED, 31_500, true),
        "QR_DROP_OFF", new Terms(Set.of("NL", "BE", "DE", "GB"), 20_000, true),
        "HOME_PICKUP", new Terms(Set.of("NL", "BE", "DE"), 100_000, true));
  }

  @Override
  public Label createLabel(String requestKey, LabelRequest request) throws LabelRefused {
    String trackingNumber = trackingNumber(requestKey);
    return new Label(
        trackingNumber,
        LabelPdf.draw(
            "RETURN",
            trackingNumber,
            request.reference(),
            place(request.fromPostcode(), request.fromCountry()),
            request.to()));
  }

  @Override
  public Label createDeliveryLabel(String requestKey, DeliveryRequest request) throws LabelRefused {
    String trackingNumber = trackingNumber(requestKey);
    return new Label(
        trackingNumber,
        LabelPdf.draw(
            "DELIVERY",
            trackingNumber,
            request.reference(),
            request.from().split(", ", 2)[0],
            "Order %s, %s"
                .formatted(
                    request.orderNumber(), place(request.toPostcode(), request.toCountry()))));
  }

  private static String place(String postcode, String country) {
    return postcode.toUpperCase(Locale.ROOT) + " " + country;
  }

  /** Writes the label into the book, once for each key. */
  private String trackingNumber(String requestKey) throws LabelRefused {
    var behaviour = simulators.next(Simulator.CARRIER);
    switch (behaviour) {
      case FAIL -> throw new SimulatedFault("The carrier does not answer");
      case REFUSE -> throw new LabelRefused("Address not served");
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
    return book.sql("select tracking_number from simulated_label where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .single();
  }

  /** Mornings and afternoons of the next three days on which drivers work. */
  @Override
  public List<Slot> freeSlots(String country, String postcode) {
    List<Slot> free = new ArrayList<>();
    LocalDate day = LocalDate.ofInstant(clock.instant(), Market.zone(country));
    while (free.size() < 6) {
      day = day.plusDays(1);
      if (day.getDayOfWeek() != DayOfWeek.SUNDAY) {
        free.add(new Slot(day, LocalTime.of(9, 0), LocalTime.of(13, 0)));
        free.add(new Slot(day, LocalTime.of(13, 0), LocalTime.of(18, 0)));
      }
    }
    return free;
  }

  @Override
  public String bookPickup(String requestKey, String trackingNumber, Slot slot)
      throws PickupRefused {
    var behaviour = simulators.next(Simulator.CARRIER);
    switch (behaviour) {
      case FAIL -> throw new SimulatedFault("The carrier does not answer");
      case REFUSE -> throw new PickupRefused("No driver at that time");
      default -> {
        // answers at once
      }
    }
    book.sql("insert ignore into simulated_pickup (request_key, reference, slot) values (?, ?, ?)")
        .params(requestKey, reference("PU"), slot.id())
        .update();
    if (behaviour == Simulators.Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The carrier's answer was lost after the driver was ordered");
    }
    return book.sql("select reference from simulated_pickup where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .single();
  }

  @Override
  public void releasePickup(String requestKey) {
    if (simulators.next(Simulator.CARRIER) == Simulators.Behaviour.FAIL) {
      throw new SimulatedFault("The carrier does not answer");
    }
    book.sql(
            "update simulated_pickup set released_at = coalesce(released_at, ?)"
                + " where request_key = ?")
        .params(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), requestKey)
        .update();
  }

  @Override
  public Duration claimPeriod() {
    return Duration.ofDays(28);
  }

  @Override
  public String openClaim(String requestKey, String trackingNumber, String reason) {
    if (simulators.next(Simulator.CARRIER) == Simulators.Behaviour.FAIL) {
      throw new SimulatedFault("The carrier does not answer");
    }
    book.sql(
            "insert ignore into simulated_claim (request_key, reference, tracking_number)"
                + " values (?, ?, ?)")
        .params(requestKey, reference("CL"), trackingNumber)
        .update();
    return book.sql("select reference from simulated_claim where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .single();
  }

  private static String reference(String prefix) {
    return "%s%07d".formatted(prefix, ThreadLocalRandom.current().nextInt(10_000_000));
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
