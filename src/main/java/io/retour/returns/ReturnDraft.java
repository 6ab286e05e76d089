package io.retour.returns;

import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.shared.Problem;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper wants to send back, before it is confirmed.
 *
 * @param method the way back, as offered
 * @param requestedResolution REFUND, STORE_CREDIT or EXCHANGE; anything but money only when the
 *     shopper expressly chose it (CRD Art. 13(1))
 * @param parcels in how many parcels it is sent, 1 to 5; more than one only with labels that the
 *     shopper prints
 */
public record ReturnDraft(
    Order order, List<Line> lines, String method, String requestedResolution, int parcels) {

  /** The way back on which the shopper may send several parcels. */
  public static final String SEVERAL_PARCELS = "PARCEL_DROP_OFF";

  private static final int LONGEST_COMMENT = 500;
  private static final int MOST_PARCELS = 5;

  /**
   * @param comment the shopper's own words, empty if none
   * @param detail what the reason means for these goods, if the shopper said so
   */
  public record Line(
      UUID orderLineId,
      int quantity,
      ReturnReason reason,
      String comment,
      @Nullable ReasonDetail detail) {

    /** Without a detail. */
    public Line(UUID orderLineId, int quantity, ReturnReason reason, String comment) {
      this(orderLineId, quantity, reason, comment, null);
    }
  }

  /**
   * @throws Problem naming the field when a line is not of the order, is named twice, asks for more
   *     pieces than were bought, or has an over-long comment
   */
  public ReturnDraft {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw Problem.invalid("nothing-to-return", "lines", "Choose at least one item to return.");
    }
    OrderPieces.require(
        order,
        lines.stream().map(line -> new OrderPieces(line.orderLineId(), line.quantity())).toList());
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.comment().length() > LONGEST_COMMENT) {
        throw Problem.invalid(
            "comment-too-long",
            "lines[%d].comment".formatted(i),
            "Shorten the comment to %d characters.".formatted(LONGEST_COMMENT));
      }
    }
    if (!List.of("REFUND", "STORE_CREDIT", "EXCHANGE").contains(requestedResolution)) {
      throw Problem.invalid(
          "resolution-unknown", "resolution", "Choose REFUND, STORE_CREDIT or EXCHANGE.");
    }
    if (parcels < 1 || parcels > MOST_PARCELS) {
      throw Problem.invalid(
          "parcels-out-of-range", "parcels", "Choose 1 to %d parcels.".formatted(MOST_PARCELS));
    }
    if (parcels > 1 && !method.equals(SEVERAL_PARCELS)) {
      throw Problem.invalid(
          "parcels-not-possible", "parcels", "This way back takes one parcel; choose 1.");
    }
  }

  /** In one parcel. */
  public ReturnDraft(Order order, List<Line> lines, String method, String requestedResolution) {
    this(order, lines, method, requestedResolution, 1);
  }

  public boolean wantsExchange() {
    return requestedResolution.equals("EXCHANGE");
  }

  /** The same with only these order lines. */
  ReturnDraft only(Set<UUID> orderLineIds) {
    return new ReturnDraft(
        order,
        lines.stream().filter(line -> orderLineIds.contains(line.orderLineId())).toList(),
        method,
        requestedResolution,
        parcels);
  }

  /** The same in one parcel. */
  ReturnDraft inOneParcel() {
    return new ReturnDraft(order, lines, method, requestedResolution);
  }

  public ReturnDraft with(String otherMethod, String otherResolution) {
    return new ReturnDraft(
        order,
        lines,
        otherMethod,
        otherResolution,
        otherMethod.equals(SEVERAL_PARCELS) ? parcels : 1);
  }
}
