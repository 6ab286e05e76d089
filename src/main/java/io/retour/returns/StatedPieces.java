package io.retour.returns;

import io.retour.orders.OrderLine;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * When a consumer first said about a piece that it is to come back, by a statement of withdrawal or
 * by registering a return. What was said in time stays said in time (CRD Art. 11(2)): a label that
 * expires, or a return that is called off, ends a way back and not the right. Append-only.
 */
public interface StatedPieces {

  /**
   * Keeps it in the caller's transaction, once.
   *
   * @param sourceId the statement, or the return
   * @param sentAt when it was sent, which is what counts for the period
   * @param receivedAt when it reached the trader
   */
  void keep(UUID sourceId, UUID orderLineId, int unitNo, Instant sentAt, Instant receivedAt);

  /** When each piece was first spoken of, by its name as {@link ReturnUnit#piece()}. */
  Map<String, Instant> first(Collection<UUID> orderLineIds);

  /**
   * The pieces of a line that a draft means: what nothing holds, and of that first what was spoken
   * of before, so that a piece keeps what was said about it.
   *
   * @param held pieces that are in something else
   * @param stated as {@link #first} gives it
   * @return numbers of pieces; fewer than asked for when fewer are free
   */
  static List<Integer> free(
      OrderLine line, int quantity, Set<String> held, Map<String, Instant> stated) {
    return IntStream.rangeClosed(1, line.quantity())
        .boxed()
        .filter(unitNo -> !held.contains(piece(line.id(), unitNo)))
        .sorted(
            Comparator.comparing((Integer unitNo) -> !stated.containsKey(piece(line.id(), unitNo)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(quantity)
        .toList();
  }

  /** The name of a piece. */
  static String piece(UUID orderLineId, int unitNo) {
    return orderLineId + "#" + unitNo;
  }
}
