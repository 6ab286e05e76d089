package io.retour.testengine;

import io.camunda.zeebe.protocol.record.ValueType;
import java.util.Set;

/**
 * Keeps the documents of some kinds of records up to date, the way Camunda's exporter does.
 *
 * <p>Field names are those of the REST API v2 ({@code io.camunda.client.protocol.rest}).
 */
interface Projection {

  /** The tenant of everything, as multi-tenancy is off. */
  String TENANT = "<default>";

  Set<ValueType> valueTypes();

  void apply(RecordEvent event);

  /** Keys are strings in the REST API, and those the engine leaves out (-1) are null. */
  static String key(final long key) {
    return key > 0 ? Long.toString(key) : null;
  }

  /** Texts the engine leaves out are empty there and null in the REST API. */
  static String text(final String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
