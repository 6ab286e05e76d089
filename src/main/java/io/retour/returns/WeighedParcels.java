package io.retour.returns;

import java.util.Collection;
import java.util.UUID;

/** Whoever knows what carriers weighed. */
public interface WeighedParcels {

  /** What is said of returns that nobody weighed. */
  int AS_EXPECTED = 100;

  /**
   * What the parcels of the lightest of these returns weighed, of what its goods weigh. A return
   * counts when all its parcels were weighed and the weight of its goods is known.
   *
   * @return percent, {@link #AS_EXPECTED} when none counts
   */
  int lightestPercent(Collection<UUID> returnIds);
}
