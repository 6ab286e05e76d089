package io.retour.logistics;

import io.retour.logistics.Carrier.LabelRefused;
import io.retour.logistics.Carrier.PickupRefused;
import io.retour.logistics.Carrier.Slot;
import io.retour.logistics.Pickup.State;
import io.retour.orders.Order;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Drivers who fetch parcels at the door. Each use case may be called again without a second driver.
 */
@Service
public class Pickups {

  private static final String METHOD = "HOME_PICKUP";

  private final PickupStore store;
  private final Parcels parcels;
  private final Returns returns;
  private final Carrier carrier;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Pickups(
      PickupStore store,
      Parcels parcels,
      Returns returns,
      List<Carrier> carriers,
      ApplicationEventPublisher events,
      TransactionTemplate transaction) {
    this.store = store;
    this.parcels = parcels;
    this.returns = returns;
    this.carrier = carriers.getFirst();
    this.events = events;
    this.transaction = transaction;
  }

  /** The try that stands, if there is one. */
  @Transactional(readOnly = true)
  public Optional<Pickup> current(UUID returnId) {
    return store.ofReturn(returnId).stream()
        .filter(pickup -> pickup.state().current())
        .reduce((earlier, later) -> later);
  }

  /** How many tries there were and are. */
  @Transactional(readOnly = true)
  public int tries(UUID returnId) {
    return store.ofReturn(returnId).size();
  }

  /** Whether a slot can be chosen now: the driver was asked for and none is on the way. */
  @Transactional(readOnly = true)
  public boolean choosable(ReturnCase of) {
    return of.method().equals(METHOD) && of.cancellable() && current(of.id()).isEmpty();
  }

  /** When a driver could come, earliest first. */
  public List<Slot> freeSlots(UUID returnId) {
    Order order = returns.order(returns.get(returnId));
    return carrier.freeSlots(order.country(), order.postcode());
  }

  /**
   * Chooses when the driver comes; choosing the same slot again changes nothing.
   *
   * @throws Problem when this return is not picked up, another slot stands, or the slot is not free
   */
  @Transactional
  public void choose(UUID returnId, String slotId, String actor) {
    ReturnCase of = returns.lock(returnId);
    Optional<Pickup> standing = current(returnId);
    if (standing.isPresent() && standing.get().slot().id().equals(slotId)) {
      return;
    }
    if (!choosable(of)) {
      throw Problem.conflict("pickup-not-open", "No pickup can be chosen for this return now.");
    }
    Slot slot =
        freeSlots(returnId).stream()
            .filter(free -> free.id().equals(slotId))
            .findFirst()
            .orElseThrow(
                () -> Problem.invalid("slot-not-free", "slot", "Choose one of the free slots."));
    int tryNo = store.ofReturn(returnId).size() + 1;
    store.add(new Pickup(returnId, tryNo, slot, State.CHOSEN, actor));
    returns.noted(returnId, actor, "pickup-chosen", slot.id());
    events.publishEvent(new PickupSlotChosen(returnId, tryNo));
  }

  /**
   * Orders the driver for the slot that was chosen, or for the first free one, and a label that the
   * driver brings. The carrier is asked outside any transaction with a key of the try.
   *
   * @throws PickupRefused when the carrier sends no driver; the try is over then
   */
  public void book(UUID returnId) throws PickupRefused {
    Pickup pickup = transaction.execute(status -> standing(returnId));
    if (pickup == null || pickup.state() == State.BOOKED) {
      return;
    }
    try {
      Parcel parcel = parcels.createLabel(returnId);
      String reference =
          carrier.bookPickup(pickup.requestKey(), parcel.trackingNumber(), pickup.slot());
      transaction.executeWithoutResult(status -> moved(pickup, State.BOOKED, reference));
      if (!returns.get(returnId).open()) {
        // called off while the carrier was asked
        release(returnId);
      }
    } catch (LabelRefused | PickupRefused refused) {
      transaction.executeWithoutResult(status -> moved(pickup, State.REFUSED, ""));
      throw new PickupRefused(String.valueOf(refused.getMessage()));
    }
  }

  private Pickup standing(UUID returnId) {
    returns.lock(returnId);
    return current(returnId)
        .orElseGet(
            () -> {
              Pickup next =
                  new Pickup(
                      returnId,
                      store.ofReturn(returnId).size() + 1,
                      freeSlots(returnId).getFirst(),
                      State.CHOSEN,
                      "journey");
              store.add(next);
              return next;
            });
  }

  private void moved(Pickup pickup, State next, String reference) {
    returns.lock(pickup.returnId());
    store.move(pickup, next, reference);
    returns.noted(
        pickup.returnId(),
        "journey",
        "pickup-" + next.name().toLowerCase(java.util.Locale.ROOT),
        (pickup.slot().id() + " " + reference).strip());
  }

  /**
   * The driver did not get the parcel.
   *
   * @return how many tries there were
   */
  @Transactional
  public int missed(UUID returnId) {
    current(returnId)
        .filter(pickup -> pickup.state() == State.BOOKED)
        .ifPresent(pickup -> moved(pickup, State.MISSED, ""));
    return store.ofReturn(returnId).size();
  }

  /** Sends the driver home, if one is ordered. */
  public void release(UUID returnId) {
    current(returnId)
        .ifPresent(
            pickup -> {
              carrier.releasePickup(pickup.requestKey());
              transaction.executeWithoutResult(status -> moved(pickup, State.RELEASED, ""));
            });
  }

  /**
   * Sends drivers home who would find nothing: the goods were handed in at a counter or brought to
   * the warehouse another way, also while the driver was being ordered.
   */
  @Scheduled(
      initialDelayString = "${retour.sweep-interval:PT5M}",
      fixedDelayString = "${retour.sweep-interval:PT5M}")
  public void releaseNeedless() {
    Sweep.each(after -> store.needless(after, Sweep.AT_ONCE), this::release);
  }
}
