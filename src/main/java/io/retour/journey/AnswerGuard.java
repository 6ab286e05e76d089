package io.retour.journey;

import io.retour.policy.DecisionTables;
import io.retour.policy.Vocabulary;
import io.retour.shared.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stops a journey at an answer that cannot be relied on: none, null, a word that nobody knows, or
 * one that was given without a fact that the table looks at. A journey that went on would guess.
 */
@Component
class AnswerGuard {

  private final DecisionTables tables;
  private final Vocabulary vocabulary;

  AnswerGuard(DecisionTables tables, Vocabulary vocabulary) {
    this.tables = tables;
    this.vocabulary = vocabulary;
  }

  /**
   * @param facts the variables that the decision was made on, and more
   * @throws Problem that names the table, the facts, what is wrong and what to do
   */
  void require(CalledDecisions.Called called, Map<String, Object> facts, @Nullable Object answer) {
    Map<String, Object> seen = new LinkedHashMap<>();
    tables.inputsOf(called.decisionId()).forEach(name -> seen.put(name, facts.get(name)));
    List<String> objections = new ArrayList<>();
    seen.forEach(
        (name, value) -> {
          if (value == null) {
            objections.add("the fact %s is missing".formatted(name));
          }
        });
    if (answer != null || !tables.collects(called.decisionId())) {
      objections.addAll(vocabulary.objections(answer));
    }
    if (!objections.isEmpty()) {
      throw Problem.conflict(
          "decision-not-reliable",
          ("Table %s cannot decide this: %s. It looked at %s. For this return: set the variable %s to"
                  + " what it should say (or the fact that is missing, and %s), then retry. For those"
                  + " to come: correct the table and deploy it.")
              .formatted(
                  called.decisionId(),
                  String.join("; ", objections),
                  seen,
                  called.resultVariable(),
                  called.resultVariable()));
    }
  }
}
