package io.retour.exchanges;

import java.time.Instant;

/** Keeps pieces for a shopper: the shop's stock system, or a simulator. */
public interface StockReservations {

  /**
   * Asks to keep pieces.
   *
   * @param requestKey the same key is reserved once, however often it is asked; after its end it is
   *     weighed against the stock anew
   * @param until when the stock system may give them to somebody else
   * @return false when there are not enough
   */
  boolean reserve(String requestKey, String sku, int quantity, Instant until);

  /** Gives them back; a key that is unknown or released changes nothing. */
  void release(String requestKey);
}
