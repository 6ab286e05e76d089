package io.retour.claims;

import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Remedy;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.shared.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What someone wants to claim.
 *
 * @param claimId the claim's id, chosen by the caller: the same id again gives the claim that is
 *     there already, so a double click claims once
 * @param comment the shopper's own words, empty if none
 * @param wishedRemedy absent when left open
 */
public record ClaimDraft(
    UUID claimId,
    Order order,
    Kind kind,
    List<Line> lines,
    String comment,
    @Nullable Remedy wishedRemedy,
    String language,
    String raisedBy) {

  private static final int LONGEST_COMMENT = 1000;

  /** So many pieces of an order line. */
  public record Line(UUID orderLineId, int quantity) {}

  /**
   * @throws Problem naming the field when a line is not of the order, is named twice or asks for
   *     more pieces than were bought, when the comment is too long, when the remedy does not go
   *     with the kind, or when something arrived in an order that was not delivered
   */
  public ClaimDraft {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw Problem.invalid("nothing-claimed", "lines", "Choose at least one item.");
    }
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String field = "lines[%d]".formatted(i);
      OrderLine bought =
          order
              .line(line.orderLineId())
              .orElseThrow(
                  () ->
                      Problem.invalid(
                          "line-unknown", field + ".lineId", "This item is not in the order."));
      if (!seen.add(line.orderLineId())) {
        throw Problem.invalid(
            "line-twice", field + ".lineId", "This item is named twice; add up the quantity.");
      }
      if (line.quantity() < 1 || line.quantity() > bought.quantity()) {
        throw Problem.invalid(
            "quantity-out-of-range",
            field + ".quantity",
            "Choose a quantity from 1 to %d.".formatted(bought.quantity()));
      }
    }
    if (comment.length() > LONGEST_COMMENT) {
      throw Problem.invalid(
          "claim-comment-too-long",
          "comment",
          "Shorten the comment to %d characters.".formatted(LONGEST_COMMENT));
    }
    if (wishedRemedy == Remedy.REPAIR && !kind.needsRepairLoop()) {
      throw Problem.invalid(
          "remedy-not-offered", "remedy", "Only a defect can be repaired; choose another remedy.");
    }
    if (kind.needsRepairLoop() && (lines.size() > 1 || lines.getFirst().quantity() > 1)) {
      throw Problem.invalid(
          "one-piece-for-a-repair", "lines", "Claim each defective piece by itself.");
    }
    if (order.deliveredOn() == null && kind != Kind.NEVER_ARRIVED) {
      throw Problem.invalid(
          "not-delivered-yet", "kind", "This order was not delivered yet; choose NEVER_ARRIVED.");
    }
  }
}
