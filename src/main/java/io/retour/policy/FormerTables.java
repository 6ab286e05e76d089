package io.retour.policy;

import java.util.Map;
import java.util.Optional;

/** Tables as they were, for what was promised by them. */
public interface FormerTables {

  /**
   * What a table said at its time.
   *
   * @param tableChecksum SHA-256 of the DMN file
   * @param decisionId a decision of that file
   * @param inputs the facts of today by input name; a table looks at those that it knew
   * @return empty when no such table was ever kept
   */
  Optional<Decision> decide(String tableChecksum, String decisionId, Map<String, ?> inputs);
}
