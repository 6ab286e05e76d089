package io.retour.logistics;

import io.retour.logistics.Carrier.Slot;
import java.util.UUID;

/**
 * One try of a driver to fetch a parcel.
 *
 * @param tryNo counted from 1 for each return
 * @param chosenBy {@code shopper}, an agent's name, or {@code journey} for the first free slot
 * @param changeable whether the journey that booked it waits for another slot
 */
public record Pickup(
    UUID returnId, int tryNo, Slot slot, State state, String chosenBy, boolean changeable) {

  /** A try that nobody has booked yet. */
  static Pickup chosen(UUID returnId, int tryNo, Slot slot, String chosenBy) {
    return new Pickup(returnId, tryNo, slot, State.CHOSEN, chosenBy, false);
  }

  /** Where the try stands. */
  public enum State {
    CHOSEN,
    BOOKED,
    REFUSED,
    MISSED,
    RELEASED;

    /** Whether a driver is on the way, or will be ordered. */
    public boolean current() {
      return this == CHOSEN || this == BOOKED;
    }
  }

  /** The name of this try at the carrier. */
  String requestKey() {
    return returnId + ":pickup:" + tryNo;
  }
}
