package io.retour.returns;

import io.retour.orders.OrderLine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * When a consumer first said about a piece that it is to come back, by a statement of withdrawal or
 * by registering a return. What was said in time stays said in time (CRD Art. 11(2)): a label that
 * expires, or a return that is called off, ends a way back and not the right. Append-only.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class StatedPieces {

  private final JdbcClient jdbc;

  StatedPieces(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param sourceId the statement, or the return
   * @param sentAt when it was sent, which is what counts for the period
   * @param receivedAt when it reached the trader
   */
  void keep(UUID sourceId, UUID orderLineId, int unitNo, Instant sentAt, Instant receivedAt) {
    jdbc.sql(
            "insert ignore into stated_piece (order_line_id, unit_no, source_id, sent_at,"
                + " received_at) values (?, ?, ?, ?, ?)")
        .params(orderLineId, unitNo, sourceId, utc(sentAt), utc(receivedAt))
        .update();
  }

  /** When each piece was first spoken of, by its name as {@link ReturnUnit#piece()}. */
  Map<String, Instant> first(Collection<UUID> orderLineIds) {
    Map<String, Instant> first = new HashMap<>();
    if (!orderLineIds.isEmpty()) {
      jdbc.sql(
              "select order_line_id, unit_no, min(sent_at) as sent_at from stated_piece"
                  + " where order_line_id in (:lines) group by order_line_id, unit_no")
          .param("lines", orderLineIds)
          .query(
              row -> {
                first.put(
                    piece(UUID.fromString(row.getString("order_line_id")), row.getInt("unit_no")),
                    row.getObject("sent_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
              });
    }
    return first;
  }

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

  static String piece(UUID orderLineId, int unitNo) {
    return orderLineId + "#" + unitNo;
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
