package io.retour.returns;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Why something was taken off a piece, in the words that its shopper reads. */
public interface DeductionReasons {

  /** Keeps the words of the last review in the caller's transaction. */
  void keep(UUID unitId, String reason, Instant at);

  /** Empty when nothing was ever taken off, or that was before reasons were kept. */
  Optional<String> of(UUID unitId);
}
