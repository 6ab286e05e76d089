package io.retour.logistics;

import io.retour.logistics.Carrier.Label;
import io.retour.logistics.Carrier.LabelRefused;
import io.retour.logistics.Carrier.LabelRequest;
import io.retour.orders.Order;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Goods;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Labels, scans and arrivals of the parcels of returns. */
@Service
public class Parcels {

  private static final int ONLY_PARCEL = 1;

  /** Carriers' terms for parcels: claims within four weeks of the hand-over. */
  private static final Duration CLAIM_PERIOD = Duration.ofDays(28);

  private final ParcelStore store;
  private final Returns returns;
  private final Map<String, Carrier> carriers;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Parcels(
      ParcelStore store,
      Returns returns,
      List<Carrier> carriers,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.returns = returns;
    this.carriers = carriers.stream().collect(Collectors.toMap(Carrier::name, Function.identity()));
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Gets the return's label from the carrier, once. The carrier is asked outside any transaction
   * with a key of the return, so asking again after a crash gives the same label.
   *
   * @throws LabelRefused when the carrier will not carry the parcel
   */
  public Parcel createLabel(UUID returnId) throws LabelRefused {
    Optional<Parcel> existing = store.find(returnId, ONLY_PARCEL);
    if (existing.isPresent()) {
      return existing.get();
    }
    ReturnCase of = returns.get(returnId);
    Order order = returns.order(of);
    Carrier carrier = carriers.values().iterator().next();
    Label label =
        carrier.createLabel(
            returnId + ":" + ONLY_PARCEL,
            new LabelRequest(
                of.rmaNumber(),
                order.postcode(),
                order.country(),
                returns.facts(returnId).returnWeightGrams()));
    return keep(returnId, carrier.name(), label, "");
  }

  /** Keeps a label that an agent arranged elsewhere. */
  public Parcel recordManualLabel(UUID returnId, String trackingNumber, String note) {
    if (trackingNumber.isBlank() || trackingNumber.length() > 60) {
      throw Problem.invalid(
          "tracking-number-invalid", "trackingNumber", "Give the label's tracking number.");
    }
    return keep(returnId, "manual", new Label(trackingNumber.strip(), null), note);
  }

  private Parcel keep(UUID returnId, String carrier, Label label, String note) {
    Parcel parcel =
        new Parcel(
            UUID.randomUUID(),
            returnId,
            ONLY_PARCEL,
            carrier,
            label.trackingNumber(),
            "LABEL_CREATED",
            clock.instant(),
            null);
    transaction.executeWithoutResult(
        status -> {
          if (store.add(parcel, label.pdf())) {
            returns.parcelMoved(
                returnId, Reception.LABEL_CREATED, (parcel.trackingNumber() + " " + note).strip());
          }
        });
    return store.find(returnId, ONLY_PARCEL).orElseThrow();
  }

  /** Makes the return's labels useless. */
  public void voidLabels(UUID returnId) {
    for (Parcel parcel : store.ofReturn(returnId)) {
      if (parcel.voidedAt() == null) {
        Carrier carrier = carriers.get(parcel.carrier());
        if (carrier != null) {
          carrier.voidLabel(parcel.trackingNumber());
        }
        store.voided(parcel.id());
      }
    }
  }

  /**
   * Claims a lost parcel's worth from its carrier, once for each parcel. The carrier is asked
   * outside any transaction with a key of the parcel. Parcels that an agent sent with another
   * carrier are for the agent to claim.
   */
  public void openClaims(UUID returnId) {
    for (Parcel parcel : store.ofReturn(returnId)) {
      Carrier carrier = carriers.get(parcel.carrier());
      if (carrier != null) {
        String reference =
            carrier.openClaim(parcel.id().toString(), parcel.trackingNumber(), "LOST_IN_TRANSIT");
        transaction.executeWithoutResult(
            status -> {
              if (store.addClaim(parcel, "LOST_IN_TRANSIT", reference, CLAIM_PERIOD)) {
                returns.noted(returnId, "journey", "carrier-claim", reference);
              }
            });
      }
    }
  }

  /** The parcel did not arrive in time. */
  @Transactional
  public void lost(UUID returnId) {
    store.ofReturn(returnId).forEach(parcel -> store.status(parcel.id(), "LOST"));
    returns.parcelMoved(returnId, Reception.LOST, "");
  }

  /**
   * Takes in a scan. The same scan twice, a late one, or one of an unknown parcel is kept and
   * changes nothing.
   *
   * @return whether it was new
   */
  @Transactional
  public boolean scanned(TrackingNews news) {
    if (!store.addNews(news)) {
      return false;
    }
    store
        .findByTracking(news.trackingNumber())
        .filter(parcel -> parcel.voidedAt() == null)
        .ifPresent(parcel -> follow(parcel, news));
    return true;
  }

  private void follow(Parcel parcel, TrackingNews news) {
    switch (news.status()) {
      case DROPPED_OFF, IN_TRANSIT, DELIVERED -> {
        boolean first = parcel.status().equals("LABEL_CREATED");
        Reception reception =
            switch (news.status()) {
              case DROPPED_OFF -> Reception.DROPPED_OFF;
              case IN_TRANSIT -> Reception.IN_TRANSIT;
              default -> Reception.DELIVERED;
            };
        if (movesOn(parcel, news)) {
          store.status(parcel.id(), news.status().name());
        }
        returns.parcelMoved(parcel.returnId(), reception, parcel.trackingNumber());
        if (first) {
          events.publishEvent(new ParcelDroppedOff(parcel.returnId(), parcel.trackingNumber()));
        }
      }
      case EXCEPTION -> {
        returns.noted(parcel.returnId(), "carrier", "tracking-exception", news.code());
        if (!parcel.status().equals("RECEIVED") && !parcel.status().equals("LOST")) {
          events.publishEvent(
              new TrackingIncident(parcel.returnId(), parcel.trackingNumber(), news.code()));
        }
      }
      case PICKUP_MISSED -> {
        if (parcel.status().equals("LABEL_CREATED")) {
          events.publishEvent(new PickupMissed(parcel.returnId()));
        }
      }
      case CREATED, UNKNOWN -> {
        // kept with the scans, nothing to follow
      }
    }
  }

  /** Scans come late and in any order; none moves a parcel back. */
  private static boolean movesOn(Parcel parcel, TrackingNews news) {
    List<String> way = List.of("DROPPED_OFF", "IN_TRANSIT", "DELIVERED", "RECEIVED");
    return way.indexOf(parcel.status()) < way.indexOf(news.status().name());
  }

  /**
   * The warehouse scans a parcel in; a second scan changes nothing.
   *
   * @param code the tracking number or the RMA number, as the scanner reads it
   */
  @Transactional
  public ReturnCase receive(String code, String actor) {
    String read = code.strip().toUpperCase(java.util.Locale.ROOT);
    Optional<Parcel> labelled = store.findByTracking(read).or(() -> ofReturnNumber(read));
    if (labelled.isEmpty()) {
      return receiveUnlabelled(read, actor);
    }
    Parcel parcel = labelled.get();
    if (!parcel.status().equals("RECEIVED")) {
      ReturnCase of = returns.get(parcel.returnId());
      if (!of.open() || of.lost()) {
        throw Problem.conflict(
            "return-ended",
            "Return %s has ended without this parcel. Record it as an unannounced parcel."
                .formatted(of.rmaNumber()));
      }
      store.status(parcel.id(), "RECEIVED");
      arrived(parcel.returnId(), parcel.trackingNumber(), actor);
    }
    return returns.get(parcel.returnId());
  }

  /** A parcel without our label, with a return number that is expected in some other way. */
  private ReturnCase receiveUnlabelled(String read, String actor) {
    ReturnCase of = numbered(read);
    if (of.awaited()) {
      arrived(of.id(), "", actor);
    } else if (!of.open()) {
      throw Problem.conflict(
          "return-ended",
          "Return %s has ended without this parcel. Record it as an unannounced parcel."
              .formatted(of.rmaNumber()));
    }
    return returns.get(of.id());
  }

  private ReturnCase numbered(String read) {
    return returns
        .findByRmaNumber(read)
        .orElseThrow(
            () -> Problem.notFound("parcel-unknown", "No parcel is known as %s.".formatted(read)));
  }

  private void arrived(UUID returnId, String trackingNumber, String actor) {
    returns.parcelMoved(returnId, Reception.DELIVERED, "received by " + actor);
    events.publishEvent(new ParcelReceived(returnId, trackingNumber));
  }

  /** Tells again that a return's goods are here, for who may have missed it. */
  @Transactional
  public void repeatReceipt(UUID returnId) {
    ReturnCase of = returns.get(returnId);
    if (of.open() && of.goods() == Goods.RECEIVED) {
      events.publishEvent(new ParcelReceived(returnId, ""));
    }
  }

  /** A parcel under a tracking number that we do not know, but whose return is known. */
  @Transactional
  public void receiveFor(UUID returnId, String actor) {
    if (returns.get(returnId).awaited()) {
      arrived(returnId, "", actor);
    }
  }

  /** The return that a tracking number belongs to. */
  @Transactional(readOnly = true)
  public Optional<ReturnCase> returnOf(String trackingNumber) {
    return store.findByTracking(trackingNumber).map(parcel -> returns.get(parcel.returnId()));
  }

  private Optional<Parcel> ofReturnNumber(String read) {
    return returns.findByRmaNumber(read).flatMap(of -> store.find(of.id(), ONLY_PARCEL));
  }

  @Transactional(readOnly = true)
  public List<Parcel> ofReturn(UUID returnId) {
    return store.ofReturn(returnId);
  }

  /** The label to print, absent when it was arranged by hand or is void. */
  @Transactional(readOnly = true)
  public Optional<byte[]> labelPdf(UUID returnId) {
    return store
        .find(returnId, ONLY_PARCEL)
        .filter(parcel -> parcel.voidedAt() == null)
        .map(parcel -> labelOf(parcel));
  }

  private byte @Nullable [] labelOf(Parcel parcel) {
    return store.labelPdf(parcel.id());
  }

  @Transactional(readOnly = true)
  public List<TrackingNews> news(String trackingNumber) {
    return store.news(trackingNumber);
  }
}
