package io.retour.policy;

import java.util.Map;

/** What stands in a table besides its cells, for any version of it that ever decided. */
public interface RuleNotes {

  /**
   * The annotation of each row by the row's id.
   *
   * @param tableChecksum SHA-256 of the DMN file; empty when no such file is kept
   */
  Map<String, String> of(String tableChecksum);
}
