package io.retour.policy.dmn;

import java.util.Collection;
import java.util.Comparator;

/** Of the known names the one that a misspelled name most likely was to be. */
final class NearestName {

  private NearestName() {}

  static String of(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparing((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .map("The nearest known name is %s."::formatted)
        .orElse("No name is known.");
  }

  /** Levenshtein's, capitals apart. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change =
            Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1))
                ? 0
                : 1;
        int least = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
        diagonal = row[j];
        row[j] = least;
      }
    }
    return row[other.length()];
  }
}
