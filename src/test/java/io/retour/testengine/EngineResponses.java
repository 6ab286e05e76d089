package io.retour.testengine;

import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.stream.api.CommandResponseWriter;
import io.camunda.zeebe.util.buffer.BufferUtil;
import io.camunda.zeebe.util.buffer.BufferWriter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Matches the engine's answers with the commands that wait for them.
 *
 * <p>The engine fills in one answer after the other, all on its own thread, hence the plain fields.
 */
final class EngineResponses implements CommandResponseWriter {

  private final Map<Long, CompletableFuture<EngineResponse>> pending = new ConcurrentHashMap<>();
  private final AtomicLong lastRequestId = new AtomicLong();

  private long key;
  private Intent intent = Intent.UNKNOWN;
  private RejectionType rejectionType = RejectionType.NULL_VAL;
  private String rejectionReason = "";
  private byte[] value = {};

  /** Reserves a request id whose answer completes the given future. */
  long register(final CompletableFuture<EngineResponse> answer) {
    final long requestId = lastRequestId.incrementAndGet();
    pending.put(requestId, answer);
    return requestId;
  }

  /** Answers everything still open, so that no caller waits for an engine that is gone. */
  void failAll(final Throwable cause) {
    pending.values().forEach(answer -> answer.completeExceptionally(cause));
    pending.clear();
  }

  @Override
  public CommandResponseWriter partitionId(final int partitionId) {
    return this;
  }

  @Override
  public CommandResponseWriter key(final long key) {
    this.key = key;
    return this;
  }

  @Override
  public CommandResponseWriter intent(final Intent intent) {
    this.intent = intent;
    return this;
  }

  @Override
  public CommandResponseWriter recordType(final RecordType type) {
    return this;
  }

  @Override
  public CommandResponseWriter valueType(final ValueType valueType) {
    return this;
  }

  @Override
  public CommandResponseWriter rejectionType(final RejectionType rejectionType) {
    this.rejectionType = rejectionType;
    return this;
  }

  @Override
  public CommandResponseWriter rejectionReason(final DirectBuffer rejectionReason) {
    this.rejectionReason = BufferUtil.bufferAsString(rejectionReason);
    return this;
  }

  @Override
  public CommandResponseWriter valueWriter(final BufferWriter writer) {
    final var buffer = new ExpandableArrayBuffer(Math.max(1, writer.getLength()));
    writer.write(buffer, 0);
    value = new byte[writer.getLength()];
    buffer.getBytes(0, value);
    return this;
  }

  @Override
  public void tryWriteResponse(final int requestStreamId, final long requestId) {
    final CompletableFuture<EngineResponse> answer = pending.remove(requestId);
    if (answer == null) {
      return;
    }
    if (rejectionType == RejectionType.NULL_VAL) {
      answer.complete(new EngineResponse(key, value));
    } else {
      answer.completeExceptionally(
          new EngineRejection(
              rejectionType,
              "Command '%s' rejected with code '%s': %s"
                  .formatted(intent, rejectionType, rejectionReason)));
    }
  }
}
