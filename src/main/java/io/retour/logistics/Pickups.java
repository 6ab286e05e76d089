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
import org.jspecify.annotations.Nullable;
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

  /**
   * What the shopper can count on: the booked slot, also while another one is still to be booked;
   * before the first booking the one that was chosen.
   */
  @Transactional(readOnly = true)
  public Optional<Pickup> expected(UUID returnId) {
    return booked(returnId).or(() -> current(returnId));
  }

  /** The other slot that is still to be booked, until a driver has the parcel. */
  @Transactional(readOnly = true)
  public Optional<Pickup> changingTo(ReturnCase of) {
    return current(of.id())
        .filter(next -> of.cancellable() && !expected(of.id()).equals(Optional.of(next)));
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

  /**
   * Whether another slot can take the place of the booked one: the driver has nothing yet, and the
   * journey waits for one.
   */
  @Transactional(readOnly = true)
  public boolean rebookable(ReturnCase of) {
    return of.method().equals(METHOD)
        && of.cancellable()
        && driverAwaited(of.id())
        && booked(of.id()).filter(Pickup::changeable).isPresent();
  }

  /** Whether a driver is ordered and no other time was chosen meanwhile. */
  @Transactional(readOnly = true)
  public boolean driverAwaited(UUID returnId) {
    return current(returnId).filter(pickup -> pickup.state() == State.BOOKED).isPresent();
  }

  /** Whether the slot that was chosen last could not be had, so that an earlier one stands. */
  @Transactional(readOnly = true)
  public boolean earlierStands(UUID returnId) {
    List<Pickup> tries = store.ofReturn(returnId);
    return !tries.isEmpty() && tries.getLast().state() == State.REFUSED && driverAwaited(returnId);
  }

  /** When a driver could come, earliest first. */
  public List<Slot> freeSlots(UUID returnId) {
    Order order = returns.order(returns.get(returnId));
    return carrier.freeSlots(order.country(), order.postcode());
  }

  /**
   * Chooses when the driver comes; choosing the same slot again changes nothing. While a driver is
   * ordered and has nothing yet, another slot takes the place of the booked one, which stands until
   * the other is booked (ADR 24).
   *
   * @throws Problem when this return is not picked up, another slot is just being booked, or the
   *     slot is not free
   */
  @Transactional
  public void choose(UUID returnId, String slotId, String actor) {
    ReturnCase of = returns.lock(returnId);
    Optional<Pickup> standing = current(returnId);
    if (standing.isPresent() && standing.get().slot().id().equals(slotId)) {
      return;
    }
    boolean rebooked = rebookable(of);
    if (!rebooked && !choosable(of)) {
      throw Problem.conflict("pickup-not-open", "No pickup can be chosen for this return now.");
    }
    Slot slot =
        freeSlots(returnId).stream()
            .filter(free -> free.id().equals(slotId))
            .findFirst()
            .orElseThrow(
                () -> Problem.invalid("slot-not-free", "slot", "Choose one of the free slots."));
    int tryNo = store.ofReturn(returnId).size() + 1;
    store.add(Pickup.chosen(returnId, tryNo, slot, actor));
    returns.noted(returnId, actor, rebooked ? "pickup-changed" : "pickup-chosen", slot.id());
    events.publishEvent(new PickupSlotChosen(returnId, tryNo));
  }

  /**
   * Orders the driver for the slot that was chosen, or for the first free one, and a label that the
   * driver brings. The carrier is asked outside any transaction with a key of the try. When another
   * driver was ordered before, that one is sent home afterwards, or comes as ordered if the carrier
   * sends none at the other time.
   *
   * @param changeable whether the journey waits for another slot from then on
   * @throws PickupRefused when the carrier sends no driver; the try is over then
   */
  public void book(UUID returnId, boolean changeable) throws PickupRefused {
    Pickup pickup = transaction.execute(status -> standing(returnId));
    if (pickup == null) {
      return;
    }
    if (pickup.state() == State.CHOSEN && overtaken(returnId)) {
      if (returns.get(returnId).open()) {
        // also at the carrier: a power cut may have kept from us that he was ordered
        sendHome(pickup);
      } else {
        release(returnId);
      }
      return;
    }
    if (pickup.state() == State.CHOSEN && !ordered(pickup, changeable)) {
      return;
    }
    for (Pickup earlier : store.ofReturn(returnId)) {
      if (earlier.state() == State.BOOKED && earlier.tryNo() < pickup.tryNo()) {
        sendHome(earlier);
      }
    }
    if (!returns.get(returnId).cancellable()) {
      // called off while the carrier was asked, or the earlier driver was quicker than all that
      release(returnId);
    }
  }

  /** Whether the parcel was quicker than the choice of another time than a driver is booked for. */
  private boolean overtaken(UUID returnId) {
    return booked(returnId).isPresent() && !returns.get(returnId).cancellable();
  }

  /**
   * @return false when the carrier sends no driver then, and an earlier one comes as ordered
   */
  private boolean ordered(Pickup pickup, boolean changeable) throws PickupRefused {
    try {
      Parcel parcel = parcels.createLabel(pickup.returnId());
      String reference =
          carrier.bookPickup(pickup.requestKey(), parcel.trackingNumber(), pickup.slot());
      transaction.executeWithoutResult(
          status -> {
            moved(pickup, State.BOOKED, reference);
            if (changeable) {
              store.changeable(pickup);
            }
          });
      return true;
    } catch (LabelRefused | PickupRefused refused) {
      transaction.executeWithoutResult(status -> moved(pickup, State.REFUSED, ""));
      if (driverAwaited(pickup.returnId())) {
        return false;
      }
      throw new PickupRefused(String.valueOf(refused.getMessage()));
    }
  }

  private @Nullable Pickup standing(UUID returnId) {
    ReturnCase of = returns.lock(returnId);
    if (!of.cancellable() && current(returnId).isEmpty()) {
      // there is nothing to fetch any more
      return null;
    }
    return current(returnId)
        .orElseGet(
            () -> {
              Pickup next =
                  Pickup.chosen(
                      returnId,
                      store.ofReturn(returnId).size() + 1,
                      freeSlots(returnId).getFirst(),
                      "journey");
              store.add(next);
              return next;
            });
  }

  private Optional<Pickup> booked(UUID returnId) {
    return store.ofReturn(returnId).stream()
        .filter(pickup -> pickup.state() == State.BOOKED)
        .reduce((earlier, later) -> later);
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
   * @return how many drivers came in vain; 0 when another time is chosen already
   */
  @Transactional
  public int missed(UUID returnId) {
    booked(returnId).ifPresent(pickup -> moved(pickup, State.MISSED, ""));
    if (current(returnId).isPresent()) {
      return 0;
    }
    return (int)
        store.ofReturn(returnId).stream().filter(pickup -> pickup.state() == State.MISSED).count();
  }

  /**
   * The driver of a slot that was given up came in vain before he could be sent home: he comes no
   * more, and the other one is none of his. Without another slot the shopper chooses again.
   *
   * @return whether the miss is the journey's to follow: a driver is ordered, and no other slot was
   *     chosen, or none that the journey waits for
   */
  @Transactional
  public boolean missTold(UUID returnId) {
    returns.lock(returnId);
    Optional<Pickup> givenUp = givenUp(returnId);
    givenUp.ifPresent(pickup -> moved(pickup, State.MISSED, ""));
    return givenUp.isEmpty() && booked(returnId).isPresent();
  }

  private Optional<Pickup> givenUp(UUID returnId) {
    int standing = current(returnId).map(Pickup::tryNo).orElse(0);
    return store.ofReturn(returnId).stream()
        .filter(pickup -> pickup.state() == State.BOOKED && pickup.tryNo() < standing)
        .filter(Pickup::changeable)
        .reduce((earlier, later) -> later);
  }

  /** Sends the driver home, if one is ordered, or two when one was to take the other's place. */
  public void release(UUID returnId) {
    store.ofReturn(returnId).stream()
        .filter(pickup -> pickup.state().current())
        .forEach(this::sendHome);
  }

  private void sendHome(Pickup pickup) {
    carrier.releasePickup(pickup.requestKey());
    transaction.executeWithoutResult(status -> moved(pickup, State.RELEASED, ""));
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
