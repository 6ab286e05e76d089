package io.retour.logistics;

import java.util.List;
import java.util.UUID;

/** Where pickups are kept. */
public interface PickupStore {

  /** Earliest try first. */
  List<Pickup> ofReturn(UUID returnId);

  /**
   * @return false when that try exists already
   */
  boolean add(Pickup pickup);

  /**
   * @param carrierReference the carrier's own name for it, empty if it has none
   */
  void move(Pickup pickup, Pickup.State next, String carrierReference);
}
