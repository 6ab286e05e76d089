package io.retour.testengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * A search request of the REST API v2: filter, sort and page.
 *
 * <p>What it does not know it refuses, so that a test never passes because of a filter ignored.
 */
final class SearchQuery {

  private static final int DEFAULT_LIMIT = 100;

  private final SearchFilter filter;
  private final JsonNode request;

  SearchQuery(final JsonNode request, final DocumentStore store) {
    this.request = request;
    filter = new SearchFilter(store);
  }

  /** The answer to this request, given all documents of the collection. */
  ObjectNode answer(final List<ObjectNode> documents) {
    final var found =
        documents.stream()
            .filter(document -> filter.matches(document, request.path("filter")))
            .sorted(order())
            .toList();
    final int from = Math.min(start(), found.size());
    final int to = Math.min(from + limit(), found.size());
    final var answer = JsonNodeFactory.instance.objectNode();
    final var items = answer.putArray("items");
    found.subList(from, to).forEach(items::add);
    answer
        .putObject("page")
        .put("totalItems", found.size())
        .put("hasMoreTotalItems", false)
        .put("startCursor", Integer.toString(from))
        .put("endCursor", Integer.toString(to));
    return answer;
  }

  private int start() {
    final var page = request.path("page");
    return page.hasNonNull("after") ? page.path("after").asInt() : page.path("from").asInt(0);
  }

  private int limit() {
    return request.path("page").path("limit").asInt(DEFAULT_LIMIT);
  }

  private Comparator<ObjectNode> order() {
    Comparator<ObjectNode> order = (a, b) -> 0;
    for (final var criterion : request.path("sort")) {
      final var field = criterion.path("field").asText();
      final Comparator<ObjectNode> next =
          Comparator.comparing(
              document -> SearchFilter.value(document, field), SearchQuery::compare);
      final boolean descending = criterion.path("order").asText().equalsIgnoreCase("DESC");
      order = order.thenComparing(descending ? next.reversed() : next);
    }
    return order;
  }

  /** Numbers as numbers, keys too, the rest as texts; missing values come first. */
  static int compare(final JsonNode left, final JsonNode right) {
    if (isNumber(left) && isNumber(right)) {
      return Long.compare(left.asLong(), right.asLong());
    }
    return left.asText("").compareTo(right.asText(""));
  }

  private static boolean isNumber(final JsonNode value) {
    return value.isNumber() || value.asText().matches("\\d{1,18}");
  }
}
