package io.retour.returns;

import java.util.UUID;

/** Whoever knows of goods that were said to have never arrived. */
public interface DeliveryClaims {

  /**
   * How many claims say that an order, or a part of it, never arrived; not those that the shopper
   * called off, because what was late has come.
   */
  int neverArrived(UUID orderId);
}
