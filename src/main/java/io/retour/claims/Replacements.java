package io.retour.claims;

import java.util.UUID;

/** The shop system that sends a piece again. Real connectors and the simulator alike. */
public interface Replacements {

  /** Whether the shop has that many to send now. */
  boolean available(String sku, int pieces);

  /**
   * Asks the shop to send one piece, free of charge (Directive (EU) 2019/771 Art. 14(1)(a)).
   *
   * @param requestKey the same key is sent once, however often it is asked
   * @return the shop's number for the outbound order
   * @throws SoldOut when there is none left
   */
  String order(String requestKey, UUID orderId, String sku) throws SoldOut;

  /** The shop has none left; the piece is to be refunded instead. */
  final class SoldOut extends Exception {

    private static final long serialVersionUID = 1L;

    public SoldOut(String sku) {
      super("The shop has no %s left".formatted(sku));
    }
  }
}
