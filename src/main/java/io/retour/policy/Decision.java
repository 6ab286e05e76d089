package io.retour.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a table said, with everything needed to explain it and to ask again.
 *
 * @param decisionId the decision's id in its DMN file
 * @param tableChecksum SHA-256 of the DMN file that decided
 * @param inputs the facts it looked at
 * @param output what it gave: a map for one row, a list of maps for a collecting table, null when a
 *     collecting table collected nothing
 * @param matchedRules the ids of the rows that matched, in the table's order
 */
public record Decision(
    String decisionId,
    String tableChecksum,
    Map<String, Object> inputs,
    @Nullable Object output,
    List<String> matchedRules) {

  /** The one row's outputs. */
  @SuppressWarnings("unchecked") // the evaluator gives maps with text keys
  public Map<String, Object> row() {
    return (Map<String, Object>) Objects.requireNonNull(output);
  }

  /** The rows of a collecting table. */
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> rows() {
    return output == null ? List.of() : (List<Map<String, Object>>) output;
  }
}
