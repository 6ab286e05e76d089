package io.retour.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every decision of every journey, kept for explaining it and for asking it again. */
public interface DecisionLog {

  /**
   * A decision that the journey made.
   *
   * @param subject what it was about: an order line's id, a unit's id, or empty for the return
   * @param replayAgrees whether the same facts on the packaged table gave the same answer
   * @param processVersion the version of the process definition that asked
   * @param elementInstanceKey the business rule task's instance, which makes an entry unique
   */
  record Entry(
      UUID returnId,
      String subject,
      String decisionId,
      String tableChecksum,
      Map<String, Object> inputs,
      @Nullable Object outcome,
      List<String> matchedRules,
      boolean replayAgrees,
      int processVersion,
      long elementInstanceKey,
      Instant decidedAt) {}

  /**
   * Keeps what Camunda decided, together with the rows that matched, which a replay on the packaged
   * table tells. Twice the same element instance is kept once.
   */
  void record(
      UUID returnId,
      String subject,
      String decisionId,
      Map<String, Object> facts,
      @Nullable Object outcome,
      int processVersion,
      long elementInstanceKey);

  List<Entry> of(UUID returnId);
}
