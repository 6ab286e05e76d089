package io.retour.returns.db;

import io.retour.returns.StatedPieces;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What was said about pieces, in MariaDB. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class StatedPieceRows implements StatedPieces {

  private final JdbcClient jdbc;

  StatedPieceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(
      UUID sourceId, UUID orderLineId, int unitNo, Instant sentAt, Instant receivedAt) {
    jdbc.sql(
            "insert ignore into stated_piece (order_line_id, unit_no, source_id, sent_at,"
                + " received_at) values (?, ?, ?, ?, ?)")
        .params(orderLineId, unitNo, sourceId, utc(sentAt), utc(receivedAt))
        .update();
  }

  @Override
  public Map<String, Instant> first(Collection<UUID> orderLineIds) {
    Map<String, Instant> first = new HashMap<>();
    if (!orderLineIds.isEmpty()) {
      jdbc.sql(
              "select order_line_id, unit_no, min(sent_at) as sent_at from stated_piece"
                  + " where order_line_id in (:lines) group by order_line_id, unit_no")
          .param("lines", orderLineIds)
          .query(
              row -> {
                first.put(
                    StatedPieces.piece(
                        UUID.fromString(row.getString("order_line_id")), row.getInt("unit_no")),
                    row.getObject("sent_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
              });
    }
    return first;
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
