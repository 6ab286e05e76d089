package io.retour.testengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The filter of a search request: equality, the {@code $} operators, and variables. */
final class SearchFilter {

  /** Filters that are named other than the field of the document they look at. */
  private static final Map<String, String> FIELDS =
      Map.of("candidateGroup", "candidateGroups", "candidateUser", "candidateUsers");

  /** Filters by variables, and the field with the key of the scope they look at. */
  private static final Map<String, String> VARIABLE_SCOPES =
      Map.of(
          "variables",
          "processInstanceKey",
          "processInstanceVariables",
          "processInstanceKey",
          "localVariables",
          "elementInstanceKey");

  private final DocumentStore store;

  SearchFilter(final DocumentStore store) {
    this.store = store;
  }

  boolean matches(final ObjectNode document, final JsonNode filter) {
    for (final var entry : filter.properties()) {
      final var condition = entry.getValue();
      if (!condition.isNull() && !matches(document, entry.getKey(), condition)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(final ObjectNode document, final String name, final JsonNode condition) {
    if (name.equals("$or")) {
      // the client sends an empty list when there are no alternatives
      return condition.isEmpty() || any(condition, filter -> matches(document, filter));
    }
    if (VARIABLE_SCOPES.containsKey(name)) {
      final var scope = document.path(VARIABLE_SCOPES.get(name)).asText();
      return all(condition, variable -> hasVariable(scope, variable));
    }
    if (name.equals("isLatestVersion")) {
      return condition.asBoolean() == isLatest(document);
    }
    final var value = value(document, FIELDS.getOrDefault(name, name));
    if (value.isArray()) {
      return condition.isArray()
          ? all(condition, wanted -> any(value, wanted::equals))
          : any(value, element -> holds(element, condition));
    }
    return holds(value, condition);
  }

  static JsonNode value(final ObjectNode document, final String field) {
    if (!document.has(field)) {
      throw ApiException.badRequest("Unsupported filter or sort field: " + field);
    }
    return document.get(field);
  }

  private boolean hasVariable(final String scopeKey, final JsonNode wanted) {
    return store.all(Collection.VARIABLES).stream()
        .filter(variable -> variable.path("scopeKey").asText().equals(scopeKey))
        .filter(variable -> holds(variable.path("name"), wanted.path("name")))
        .anyMatch(
            variable ->
                !wanted.hasNonNull("value") || holds(variable.path("value"), wanted.path("value")));
  }

  private boolean isLatest(final ObjectNode definition) {
    return store.all(Collection.PROCESS_DEFINITIONS).stream()
        .filter(
            other -> other.get("processDefinitionId").equals(definition.get("processDefinitionId")))
        .allMatch(other -> other.path("version").asInt() <= definition.path("version").asInt());
  }

  private static boolean holds(final JsonNode value, final JsonNode condition) {
    if (!condition.isObject()) {
      return equal(value, condition);
    }
    for (final var operator : condition.properties()) {
      final var operand = operator.getValue();
      if (!isEmpty(operand) && !holds(value, operator.getKey(), operand)) {
        return false;
      }
    }
    return true;
  }

  /** The client also sends the operators that were not used, as null or an empty list. */
  private static boolean isEmpty(final JsonNode operand) {
    return operand.isNull() || (operand.isArray() && operand.isEmpty());
  }

  private static boolean holds(
      final JsonNode value, final String operator, final JsonNode operand) {
    return switch (operator) {
      case "$eq" -> equal(value, operand);
      case "$neq" -> !equal(value, operand);
      case "$exists" -> operand.asBoolean() != value.isNull();
      case "$in" -> any(operand, one -> equal(value, one));
      case "$notIn" -> !any(operand, one -> equal(value, one));
      case "$like" -> like(operand.asText()).matcher(value.asText()).matches();
      case "$gt" -> !value.isNull() && compare(value, operand) > 0;
      case "$gte" -> !value.isNull() && compare(value, operand) >= 0;
      case "$lt" -> !value.isNull() && compare(value, operand) < 0;
      case "$lte" -> !value.isNull() && compare(value, operand) <= 0;
      default -> throw ApiException.badRequest("Unsupported operator: " + operator);
    };
  }

  private static boolean equal(final JsonNode value, final JsonNode operand) {
    return !value.isNull() && compare(value, operand) == 0;
  }

  private static int compare(final JsonNode value, final JsonNode operand) {
    return SearchQuery.compare(instant(value), instant(operand));
  }

  /** Times may come with any offset: bring them to the one width and zone of the documents. */
  private static JsonNode instant(final JsonNode value) {
    final var text = value.asText();
    if (text.length() < 20 || text.charAt(10) != 'T') {
      return value;
    }
    try {
      return TextNode.valueOf(
          Timestamps.format(OffsetDateTime.parse(text).toInstant().toEpochMilli()));
    } catch (final DateTimeParseException e) {
      return value;
    }
  }

  private static Pattern like(final String expression) {
    return Pattern.compile(
        Pattern.quote(expression).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
  }

  private static boolean any(final JsonNode nodes, final Predicate<JsonNode> test) {
    return StreamSupport.stream(nodes.spliterator(), false).anyMatch(test);
  }

  private static boolean all(final JsonNode nodes, final Predicate<JsonNode> test) {
    return StreamSupport.stream(nodes.spliterator(), false).allMatch(test);
  }
}
