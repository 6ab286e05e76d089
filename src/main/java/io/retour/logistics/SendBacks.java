package io.retour.logistics;

import io.retour.logistics.Carrier.DeliveryRequest;
import io.retour.logistics.Carrier.Label;
import io.retour.logistics.Carrier.LabelRefused;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Battery;
import io.retour.returns.GiftReturns;
import io.retour.returns.PiecesToSendBack;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an inspection refused is the shopper's and goes back, in one parcel for each return and at
 * the seller's cost (ADR 23). Each use case may be called again without a second parcel.
 */
@Service
public class SendBacks {

  private static final int MOST_READY = 100;

  private final SendBackStore store;
  private final Returns returns;
  private final GiftReturns gifts;
  private final Carrier carrier;
  private final LogisticsProperties properties;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SendBacks(
      SendBackStore store,
      Returns returns,
      GiftReturns gifts,
      List<Carrier> carriers,
      LogisticsProperties properties,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.returns = returns;
    this.gifts = gifts;
    this.carrier = carriers.getFirst();
    this.properties = properties;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  @EventListener
  void on(PiecesToSendBack event) {
    store.add(event.returnId(), clock.instant());
  }

  /**
   * Gets the parcel's label, once. The carrier is asked outside any transaction with a key of the
   * return, so asking again after a crash gives the same label.
   *
   * @throws LabelRefused when the carrier will not carry it, or no parcel service may, or nobody
   *     here knows where to
   */
  public void createLabel(UUID returnId) throws LabelRefused {
    if (get(returnId).trackingNumber() != null) {
      return;
    }
    ReturnCase of = returns.get(returnId);
    Order order = returns.order(of);
    if (gifts.recipient(returnId).isPresent()) {
      throw new LabelRefused(
          "It was a gift, and the order's address is the giver's, who is to hear nothing of it: ask"
              + " the recipient for an address");
    }
    if (damagedBattery(of, order)) {
      throw new LabelRefused("No parcel service takes a damaged lithium battery");
    }
    Label label =
        carrier.createDeliveryLabel(
            returnId + ":back",
            new DeliveryRequest(
                of.rmaNumber(),
                properties.address(of.warehouse()),
                order.brand(),
                order.orderNumber(),
                order.postcode(),
                order.country(),
                weight(of, order)));
    keep(returnId, carrier.name(), label, "carrier", "");
  }

  /** ADR special provision 376; what was sound on the way here may not be any more. */
  private boolean damagedBattery(ReturnCase of, Order order) {
    return returns.damagedBattery(of.id())
        || of.toSendBack().stream()
            .anyMatch(
                unit -> unit.grade() == Grade.D && line(unit, order).battery() == Battery.LITHIUM);
  }

  private static long weight(ReturnCase of, Order order) {
    return of.toSendBack().stream().mapToLong(unit -> line(unit, order).weightGrams()).sum();
  }

  private static OrderLine line(ReturnUnit unit, Order order) {
    return order.line(unit.orderLineId()).orElseThrow();
  }

  /** Keeps a label that an agent arranged with another carrier, unless there is one already. */
  public void recordManualLabel(UUID returnId, String trackingNumber, String note) {
    String number = trackingNumber.strip().toUpperCase(Locale.ROOT);
    keep(returnId, "manual", new Label(number, null), "agent", note);
  }

  private void keep(UUID returnId, String carrierName, Label label, String actor, String note) {
    transaction.executeWithoutResult(
        status -> {
          returns.lock(returnId);
          if (store.label(returnId, carrierName, label)) {
            returns.noted(
                returnId,
                actor,
                "send-back-labelled",
                (label.trackingNumber() + " " + note).strip());
          }
        });
  }

  /**
   * The parcel was given to its carrier; said again it changes nothing.
   *
   * @param code its tracking number, as the scanner reads it
   * @return the parcel as it is now, empty when no parcel to a shopper has that number
   */
  @Transactional
  public Optional<SendBack> handOver(String code, String actor) {
    Optional<SendBack> parcel = known(code);
    parcel.ifPresent(found -> handedOver(found, actor, ""));
    return parcel.map(found -> get(found.returnId()));
  }

  /** Operations know that the parcel of a return is with its carrier. */
  @Transactional
  public void handedOver(UUID returnId, String note) {
    handedOver(get(returnId), "operations", note);
  }

  /**
   * @param note what a person wrote about it: kept in the timeline, and nowhere as who did it
   */
  private void handedOver(SendBack parcel, String by, String note) {
    UUID returnId = parcel.returnId();
    returns.lock(returnId);
    if (store.handedOver(returnId, clock.instant(), by)) {
      returns.noted(returnId, by, "sent-back", (parcel.trackingNumber() + " " + note).strip());
      events.publishEvent(new SentBack(returnId));
    }
  }

  /** Tells again that the carrier has it, to a journey that may have missed it. */
  @Transactional
  public void repeatHandOver(UUID returnId) {
    if (get(returnId).handedOverAt() != null) {
      events.publishEvent(new SentBack(returnId));
    }
  }

  /** A scan of its carrier: the first one says that the carrier has it, whoever forgot to. */
  void scanned(TrackingNews news) {
    store
        .byTracking(news.trackingNumber())
        .ifPresent(
            parcel -> {
              switch (news.status()) {
                case DROPPED_OFF, IN_TRANSIT -> handedOver(parcel, "carrier", "");
                case DELIVERED -> {
                  handedOver(parcel, "carrier", "");
                  store.delivered(parcel.returnId(), news.occurredAt());
                }
                case EXCEPTION ->
                    returns.noted(parcel.returnId(), "carrier", "send-back-exception", news.code());
                case CREATED, PICKUP_MISSED, UNKNOWN -> {
                  // kept with the scans, nothing to follow
                }
              }
            });
  }

  private SendBack get(UUID returnId) {
    return store
        .of(returnId)
        .orElseThrow(
            () -> Problem.notFound("nothing-to-send-back", "Nothing of it is to be sent back."));
  }

  /**
   * The parcel to a shopper that has that number, wherever it is.
   *
   * @param code its tracking number, as the scanner reads it
   */
  @Transactional(readOnly = true)
  public Optional<SendBack> known(String code) {
    return store.byTracking(code.strip().toUpperCase(Locale.ROOT));
  }

  /** The parcel back to the shopper, if there is to be one. */
  @Transactional(readOnly = true)
  public Optional<SendBack> of(UUID returnId) {
    return store.of(returnId);
  }

  /** The parcels that lie ready for the carrier, the oldest first. */
  @Transactional(readOnly = true)
  public List<ReadySendBack> ready() {
    return store.ready(MOST_READY);
  }

  /** The label to print, absent when it was arranged by hand. */
  @Transactional(readOnly = true)
  public Optional<byte[]> labelPdf(UUID returnId) {
    return Optional.ofNullable(store.labelPdf(returnId));
  }
}
