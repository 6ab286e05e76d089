package io.retour.orders;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The serial numbers of sold pieces, for shops that tell them. */
public interface SerialNumbers {

  /**
   * A piece of an order.
   *
   * @param lineId the order line that it was sold in
   */
  record Sold(UUID orderId, UUID lineId) {}

  /** Keeps the numbers of an order's lines, each once. */
  void add(UUID orderId, Map<UUID, List<SerialNumber>> byLine);

  /** What was sold with that number, at most 20 orders. */
  List<Sold> sold(SerialNumber number);
}
