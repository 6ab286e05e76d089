package io.retour.testengine;

import io.camunda.search.clients.SearchClientsProxy;
import io.camunda.security.auth.BrokerRequestAuthorizationConverter;
import io.camunda.security.configuration.SecurityConfiguration;
import io.camunda.zeebe.db.ZeebeDb;
import io.camunda.zeebe.engine.Engine;
import io.camunda.zeebe.engine.EngineConfiguration;
import io.camunda.zeebe.engine.processing.EngineProcessors;
import io.camunda.zeebe.engine.processing.message.command.SubscriptionCommandSender;
import io.camunda.zeebe.engine.processing.streamprocessor.JobStreamer;
import io.camunda.zeebe.logstreams.log.LogAppendEntry;
import io.camunda.zeebe.logstreams.log.LogStream;
import io.camunda.zeebe.logstreams.log.LogStreamReader;
import io.camunda.zeebe.logstreams.log.LogStreamWriter;
import io.camunda.zeebe.logstreams.log.WriteContext;
import io.camunda.zeebe.process.test.engine.db.InMemoryDbFactory;
import io.camunda.zeebe.protocol.ZbColumnFamilies;
import io.camunda.zeebe.protocol.impl.encoding.AuthInfo;
import io.camunda.zeebe.protocol.impl.record.RecordMetadata;
import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.scheduler.ActorScheduler;
import io.camunda.zeebe.scheduler.clock.ControlledActorClock;
import io.camunda.zeebe.stream.api.InterPartitionCommandSender;
import io.camunda.zeebe.stream.impl.ControllableStreamClockImpl;
import io.camunda.zeebe.stream.impl.StreamProcessor;
import io.camunda.zeebe.util.FeatureFlags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One engine of one partition, from its start to its purge.
 *
 * <p>Put together like {@code EngineFactory} of Zeebe Process Test, whose in-memory database it
 * uses. The factory itself does not fit: it listens on all interfaces, and its gateway drops what
 * newer clients send (listener jobs, job results, tags, variables of a failed job).
 */
@SuppressWarnings("try") // waiting for the engine to end may be interrupted
final class InMemoryEngine implements AutoCloseable {

  static final int PARTITION_ID = 1;

  /** An engine actor that fails says nothing: without a limit the build would hang instead. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private static final long NO_KEY = -1;

  private final ControlledActorClock clock = new ControlledActorClock();
  private final EngineResponses responses = new EngineResponses();
  private final ActorScheduler scheduler;
  private final ZeebeDb<ZbColumnFamilies> database;
  private final LogStream logStream;
  private final LogStreamWriter writer;
  private final StreamProcessor processor;

  InMemoryEngine(final JobStreamer jobStreamer) {
    scheduler = ActorScheduler.newActorScheduler().setActorClock(clock).build();
    scheduler.start();
    database = new InMemoryDbFactory<ZbColumnFamilies>().createDb();
    logStream =
        LogStream.builder()
            .withPartitionId(PARTITION_ID)
            .withLogStorage(new EngineLog())
            .withClock(clock)
            .withMeterRegistry(new SimpleMeterRegistry())
            .build();
    writer = logStream.newLogStreamWriter();
    processor = streamProcessor(jobStreamer);
    processor.openAsync(false).join(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private StreamProcessor streamProcessor(final JobStreamer jobStreamer) {
    final var security = new SecurityConfiguration();
    security.getAuthorizations().setEnabled(false);
    final InterPartitionCommandSender sender = new SamePartition();
    final var engine =
        new Engine(
            context ->
                EngineProcessors.createEngineProcessors(
                    context,
                    1,
                    new SubscriptionCommandSender(context.getPartitionId(), sender),
                    sender,
                    FeatureFlags.createDefault(),
                    jobStreamer,
                    SearchClientsProxy.noop(),
                    new BrokerRequestAuthorizationConverter(security)),
            new EngineConfiguration(),
            security);
    return StreamProcessor.builder()
        .logStream(logStream)
        .zeebeDb(database)
        .commandResponseWriter(responses)
        .partitionCommandSender(sender)
        .recordProcessors(List.of(engine))
        .actorSchedulingService(scheduler)
        .clock(new ControllableStreamClockImpl(clock))
        .meterRegistry(new SimpleMeterRegistry())
        .build();
  }

  ControlledActorClock clock() {
    return clock;
  }

  LogStreamReader newReader() {
    return logStream.newLogStreamReader();
  }

  /** Sends a command that creates its own key and gives the engine's answer. */
  CompletableFuture<EngineResponse> send(
      final ValueType type, final Intent intent, final UnifiedRecordValue value) {
    return send(type, intent, NO_KEY, value);
  }

  /** Sends a command about an existing entity and gives the engine's answer. */
  CompletableFuture<EngineResponse> send(
      final ValueType type, final Intent intent, final long key, final UnifiedRecordValue value) {
    if (processor.isFailed()) {
      return CompletableFuture.failedFuture(
          new EngineRejection(RejectionType.PROCESSING_ERROR, "The in-memory engine has failed"));
    }
    final var answer = new CompletableFuture<EngineResponse>();
    write(
        metadata(type, intent).requestStreamId(PARTITION_ID).requestId(responses.register(answer)),
        key,
        value);
    return answer;
  }

  /** Writes a command nobody waits for. */
  void write(
      final ValueType type, final Intent intent, final long key, final UnifiedRecordValue value) {
    write(metadata(type, intent), key, value);
  }

  private void write(
      final RecordMetadata metadata, final long key, final UnifiedRecordValue value) {
    synchronized (writer) {
      final var entry =
          key == NO_KEY
              ? LogAppendEntry.of(metadata, value)
              : LogAppendEntry.of(key, metadata, value);
      writer.tryWrite(WriteContext.internal(), entry);
    }
  }

  private static RecordMetadata metadata(final ValueType type, final Intent intent) {
    return new RecordMetadata().recordType(RecordType.COMMAND).valueType(type).intent(intent);
  }

  @Override
  public void close() throws Exception {
    processor.close();
    responses.failAll(
        new EngineRejection(RejectionType.INVALID_STATE, "The engine's data was purged"));
    database.close();
    logStream.close();
    scheduler.stop().get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /** With one partition, a command for another partition goes to the engine's own log. */
  private final class SamePartition implements InterPartitionCommandSender {

    @Override
    public void sendCommand(
        final int partition,
        final ValueType type,
        final Intent intent,
        final Long key,
        final UnifiedRecordValue value,
        final AuthInfo authInfo) {
      write(type, intent, key == null ? NO_KEY : key, value);
    }
  }
}
