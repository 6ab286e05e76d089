package io.retour.journey;

import java.util.OptionalLong;
import java.util.UUID;

/** In which process instance a claim or a statement of withdrawal can be watched. */
public interface JourneyInstances {

  /** Keeps the instance that a case began with; what is started later for it is part of that. */
  void started(UUID caseId, long instanceKey);

  /** Empty before the journey's first step, and for what began before this was kept. */
  OptionalLong of(UUID caseId);
}
