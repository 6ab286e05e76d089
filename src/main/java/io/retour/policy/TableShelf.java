package io.retour.policy;

import java.util.Map;

/** Puts other tables in the place of those that this application asks. */
public interface TableShelf {

  /**
   * From now on {@link DecisionTables} asks these.
   *
   * @param files content by file name; what is no DMN file is left out
   * @throws io.retour.shared.Problem when one of them cannot be read, and then nothing has changed
   */
  void replace(Map<String, String> files);
}
