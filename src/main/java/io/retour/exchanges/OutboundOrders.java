package io.retour.exchanges;

import java.util.List;
import java.util.UUID;

/** Asks the shop's shipping to send pieces to a shopper. */
public interface OutboundOrders {

  /**
   * @param orderId the order whose delivery address counts
   */
  record Request(UUID orderId, List<String> skus) {

    public Request {
      skus = List.copyOf(skus);
    }
  }

  /**
   * @param requestKey the same key is sent once
   * @return what the shop's shipping calls the parcel
   */
  String place(String requestKey, Request request);
}
