package io.retour.testengine;

import io.camunda.zeebe.logstreams.log.LogStreamReader;
import io.camunda.zeebe.logstreams.log.LoggedEvent;
import io.camunda.zeebe.protocol.impl.record.RecordMetadata;
import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.record.RecordType;
import java.util.List;
import java.util.function.Function;

/**
 * Turns the engine's log into documents, as far as it is written, whenever somebody looks.
 *
 * <p>Reading on demand needs no exporter thread, and what a command has answered can be found by
 * the next query. A real cluster is slower there: tests must still await.
 */
final class RecordReader {

  private final DocumentStore store = new DocumentStore();
  private final List<Projection> projections =
      List.of(
          new DefinitionProjection(store),
          new InstanceProjection(store),
          new WorkProjection(store),
          new DecisionProjection(store),
          new MessageProjection(store));
  private final LogStreamReader log;
  private long lastPosition = -1;

  RecordReader(final LogStreamReader log) {
    this.log = log;
  }

  /** Runs a query on everything written so far; only one at a time, so it sees no changes. */
  synchronized <T> T read(final Function<DocumentStore, T> query) {
    if (lastPosition < 0) {
      log.seekToFirstEvent();
    } else {
      log.seekToNextEvent(lastPosition);
    }
    while (log.hasNext()) {
      final LoggedEvent event = log.next();
      lastPosition = event.getPosition();
      project(event);
    }
    return query.apply(store);
  }

  private void project(final LoggedEvent logged) {
    final var metadata = new RecordMetadata();
    logged.readMetadata(metadata);
    if (metadata.getRecordType() != RecordType.EVENT) {
      return;
    }
    for (final var projection : projections) {
      if (projection.valueTypes().contains(metadata.getValueType())) {
        final UnifiedRecordValue value = UnifiedRecordValue.fromValueType(metadata.getValueType());
        logged.readValue(value);
        projection.apply(
            new RecordEvent(
                logged.getKey(),
                metadata.getValueType(),
                metadata.getIntent(),
                Timestamps.format(logged.getTimestamp()),
                value));
      }
    }
  }
}
