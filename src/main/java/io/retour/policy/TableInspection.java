package io.retour.policy;

import java.util.List;
import java.util.Map;

/** Finds what is wrong with tables before anybody asks them. */
public interface TableInspection {

  /**
   * Looks at every table as its rows would be hit: gaps, overlaps, rows out of reach, words outside
   * the vocabulary, inputs outside the fact dictionary, rows without an id or a note of their own.
   * Tables in which none of these is found are asked whether they give what the law gives at least
   * ({@code dmn/floor.yaml}).
   *
   * @param files content by file name; what is no DMN file is left out
   * @return a sentence for each problem, with the file and the table in front, the rule by its
   *     number and id, and the facts that show it; empty when the tables are sound
   */
  List<String> problemsOf(Map<String, String> files);
}
