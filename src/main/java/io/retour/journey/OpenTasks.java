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

  List<Task> openOf(UUID aboutId);

  /**
   * Those that are to be asked about, the longest unasked first: young ones that were not asked
   * about since the one moment, and old ones not since the other.
   *
   * @param openedAfter which of them are young
   */
  List<Task> toAskAbout(Instant youngSince, Instant openedAfter, Instant oldSince, int most);

  /** Whether it is still open and nobody has asked about it since; then it counts as asked now. */
  boolean claimAsking(Task task, Instant since);
}
