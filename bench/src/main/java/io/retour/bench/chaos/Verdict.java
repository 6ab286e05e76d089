package io.retour.bench.chaos;

import java.util.List;

/**
 * Whether something always holds.
 *
 * @param checked how many times it was looked at
 * @param violations one sentence each, with the return's number
 */
record Verdict(String invariant, int checked, List<String> violations) {

  Verdict {
    violations = List.copyOf(violations);
  }

  boolean holds() {
    return violations.isEmpty();
  }
}
