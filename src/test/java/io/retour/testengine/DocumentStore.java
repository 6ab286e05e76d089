package io.retour.testengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents by collection and key, in the order in which they came to be. */
final class DocumentStore {

  private final Map<Collection, Map<String, ObjectNode>> documents =
      new EnumMap<>(Collection.class);

  /** The document with this key, a new and empty one if there is none yet. */
  ObjectNode document(final Collection collection, final Object key) {
    return documents
        .computeIfAbsent(collection, name -> new LinkedHashMap<>())
        .computeIfAbsent(key.toString(), name -> JsonNodeFactory.instance.objectNode());
  }

  Optional<ObjectNode> find(final Collection collection, final Object key) {
    return Optional.ofNullable(documents.getOrDefault(collection, Map.of()).get(key.toString()));
  }

  ObjectNode get(final Collection collection, final Object key) {
    return find(collection, key)
        .orElseThrow(() -> ApiException.notFound("%s %s not found".formatted(collection, key)));
  }

  List<ObjectNode> all(final Collection collection) {
    return List.copyOf(documents.getOrDefault(collection, Map.of()).values());
  }
}
