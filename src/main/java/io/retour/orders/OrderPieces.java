package io.retour.orders;

import io.retour.shared.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** So many pieces of an order line, as somebody chose them. */
public record OrderPieces(UUID orderLineId, int quantity) {

  /**
   * What must hold of every choice from an order.
   *
   * @throws Problem naming the field {@code lines[i]} when a line is not of the order, is named
   *     twice, or asks for more pieces than were bought
   */
  public static void require(Order order, List<OrderPieces> chosen) {
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < chosen.size(); i++) {
      OrderPieces pieces = chosen.get(i);
      String field = "lines[%d]".formatted(i);
      OrderLine bought =
          order
              .line(pieces.orderLineId())
              .orElseThrow(
                  () ->
                      Problem.invalid(
                          "line-unknown", field + ".lineId", "This item is not in the order."));
      if (!seen.add(pieces.orderLineId())) {
        throw Problem.invalid(
            "line-twice", field + ".lineId", "This item is named twice; add up the quantity.");
      }
      if (pieces.quantity() < 1 || pieces.quantity() > bought.quantity()) {
        throw Problem.invalid(
            "quantity-out-of-range",
            field + ".quantity",
            "Choose a quantity from 1 to %d.".formatted(bought.quantity()));
      }
    }
  }
}
