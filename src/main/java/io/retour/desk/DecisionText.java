package io.retour.desk;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a table said, in the names that it uses itself. */
final class DecisionText {

  private DecisionText() {}

  /** A line for each row that the table gave. */
  static List<String> lines(@Nullable Object outcome) {
    if (outcome instanceof List<?> rows && !rows.isEmpty()) {
      return rows.stream().map(DecisionText::row).toList();
    }
    return List.of(outcome == null || outcome instanceof List<?> ? "nothing" : row(outcome));
  }

  private static String row(Object row) {
    return row instanceof Map<?, ?> outputs
        ? outputs.entrySet().stream()
            .map(output -> output.getKey() + ": " + value(output.getValue()))
            .collect(Collectors.joining(" · "))
        : String.valueOf(row);
  }

  private static String value(@Nullable Object value) {
    if (value instanceof List<?> several && !several.isEmpty()) {
      return several.stream()
          .map(each -> each instanceof Map<?, ?> ? "(" + row(each) + ")" : String.valueOf(each))
          .collect(Collectors.joining(", "));
    }
    return value == null || value instanceof List<?> ? "none" : value.toString();
  }
}
