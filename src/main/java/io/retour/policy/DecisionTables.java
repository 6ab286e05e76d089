package io.retour.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables as deployed, evaluated without a round trip to the broker: for what the portal shows
 * before a return exists and for replaying a decision. The journey's own decisions are made by
 * Camunda from the same files (ADR 3).
 */
public interface DecisionTables {

  /**
   * @param decisionId a decision of one of the DMN files
   * @param inputs the facts by input name; more than the table looks at is fine
   * @throws io.retour.shared.Problem when the table has no row, or more than one, for these facts:
   *     it never guesses
   */
  Decision decide(String decisionId, Map<String, ?> inputs);

  /** SHA-256 of the DMN file that holds the decision. */
  String checksumOf(String decisionId);

  /** The DMN files by their checksum, for keeping what decided. */
  Map<String, String> contents();

  /** Names of the facts that a decision, and the decisions it requires, look at. */
  Set<String> inputsOf(String decisionId);

  /** Whether a decision collects the rows that fit, so that none is an answer too. */
  boolean collects(String decisionId);

  /**
   * The words of a fact that a decision's file names in its cells, each once and in their order.
   */
  List<String> wordsNamed(String decisionId, String input);

  /**
   * The numbers of a fact that a decision's file tells apart: those that its cells name and the
   * whole ones beside them, from the lowest.
   */
  List<Long> numbersNamed(String decisionId, String input);
}
