package io.retour.policy.dmn;

import io.retour.policy.dmn.DmnTable.Input;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that make a difference in a column: every value that a cell speaks of, one value
 * around each border and one that no cell names.
 */
final class CellValues {

  /** What no cell names. */
  private static final String SOMETHING_ELSE = "SOMETHING_ELSE";

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private CellValues() {}

  static Set<Object> of(DmnTable table, int column) {
    Input input = table.inputs().get(column);
    return of(
        input.type(),
        input.listed(),
        table.rules().stream()
            .map(rule -> rule.tests().get(column))
            .collect(Collectors.joining(" ")));
  }

  /**
   * @param type of the column
   * @param listed the words that the column lists
   * @param text of one cell or several
   */
  static Set<Object> of(String type, List<String> listed, String text) {
    return switch (type) {
      case "boolean" -> new LinkedHashSet<>(List.of(true, false));
      case "number" -> numbers(text);
      case "list" -> lists(DmnTable.words(text));
      default -> texts(text, listed);
    };
  }

  /** Facts as a sentence says them. */
  static String named(Map<String, Object> facts) {
    return facts.entrySet().stream()
        .map(
            fact ->
                fact.getKey()
                    + "="
                    + (fact.getValue() instanceof BigDecimal number
                        ? number.toPlainString()
                        : fact.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Set<Object> numbers(String text) {
    Set<Object> values = new LinkedHashSet<>();
    NUMBER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(BigDecimal::new)
        .forEach(
            border -> {
              values.add(border.subtract(BigDecimal.ONE));
              values.add(border);
              values.add(border.add(new BigDecimal("0.5")));
              values.add(border.add(BigDecimal.ONE));
            });
    if (values.isEmpty()) {
      values.add(BigDecimal.ZERO);
    }
    return values;
  }

  private static Set<Object> lists(List<String> words) {
    Set<Object> values = new LinkedHashSet<>();
    values.add(List.of());
    words.forEach(word -> values.add(List.of(word)));
    values.add(words);
    values.add(List.of(SOMETHING_ELSE));
    return values;
  }

  /** A column with a "not" speaks of words outside its list too. */
  private static Set<Object> texts(String text, List<String> listed) {
    Set<Object> values = new LinkedHashSet<>(DmnTable.words(text));
    values.addAll(listed);
    if (listed.isEmpty() || text.contains("not(")) {
      values.add(SOMETHING_ELSE);
    }
    return values;
  }
}
