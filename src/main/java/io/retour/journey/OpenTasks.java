package io.retour.journey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for a person. The engine says when it opens one and when somebody answered;
 * what a time limit or an end takes away it says to nobody, so it is asked (ADR 35).
 */
public interface OpenTasks {

  /**
   * @param elementInstanceKey the task's instance in Camunda
   * @param aboutId the claim, the return, the statement of withdrawal or the unannounced parcel
   * @param task what it is called in its diagram
   * @param group who may answer it
   * @param dueAt absent when nothing says so
   */
  record Task(
      long elementInstanceKey,
      UUID aboutId,
      long instanceKey,
      String processId,
      String elementId,
      String task,
      String group,
      @Nullable Instant dueAt) {}

  /** Opened now. Twice the same is one; one that has ended stays ended. */
  void opened(Task task);

  void answered(UUID aboutId, long elementInstanceKey);

  /** It is not there any more, and nobody answered it. */
  void vanished(UUID aboutId, long elementInstanceKey);

  void there(UUID aboutId, long elementInstanceKey);

  List<Task> openOf(UUID aboutId);

  /** Those whose last sign of life is the oldest, if it is from before that moment. */
  List<Task> notCheckedSince(Instant then, int most);
}
