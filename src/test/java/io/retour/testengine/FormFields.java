package io.retour.testengine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a Camunda Form can send: its fields' keys, and the words that a choice has. */
final class FormFields {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String formId;
  private final Map<String, Set<String>> choices = new HashMap<>();

  private FormFields(final JsonNode form) {
    formId = form.path("id").asText();
    for (final JsonNode field : form.path("components")) {
      if (field.hasNonNull("key")) {
        final var words = new TreeSet<String>();
        field.path("values").forEach(choice -> words.add(choice.path("value").asText()));
        choices.put(field.path("key").asText(), words);
      }
    }
  }

  static FormFields of(final String schema) {
    try {
      return new FormFields(JSON.readTree(schema));
    } catch (final JsonProcessingException broken) {
      throw new IllegalStateException("Not a readable form", broken);
    }
  }

  /** What is wrong with an answer, if anything. */
  Optional<String> objection(final String key, final JsonNode answer) {
    final var words = choices.get(key);
    if (words == null) {
      return Optional.of("Form %s has no field %s".formatted(formId, key));
    }
    if (!words.isEmpty() && answer.isTextual() && !words.contains(answer.asText())) {
      return Optional.of("Form %s offers %s for %s".formatted(formId, words, key));
    }
    return Optional.empty();
  }
}
