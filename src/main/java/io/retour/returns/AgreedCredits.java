package io.retour.returns;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a shopper saw and agreed to when choosing store credit in place of money (CRD Art. 13(1)).
 * It is kept, whatever a table says later. Append-only.
 */
public interface AgreedCredits {

  /** Keeps it in the caller's transaction, once. */
  void keep(UUID returnId, int bonusPercent, Instant at);

  /** The bonus that was shown; empty when nothing was shown, or the shopper chose no credit. */
  Optional<Integer> bonusPercent(UUID returnId);
}
