package io.retour.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every decision of every journey, and those about money that the application asks by itself; kept
 * for explaining them and for asking them again.
 */
public interface DecisionLog {

  /**
   * A decision that was made.
   *
   * @param subject what it was about: the id of an order line, of a unit or of a means of payment,
   *     or empty for the return
   * @param replayAgrees whether the same facts on the packaged table gave the same answer
   * @param processVersion the version of the process definition that asked; 0 when the application
   *     did
   * @param elementInstanceKey the business rule task's instance, which makes an entry unique; 0 or
   *     below when no task asked
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

  /**
   * Keeps what the application asked by itself and acts on, in the transaction of that act. What
   * says nothing new about the same subject is kept once.
   *
   * @param caseId the return or claim
   */
  void record(UUID caseId, String subject, Decision asked);

  List<Entry> of(UUID returnId);
}
