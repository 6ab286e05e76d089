package io.retour.claims;

import io.retour.claims.Claim.Remedy;
import java.util.UUID;

/** What happens to an open claim from outside. Published within the transaction. */
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
}
