package io.retour.refunds;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What anybody at the desk may know of an account that a shopper gave: that it is there, and its
 * end.
 *
 * @param caseId the return or claim whose money goes there
 * @param entryNo counts from 1; each entry replaces the one before
 * @param lastFour the last four signs of the IBAN; all that stays once it is erased
 * @param givenBy {@code shopper}, or who typed it
 * @param erasedAt when all but its end was deleted, because it was used or is not needed any more
 */
public record PayoutAccount(
    UUID caseId,
    int entryNo,
    String lastFour,
    String givenBy,
    Instant givenAt,
    @Nullable Instant erasedAt) {

  /** Whether it can still be paid to. */
  public boolean usable() {
    return erasedAt == null;
  }

  /** As people read it. */
  public String masked() {
    return "•••• " + lastFour;
  }
}
