package io.retour.returns;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people answered in the tasks of a journey, append-only; the case files show it. */
public interface TaskAnswers {

  /**
   * @param task the task's name in its diagram
   * @param answers a line for each field of its form: the field's label and what was answered
   */
  record Answered(Instant at, String task, List<String> answers) {

    public Answered {
      answers = List.copyOf(answers);
    }
  }

  /**
   * Keeps what was answered. Twice the same task is kept once.
   *
   * @param taskInstanceKey the task's instance in Camunda
   * @param aboutId the return, the claim, the statement of withdrawal or the unannounced parcel
   */
  void add(long taskInstanceKey, UUID aboutId, String task, List<String> answers);

  /** In the order in which they were given. */
  List<Answered> about(UUID aboutId);
}
