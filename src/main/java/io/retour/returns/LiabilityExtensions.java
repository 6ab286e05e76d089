package io.retour.returns;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Whoever knows of repairs that made the seller's liability longer. */
public interface LiabilityExtensions {

  /**
   * The last day on which the seller answers for any piece of an order line because of a repair
   * (Directive (EU) 2024/1799 Art. 16).
   */
  Optional<LocalDate> liableUntil(UUID orderLineId);
}
