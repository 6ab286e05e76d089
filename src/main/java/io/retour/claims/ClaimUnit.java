package io.retour.claims;

import io.retour.claims.Claim.Remedy;
import io.retour.shared.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One physical piece in a claim.
 *
 * @param unitNo which piece of the order line, counted from 1
 * @param value what was paid for this piece, less what its price was reduced by before; a
 *     replacement of it keeps that value
 * @param replaces the earlier claim's unit whose replacement or repair this is about, absent for
 *     the piece as it was bought
 * @param remedy how it was made good, absent until that is done
 * @param reference the replacement's order number or the repair's number, empty if none
 * @param liableUntil until when the seller answers for the repaired piece, absent if not extended
 * @param reduction what an agent found the fault to take off the value, absent until somebody
 *     looked; it goes back only when that is the remedy
 */
public record ClaimUnit(
    UUID id,
    UUID orderLineId,
    int unitNo,
    String sku,
    String title,
    String category,
    Money value,
    @Nullable UUID replaces,
    @Nullable Remedy remedy,
    String reference,
    @Nullable LocalDate liableUntil,
    @Nullable Money reduction) {

  /** Whether it was repaired or replaced; money does not bring a piece into conformity. */
  boolean mended() {
    return remedy != null && remedy.mends();
  }

  /** The piece, by the name that returns use for it too. */
  public String piece() {
    return orderLineId + "#" + unitNo;
  }
}
