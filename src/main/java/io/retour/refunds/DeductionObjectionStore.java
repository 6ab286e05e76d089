package io.retour.refunds;

import io.retour.refunds.DeductionObjection.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Keeps objections to deductions, one for each return. */
public interface DeductionObjectionStore {

  void add(DeductionObjection objection);

  Optional<DeductionObjection> find(UUID objectionId);

  Optional<DeductionObjection> ofReturn(UUID returnId);

  void close(UUID objectionId, Outcome outcome, String answer, Instant at);
}
