package io.retour.testengine;

import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The current engine and what was read of its records.
 *
 * <p>The addresses outlive an engine; a purge only swaps what stands behind them, because a new
 * engine in memory is cheaper than emptying the old one.
 */
final class EngineHost {

  private final JobStreams jobStreams = new JobStreams(this);
  private volatile Generation current = Generation.start(jobStreams);
  private volatile long purges;

  JobStreams jobStreams() {
    return jobStreams;
  }

  CompletableFuture<EngineResponse> send(
      final ValueType type, final Intent intent, final UnifiedRecordValue value) {
    return current.engine().send(type, intent, value);
  }

  CompletableFuture<EngineResponse> send(
      final ValueType type, final Intent intent, final long key, final UnifiedRecordValue value) {
    return current.engine().send(type, intent, key, value);
  }

  void write(
      final ValueType type, final Intent intent, final long key, final UnifiedRecordValue value) {
    current.engine().write(type, intent, key, value);
  }

  /** Runs a query on everything the engine has written so far. */
  <T> T read(final Function<DocumentStore, T> query) {
    return current.records().read(query);
  }

  Instant currentTime() {
    final var clock = current.engine().clock();
    clock.update();
    return clock.getCurrentTime();
  }

  void addTime(final Duration duration) {
    final var clock = current.engine().clock();
    clock.addTime(duration);
    clock.update();
  }

  void resetTime() {
    current.engine().clock().reset();
  }

  /** How often the data was purged, which is CPT's id of the last cluster change. */
  long purges() {
    return purges;
  }

  /** Replaces the engine by an empty one and gives the number of purges so far. */
  synchronized long purge() throws Exception {
    final Generation purged = current;
    current = Generation.start(jobStreams);
    jobStreams.endAll();
    purged.engine().close();
    return ++purges;
  }

  private record Generation(InMemoryEngine engine, RecordReader records) {

    static Generation start(final JobStreams jobStreams) {
      final var engine = new InMemoryEngine(jobStreams);
      return new Generation(engine, new RecordReader(engine.newReader()));
    }
  }
}
