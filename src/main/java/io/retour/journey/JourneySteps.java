package io.retour.journey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which steps of a case's journeys were done. Written by what does them, so it needs no search in
 * the engine (ADR 35).
 */
public interface JourneySteps {

  /**
   * A step of a process instance, at its latest.
   *
   * @param definitionKey which diagram it is a step of
   * @param doneAt absent while it never came to its end
   * @param failedAt when it last failed, if it ever did
   * @param failure what was said then
   */
  record Step(
      long instanceKey,
      long definitionKey,
      String processId,
      String elementId,
      @Nullable Instant doneAt,
      @Nullable Instant failedAt,
      String failure) {

    /** Whether its last try failed. */
    boolean stuck() {
      return failedAt != null && (doneAt == null || doneAt.isBefore(failedAt));
    }
  }

  /**
   * Which step of which instance.
   *
   * @param caseId what it is about, if the step is told
   */
  record Place(
      long instanceKey,
      long definitionKey,
      String processId,
      String elementId,
      @Nullable UUID caseId) {}

  void done(Place place);

  void failed(Place place, String failure);

  /** All steps of all instances that are about it, in the order in which they were done. */
  List<Step> of(UUID caseId);
}
