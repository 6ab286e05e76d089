package io.retour.logistics;

import java.util.List;
import java.util.UUID;

/** Where pickups are kept. */
public interface PickupStore {

  /** Earliest try first. */
  List<Pickup> ofReturn(UUID returnId);

  /**
   * Returns for which a driver is ordered although their goods came another way: they are in our
   * hands, and no carrier has scanned their parcel.
   *
   * @param after only returns that come after this one in the order of their ids
   */
  List<UUID> needless(UUID after, int most);

  /**
   * @return false when that try exists already
   */
  boolean add(Pickup pickup);

  /**
   * @param carrierReference the carrier's own name for it, empty if it has none
   */
  void move(Pickup pickup, Pickup.State next, String carrierReference);

  /** Keeps that the journey that booked it waits for another slot. */
  void changeable(Pickup pickup);
}
