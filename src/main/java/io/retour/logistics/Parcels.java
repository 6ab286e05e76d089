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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Labels, scans and arrivals of the parcels of returns. */
@Service
public class Parcels {

  private static final int FIRST_PARCEL = 1;
  private static final int MOST_STRAYS = 100;

  /** What is on its way as far as we know, or could still be sent. */
  private static final Set<String> OUTSTANDING =
      Set.of("LABEL_CREATED", "DROPPED_OFF", "IN_TRANSIT", "DELIVERED");

  private final ParcelStore store;
  private final SendBacks sendBacks;
  private final Returns returns;
  private final Map<String, Carrier> carriers;
  private final LogisticsProperties properties;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Parcels(
      ParcelStore store,
      SendBacks sendBacks,
      Returns returns,
      List<Carrier> carriers,
      LogisticsProperties properties,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.sendBacks = sendBacks;
    this.returns = returns;
    this.carriers = carriers.stream().collect(Collectors.toMap(Carrier::name, Function.identity()));
    this.properties = properties;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Gets the return's labels from the carrier, one for each parcel, once. The carrier is asked
   * outside any transaction with a key of the return and parcel, so asking again after a crash
   * gives the same label.
   *
   * @return the first parcel
   * @throws LabelRefused when the carrier will not carry it
   */
  public Parcel createLabel(UUID returnId) throws LabelRefused {
    ReturnCase of = returns.get(returnId);
    createLabel(of, FIRST_PARCEL);
    try {
      for (int parcelNo = 2; parcelNo <= of.parcels() && !here(returnId); parcelNo++) {
        createLabel(of, parcelNo);
      }
    } catch (LabelRefused refused) {
      // the shopper has a label, and can put all into that box
      returns.notedOnce(returnId, "carrier", "label-refused", String.valueOf(refused.getMessage()));
    }
    voidWhenEnded(returnId);
    return store.find(returnId, FIRST_PARCEL).orElseThrow();
  }

  private void createLabel(ReturnCase of, int parcelNo) throws LabelRefused {
    UUID returnId = of.id();
    if (store.find(returnId, parcelNo).isPresent()) {
      return;
    }
    Order order = returns.order(of);
    Carrier carrier = carriers.values().iterator().next();
    Label label =
        carrier.createLabel(
            returnId + ":" + parcelNo,
            new LabelRequest(
                of.rmaNumber(),
                order.postcode(),
                order.country(),
                Math.ceilDiv(returns.facts(returnId).returnWeightGrams(), of.parcels()),
                properties.address(of.warehouse())));
    keep(returnId, parcelNo, carrier.name(), label, "");
  }

  /**
   * Keeps a label that an agent arranged elsewhere.
   *
   * @throws Problem when the tracking number is none, or another parcel has it
   */
  public Parcel recordManualLabel(UUID returnId, String trackingNumber, String note) {
    String number = trackingNumber.strip().toUpperCase(Locale.ROOT);
    if (number.isEmpty() || number.length() > 60) {
      throw Problem.invalid(
          "tracking-number-invalid", "trackingNumber", "Give the label's tracking number.");
    }
    try {
      if (store.returnOf(number).filter(Predicate.not(returnId::equals)).isEmpty()) {
        return keep(returnId, FIRST_PARCEL, "manual", new Label(number, null), note);
      }
    } catch (DataIntegrityViolationException takenMeanwhile) {
      // as if it had been found
    }
    throw Problem.conflict(
        "tracking-number-taken",
        "Another parcel has the tracking number %s already; read it from the label again."
            .formatted(number));
  }

  private Parcel keep(UUID returnId, int parcelNo, String carrier, Label label, String note) {
    Parcel parcel =
        new Parcel(
            UUID.randomUUID(),
            returnId,
            parcelNo,
            carrier,
            label.trackingNumber(),
            "LABEL_CREATED",
            clock.instant(),
            null);
    transaction.executeWithoutResult(
        status -> {
          ReturnCase of = returns.lock(returnId);
          if (store.add(parcel, label.pdf()) && of.open()) {
            String detail = (parcel.trackingNumber() + " " + note).strip();
            if (parcelNo > FIRST_PARCEL) {
              returns.noted(returnId, "carrier", "label-created", detail);
            }
            returns.parcelMoved(returnId, Reception.LABEL_CREATED, detail);
            followEarlierScans(of, parcel.trackingNumber());
          }
        });
    voidWhenEnded(returnId);
    return store.find(returnId, parcelNo).orElseThrow();
  }

  /**
   * A carrier can tell of a parcel before we know it. What is older than the return was another
   * parcel's.
   */
  private void followEarlierScans(ReturnCase of, String trackingNumber) {
    List<TrackingNews> earlier = store.news(trackingNumber);
    if (!earlier.isEmpty()) {
      store.newsFoundItsParcel(trackingNumber);
    }
    earlier.stream()
        .filter(news -> !news.occurredAt().isBefore(of.registeredAt()))
        .forEach(news -> store.findByTracking(trackingNumber).ifPresent(it -> follow(it, news)));
  }

  /** A return can end while the carrier still makes its label, which nobody is to use then. */
  private void voidWhenEnded(UUID returnId) {
    if (!returns.get(returnId).open()) {
      voidLabels(returnId);
    }
  }

  /**
   * Makes labels useless that nobody is to use: what was handed in at a store needs none, and a
   * stop may have come between the end of a return and its label's. A label that the carrier does
   * not void now keeps no other waiting; the next sweep tries it again.
   */
  @Scheduled(
      initialDelayString = "${retour.sweep-interval:PT5M}",
      fixedDelayString = "${retour.sweep-interval:PT5M}")
  public void voidLeftOvers() {
    Sweep.each(after -> store.leftOverLabels(after, Sweep.AT_ONCE), this::voidLabels);
  }

  /**
   * Ends a way back on which nothing came, and makes its labels useless. It looks first: what is on
   * its way or here goes on.
   */
  public WayEnd giveUp(UUID returnId) {
    WayEnd end = transaction.execute(status -> expired(returnId));
    if (end == WayEnd.EXPIRED) {
      voidLabels(returnId);
    }
    return end;
  }

  private WayEnd expired(UUID returnId) {
    returns.lock(returnId);
    return !here(returnId) && returns.expire(returnId) ? WayEnd.EXPIRED : WayEnd.UNDER_WAY;
  }

  /** Makes the return's labels useless; of several those that were not used. */
  public void voidLabels(UUID returnId) {
    List<Parcel> labelled = store.ofReturn(returnId);
    for (Parcel parcel : labelled) {
      boolean used = labelled.size() > 1 && !parcel.status().equals("LABEL_CREATED");
      if (parcel.voidedAt() == null && !used) {
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
   * outside any transaction with a key of the parcel, also after its deadline: it may still pay,
   * and the history says that the claim came late. Parcels that an agent sent with another carrier
   * are for the agent to claim. Of several parcels only those that are lost are claimed.
   */
  public void openClaims(UUID returnId) {
    List<Parcel> sent = store.ofReturn(returnId);
    for (Parcel parcel : sent) {
      Carrier carrier = carriers.get(parcel.carrier());
      if (carrier != null && (sent.size() == 1 || parcel.lost())) {
        String reference =
            carrier.openClaim(parcel.id().toString(), parcel.trackingNumber(), "LOST_IN_TRANSIT");
        Instant claimBy = handedOver(parcel).plus(carrier.claimPeriod());
        transaction.executeWithoutResult(
            status -> {
              if (store.addClaim(parcel, "LOST_IN_TRANSIT", reference, claimBy)) {
                returns.noted(returnId, "journey", "carrier-claim", reference);
                if (clock.instant().isAfter(claimBy)) {
                  returns.noted(
                      returnId,
                      "journey",
                      "carrier-claim-late",
                      "%s, claims were taken until %s".formatted(reference, claimBy));
                }
              }
            });
      }
    }
  }

  /**
   * When the carrier got it: its first scan, for a label may lie unused for weeks. Without one the
   * label's date, which is never later.
   */
  private Instant handedOver(Parcel parcel) {
    return firstScan(parcel).orElse(parcel.createdAt());
  }

  private Optional<Instant> firstScan(Parcel parcel) {
    Instant registered = returns.get(parcel.returnId()).registeredAt();
    return store.news(parcel.trackingNumber()).stream()
        .filter(news -> !news.occurredAt().isBefore(registered))
        .filter(
            news ->
                switch (news.status()) {
                  case DROPPED_OFF, IN_TRANSIT, DELIVERED -> true;
                  case CREATED, PICKUP_MISSED, EXCEPTION, UNKNOWN -> false;
                })
        .map(TrackingNews::occurredAt)
        .min(Comparator.naturalOrder());
  }

  /**
   * The parcel did not arrive in time, unless it did: what is here is never lost, whereas what only
   * the carrier calls delivered is. Asked again it says the same, also if the parcel was found in
   * between: whoever found it sees to its pieces.
   *
   * @return whether it counts as lost
   */
  @Transactional
  public boolean lost(UUID returnId) {
    returns.lock(returnId);
    List<Parcel> sent = store.ofReturn(returnId);
    if (here(returnId)) {
      return sent.stream().anyMatch(Parcel::lost);
    }
    if (sent.stream().noneMatch(Parcel::lost)) {
      List<Parcel> handedOver = sent.stream().filter(Parcels::handedToCarrier).toList();
      (handedOver.isEmpty() ? sent : handedOver)
          .forEach(parcel -> store.status(parcel.id(), "LOST"));
    }
    returns.parcelMoved(returnId, Reception.LOST, "");
    return true;
  }

  /**
   * The time for the transport is over. Of several parcels some may be here: one that was handed
   * over and is not is lost, and what nobody graded in the others counts as lost with it. If none
   * is lost, these pieces were not sent. Before anything was graded nobody knows what is missing,
   * so then the warehouse says it. Asked again it says the same.
   */
  @Transactional
  public TransitEnd transitEnded(UUID returnId) {
    ReturnCase of = returns.lock(returnId);
    List<Parcel> sent = store.ofReturn(returnId);
    if (sent.size() == 1 || !here(returnId)) {
      return lost(returnId) ? TransitEnd.LOST : TransitEnd.RECEIVED;
    }
    if (!of.complete()) {
      List<Parcel> missing = sent.stream().filter(Parcels::handedToCarrier).toList();
      missing.forEach(parcel -> store.status(parcel.id(), "LOST"));
      if (of.units().stream().allMatch(unit -> unit.grade() == null)) {
        returns.parcelMoved(returnId, Reception.DELIVERED, "all that came in time");
      } else {
        returns.partEnded(returnId, !missing.isEmpty());
      }
    }
    if (store.ofReturn(returnId).stream().anyMatch(Parcel::lost)) {
      return TransitEnd.PART_LOST;
    }
    return returns.get(returnId).notSent().isEmpty()
        ? TransitEnd.RECEIVED
        : TransitEnd.PART_NOT_SENT;
  }

  /** Whether a carrier has it, as far as is known. */
  private static boolean handedToCarrier(Parcel parcel) {
    return outstanding(parcel) && !parcel.status().equals("LABEL_CREATED");
  }

  private static boolean outstanding(Parcel parcel) {
    return parcel.voidedAt() == null && OUTSTANDING.contains(parcel.status());
  }

  /** Of several parcels those that are not here, nor lost, nor void; none of a single one. */
  @Transactional(readOnly = true)
  public List<Parcel> stillToCome(UUID returnId) {
    List<Parcel> sent = store.ofReturn(returnId);
    return sent.size() > 1 && !returns.get(returnId).complete()
        ? sent.stream().filter(Parcels::outstanding).toList()
        : List.of();
  }

  /** Whether some parcels of an open return are here, and others are still expected. */
  @Transactional(readOnly = true)
  public boolean expectsMore(ReturnCase of) {
    return of.open() && here(of.id()) && !of.complete();
  }

  /**
   * A piece was graded. When it was the last one, all is here, whatever labels are left: the
   * shopper put all into fewer boxes.
   *
   * @param before the return as it was
   */
  @Transactional
  public void graded(ReturnCase before) {
    if (!before.complete() && returns.get(before.id()).complete()) {
      events.publishEvent(new ParcelReceived(before.id(), ""));
    }
  }

  /** Whether the goods of a return are in our own hands. */
  @Transactional(readOnly = true)
  public boolean here(UUID returnId) {
    return store.arrival(returnId).isPresent();
  }

  /** When, where and by whom the goods of a return were taken in, empty before that. */
  @Transactional(readOnly = true)
  public Optional<Arrival> arrival(UUID returnId) {
    return store.arrival(returnId);
  }

  /** When a carrier first scanned what was sent for a return, empty without such a scan. */
  @Transactional(readOnly = true)
  public Optional<Instant> handedOver(UUID returnId) {
    return store.ofReturn(returnId).stream()
        .flatMap(parcel -> firstScan(parcel).stream())
        .min(Comparator.naturalOrder());
  }

  /** Whether a parcel of this return would be its own: it is open, and nothing came yet. */
  @Transactional(readOnly = true)
  public boolean expects(ReturnCase of) {
    return of.open() && !of.lost() && !here(of.id());
  }

  /**
   * Somebody of ours has the goods, however they came.
   *
   * @param place the warehouse or store, empty if that was not told
   */
  @Transactional
  public void tookIn(UUID returnId, String place, String actor) {
    store.add(new Arrival(returnId, place, actor, clock.instant()));
  }

  /** Tells again what is known of the parcel, to a journey that may have missed it. */
  @Transactional
  public void repeatFacts(UUID returnId) {
    ReturnCase of = returns.get(returnId);
    String trackingNumber =
        store.ofReturn(returnId).stream().findFirst().map(Parcel::trackingNumber).orElse("");
    if (here(returnId) && (of.complete() || store.ofReturn(returnId).size() <= 1)) {
      events.publishEvent(new ParcelReceived(returnId, trackingNumber));
    } else if (of.open() && !of.lost() && of.goods() != Goods.NOTHING) {
      events.publishEvent(new ParcelDroppedOff(returnId, trackingNumber));
    }
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
    // the return first: a journey that ends it at this moment looks at what the scan leaves
    store.returnOf(news.trackingNumber()).ifPresent(returns::lock);
    store
        .findByTracking(news.trackingNumber())
        .filter(parcel -> parcel.voidedAt() == null)
        .ifPresent(parcel -> follow(parcel, news));
    sendBacks.scanned(news);
    return true;
  }

  private void follow(Parcel parcel, TrackingNews news) {
    switch (news.status()) {
      case DROPPED_OFF, IN_TRANSIT, DELIVERED -> {
        List<Parcel> sent = store.ofReturn(parcel.returnId());
        boolean several = sent.size() > 1;
        boolean first =
            parcel.status().equals("LABEL_CREATED")
                && sent.stream()
                    .filter(other -> other.voidedAt() == null)
                    .allMatch(other -> other.status().equals("LABEL_CREATED"));
        Reception reception =
            switch (news.status()) {
              case DROPPED_OFF -> Reception.DROPPED_OFF;
              case IN_TRANSIT -> Reception.IN_TRANSIT;
              // which pieces lie in which parcel only the warehouse sees
              default -> several ? Reception.IN_TRANSIT : Reception.DELIVERED;
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
        if (!parcel.status().equals("RECEIVED") && !parcel.lost()) {
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

  /** Scans come late and in any order; none moves a parcel back, or undoes that it was lost. */
  private static boolean movesOn(Parcel parcel, TrackingNews news) {
    List<String> way = List.of("DROPPED_OFF", "IN_TRANSIT", "DELIVERED", "RECEIVED");
    return !parcel.lost() && way.indexOf(parcel.status()) < way.indexOf(news.status().name());
  }

  /**
   * The warehouse scans a parcel in; a second scan changes nothing.
   *
   * @param code the tracking number or the RMA number, as the scanner reads it
   */
  @Transactional
  public ReturnCase receive(String code, String actor) {
    String read = code.strip().toUpperCase(Locale.ROOT);
    UUID returnId =
        store
            .returnOf(read)
            .or(() -> returns.findByRmaNumber(read).map(ReturnCase::id))
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "parcel-unknown", "No parcel is known as %s.".formatted(read)));
    ReturnCase of = returns.lock(returnId);
    Optional<Parcel> scanned = store.findByTracking(read);
    if (expects(of)) {
      // a return number says which of several boxes it is on no more than that one is here
      Optional<Parcel> labelled =
          scanned.or(
              () ->
                  store.ofReturn(returnId).size() > 1
                      ? Optional.empty()
                      : store.find(returnId, FIRST_PARCEL));
      labelled.ifPresent(parcel -> store.status(parcel.id(), "RECEIVED"));
      arrived(of, labelled.map(Parcel::trackingNumber).orElse(""), actor);
    } else if (!of.open() && !here(returnId)
        || of.lost() && (!here(returnId) || scanned.filter(Parcel::lost).isPresent())) {
      throw Problem.conflict(
          "return-ended",
          "Return %s has ended without this parcel. Record it as an unannounced parcel."
              .formatted(of.rmaNumber()));
    } else if (store.ofReturn(returnId).size() > 1) {
      scanned.filter(Parcels::outstanding).ifPresent(parcel -> next(of, parcel, actor));
    }
    return returns.get(returnId);
  }

  /** Another one of several parcels; it may be empty, when all its pieces came before it. */
  private void next(ReturnCase of, Parcel parcel, String actor) {
    store.status(parcel.id(), "RECEIVED");
    if (expectsMore(of)) {
      arrived(of, parcel.trackingNumber(), actor);
    } else {
      returns.noted(of.id(), actor, "parcel-received", parcel.trackingNumber());
    }
  }

  private void arrived(ReturnCase of, String trackingNumber, String actor) {
    UUID returnId = of.id();
    tookIn(returnId, "", actor);
    List<Parcel> sent = store.ofReturn(returnId);
    List<Parcel> missing = sent.stream().filter(Parcels::outstanding).toList();
    if (sent.size() > 1) {
      returns.noted(
          returnId,
          actor,
          "parcel-received",
          "%s, %d of %d still to come"
              .formatted(
                  trackingNumber.isEmpty() ? "without a label" : trackingNumber,
                  missing.size(),
                  sent.size())
              .strip());
    }
    if (sent.size() > 1 && !missing.isEmpty()) {
      returns.parcelMoved(returnId, Reception.IN_TRANSIT, "others still to come");
      if (of.goods() == Goods.NOTHING) {
        events.publishEvent(new ParcelDroppedOff(returnId, trackingNumber));
      }
      return;
    }
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
    ReturnCase of = returns.lock(returnId);
    if (expects(of)) {
      arrived(of, "", actor);
    }
  }

  /** The return that a tracking number belongs to. */
  @Transactional(readOnly = true)
  public Optional<ReturnCase> returnOf(String trackingNumber) {
    return store.findByTracking(trackingNumber).map(parcel -> returns.get(parcel.returnId()));
  }

  @Transactional(readOnly = true)
  public List<Parcel> ofReturn(UUID returnId) {
    return store.ofReturn(returnId);
  }

  /** The parcel that a shopper can still hand over: its label is not void, nor its return ended. */
  @Transactional(readOnly = true)
  public Optional<Parcel> usable(UUID returnId) {
    return returns.get(returnId).open()
        ? store.ofReturn(returnId).stream().filter(each -> each.voidedAt() == null).findFirst()
        : Optional.empty();
  }

  /** The first label to print, absent when it was arranged by hand or is void. */
  @Transactional(readOnly = true)
  public Optional<byte[]> labelPdf(UUID returnId) {
    return labelPdf(returnId, FIRST_PARCEL);
  }

  /**
   * The label to print for one of the parcels, absent when it was arranged by hand or is void.
   *
   * @param parcelNo counted from 1
   */
  @Transactional(readOnly = true)
  public Optional<byte[]> labelPdf(UUID returnId, int parcelNo) {
    return store
        .find(returnId, parcelNo)
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

  /** What carriers told of the parcels of a return, both ways, also after it had ended. */
  @Transactional(readOnly = true)
  public List<TrackingNews> newsOf(UUID returnId) {
    return Stream.concat(
            store.ofReturn(returnId).stream().map(Parcel::trackingNumber),
            sendBacks.of(returnId).map(SendBack::trackingNumber).stream())
        .flatMap(trackingNumber -> store.news(trackingNumber).stream())
        .sorted(Comparator.comparing(TrackingNews::occurredAt))
        .toList();
  }

  /** The newest scans of parcels that nobody here knows; the newest first. */
  @Transactional(readOnly = true)
  public List<TrackingNews> strayNews() {
    return store.strayNews(MOST_STRAYS);
  }
}
