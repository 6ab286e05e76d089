package io.retour.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What really exists, by the name under which requests ask for it. Filled before, then only read.
 */
final class Pool {

  private static final int ENOUGH = 40;
  private final Map<String, List<String>> known = new LinkedHashMap<>();

  void add(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      List<String> values = known.computeIfAbsent(name, each -> new ArrayList<>());
      if (values.size() < ENOUGH && !values.contains(value)) {
        values.add(value);
      }
    }
  }

  /**
   * Everything that an answer tells.
   *
   * @param about what the answer is, so that its {@code id} has a name
   */
  void addAll(String about, JsonNode answer) {
    answer
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              if (value.isValueNode()) {
                add(name, value.asText());
                if (name.equals("id")) {
                  add(about + "Id", value.asText());
                }
              }
              addAll(value.isContainerNode() ? singular(name, about) : about, value);
            });
    if (answer.isArray()) {
      answer.forEach(each -> addAll(about, each));
    }
  }

  private static String singular(String name, String about) {
    return name.equals("items")
        ? about
        : (name.endsWith("s") ? name.substring(0, name.length() - 1) : name)
            .toLowerCase(Locale.ROOT);
  }

  /** A value that is there under this name; null when nothing is known. */
  @Nullable String one(String name, Dice dice) {
    List<String> values = known.get(name);
    return values == null ? null : dice.one(values);
  }
}
