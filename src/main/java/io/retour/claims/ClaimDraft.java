package io.retour.claims;

import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Remedy;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.shared.Problem;
import java.util.List;
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
    List<OrderPieces> lines,
    String comment,
    @Nullable Remedy wishedRemedy,
    String language,
    String raisedBy) {

  private static final int LONGEST_COMMENT = 1000;

  /**
   * @throws Problem naming the field when a line is not of the order, is named twice or asks for
   *     more pieces than were bought, when the comment is too long, or when the remedy does not go
   *     with the kind
   */
  public ClaimDraft {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw Problem.invalid("nothing-claimed", "lines", "Choose at least one item.");
    }
    OrderPieces.require(order, lines);
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
    if (wishedRemedy == Remedy.REDUCTION && !kind.needsRepairLoop()) {
      throw Problem.invalid(
          "remedy-not-offered",
          "remedy",
          "The price is only reduced for a defect; choose another remedy.");
    }
    if (kind.needsRepairLoop() && (lines.size() > 1 || lines.getFirst().quantity() > 1)) {
      throw Problem.invalid(
          "one-piece-for-a-repair", "lines", "Claim each defective piece by itself.");
    }
  }
}
