package io.retour.testengine;

import io.camunda.zeebe.logstreams.storage.LogStorage;
import io.camunda.zeebe.logstreams.storage.LogStorageReader;
import io.camunda.zeebe.util.buffer.BufferWriter;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's log, kept in memory.
 *
 * <p>Zeebe Process Test has one of its own, but package-private and on an unsynchronised list that
 * the engine's actors and the record reader share. This one is safe to read while it is written.
 */
final class EngineLog implements LogStorage {

  private final ConcurrentSkipListMap<Long, ByteBuffer> blocks = new ConcurrentSkipListMap<>();
  private final Set<CommitListener> commitListeners = ConcurrentHashMap.newKeySet();
  private final AtomicLong index = new AtomicLong();

  @Override
  public LogStorageReader newReader() {
    return new Reader();
  }

  @Override
  public void append(
      final long lowestPosition,
      final long highestPosition,
      final BufferWriter bufferWriter,
      final AppendListener listener) {
    final ByteBuffer block = ByteBuffer.allocate(bufferWriter.getLength());
    bufferWriter.write(new UnsafeBuffer(block), 0);
    blocks.put(lowestPosition, block);
    final long appended = index.incrementAndGet();
    listener.onWrite(appended, highestPosition);
    listener.onCommit(appended, highestPosition);
    commitListeners.forEach(CommitListener::onCommit);
  }

  @Override
  public void addCommitListener(final CommitListener listener) {
    commitListeners.add(listener);
  }

  @Override
  public void removeCommitListener(final CommitListener listener) {
    commitListeners.remove(listener);
  }

  private final class Reader implements LogStorageReader {

    private long consumed = Long.MIN_VALUE;

    @Override
    public void seek(final long position) {
      final Long block = blocks.floorKey(position);
      consumed = block == null ? Long.MIN_VALUE : block - 1;
    }

    @Override
    public boolean hasNext() {
      return blocks.higherKey(consumed) != null;
    }

    @Override
    public DirectBuffer next() {
      final var block = blocks.higherEntry(consumed);
      if (block == null) {
        throw new NoSuchElementException();
      }
      consumed = block.getKey();
      return new UnsafeBuffer(block.getValue());
    }

    @Override
    public void close() {
      // nothing to release: the blocks live as long as the log
    }
  }
}
