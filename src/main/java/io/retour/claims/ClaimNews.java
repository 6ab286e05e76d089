package io.retour.claims;

import io.retour.claims.Claim.Remedy;
import java.util.UUID;

/**
 * What happens to a claim that its journey does not know by itself. Published within the
 * transaction.
 */
public sealed interface ClaimNews {

  UUID claimId();

  /** The shopper added photos or words. */
  record EvidenceGiven(UUID claimId) implements ClaimNews {}

  /** The shopper chose between what was offered. */
  record RemedyChosen(UUID claimId, Remedy remedy) implements ClaimNews {}

  /** Nobody pursues it any more. */
  record CalledOff(UUID claimId) implements ClaimNews {}

  /** The shopper does not agree with a no. */
  record Objected(UUID claimId) implements ClaimNews {}

  /**
   * The repair partner is done.
   *
   * @param result REPAIRED or NOT_REPAIRABLE
   */
  record RepairFinished(UUID claimId, String result) implements ClaimNews {}

  /** It is agreed that the price of pieces comes back: from here on the days of the law count. */
  record RefundAgreed(UUID claimId) implements ClaimNews {}

  /** All of that money is through. */
  record RefundThrough(UUID claimId) implements ClaimNews {}
}
