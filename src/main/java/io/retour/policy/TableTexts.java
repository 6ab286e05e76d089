package io.retour.policy;

import java.util.Optional;

/** The texts of all tables that ever decided. */
public interface TableTexts {

  /**
   * @param tableChecksum SHA-256 of the DMN file
   */
  Optional<String> of(String tableChecksum);
}
