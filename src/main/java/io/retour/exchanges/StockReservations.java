package io.retour.exchanges;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

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

  /**
   * A look that keeps nothing, for showing what can be had: somebody else may be quicker. What the
   * stock system does not say is not in it, because it is asked again when it is to be kept.
   *
   * @return how many there are of each
   */
  Map<String, Long> left(Collection<String> skus);

  /** Gives them back; a key that is unknown or released changes nothing. */
  void release(String requestKey);
}
