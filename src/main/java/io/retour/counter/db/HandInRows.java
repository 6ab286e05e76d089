package io.retour.counter.db;

import io.retour.counter.HandIn;
import io.retour.counter.HandInStore;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Hand-ins in MariaDB. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class HandInRows implements HandInStore {

  private final JdbcClient jdbc;

  HandInRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean add(HandIn handIn, String storeId, String takenBy, Instant takenAt) {
    return jdbc.sql(
                "insert ignore into hand_in"
                    + " (id, store_id, fingerprint, return_id, taken_by, happened_at, taken_at)"
                    + " values (?, ?, ?, null, ?, ?, ?)")
            .params(
                handIn.id(),
                storeId,
                handIn.fingerprint(),
                takenBy,
                utc(handIn.happenedAt()),
                utc(takenAt))
            .update()
        == 1;
  }

  @Override
  public HandIn.Kept get(UUID handInId) {
    return jdbc.sql("select store_id, fingerprint, return_id from hand_in where id = ?")
        .param(handInId)
        .query(
            (row, index) ->
                new HandIn.Kept(
                    row.getString("store_id"),
                    row.getString("fingerprint"),
                    Optional.ofNullable(row.getString("return_id"))
                        .map(UUID::fromString)
                        .orElse(null)))
        .single();
  }

  @Override
  public void became(UUID handInId, UUID returnId) {
    jdbc.sql("update hand_in set return_id = ? where id = ?").params(returnId, handInId).update();
  }

  @Override
  public Optional<String> storeOf(UUID returnId) {
    return jdbc.sql("select store_id from hand_in where return_id = ? order by taken_at limit 1")
        .param(returnId)
        .query(String.class)
        .optional();
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
