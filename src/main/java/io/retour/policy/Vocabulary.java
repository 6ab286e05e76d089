package io.retour.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words in which tables answer, each with its meaning, by the name of the output.
 *
 * @param words from {@code dmn/vocabulary.yaml}: output, then word, then its meaning
 */
public record Vocabulary(Map<String, Map<String, String>> words) {

  /**
   * What is wrong with an answer: an output that is missing, or a word that nobody knows.
   *
   * @param answer a row's outputs, or the rows of a collecting table
   * @return sentences without a full stop; empty when the answer can be relied on
   */
  public List<String> objections(@Nullable Object answer) {
    List<String> found = new ArrayList<>();
    if (answer instanceof Collection<?> rows) {
      rows.forEach(row -> found.addAll(objections(row)));
    } else if (answer instanceof Map<?, ?> row) {
      row.forEach((output, value) -> object(String.valueOf(output), value, found));
    } else if (answer == null) {
      found.add("it gave nothing");
    }
    return found;
  }

  private void object(String output, @Nullable Object value, List<String> found) {
    if (value == null) {
      found.add("its output %s is null".formatted(output));
    } else if (value instanceof Collection<?> several) {
      several.forEach(each -> object(output, each, found));
    } else if (value instanceof String word) {
      Set<String> known = wordsOf(output);
      if (!known.isEmpty() && !known.contains(word)) {
        found.add("its output %s says %s, which is none of %s".formatted(output, word, known));
      }
    }
  }

  /**
   * The words of an output, empty when it has none of its own; one that gives several words at once
   * shares those of the one ({@code signals}, {@code signal}).
   */
  public Set<String> wordsOf(String output) {
    Map<String, String> known = words.get(output);
    if (known == null && output.endsWith("s")) {
      known = words.get(output.substring(0, output.length() - 1));
    }
    return known == null ? Set.of() : known.keySet();
  }
}
