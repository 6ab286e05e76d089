package io.retour.orders.db;

import io.retour.orders.OrderDateStore;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Days told about orders in MariaDB, append-only (ADR 4). */
@Component
class OrderDateRows implements OrderDateStore {

  private final JdbcClient jdbc;

  OrderDateRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(UUID orderId, Told told) {
    jdbc.sql(
            "insert into order_date (order_id, order_line_id, kind, day, reported_by, reported_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .param(orderId)
        .param(told.lineId())
        .param(told.kind().name())
        .param(told.day())
        .param(told.reportedBy())
        .param(LocalDateTime.ofInstant(told.reportedAt(), ZoneOffset.UTC))
        .update();
  }

  @Override
  public List<Told> of(UUID orderId) {
    return jdbc.sql("select * from order_date where order_id = ? order by id")
        .param(orderId)
        .query(
            (row, index) -> {
              String line = row.getString("order_line_id");
              return new Told(
                  Kind.valueOf(row.getString("kind")),
                  line == null ? null : UUID.fromString(line),
                  row.getObject("day", LocalDate.class),
                  row.getString("reported_by"),
                  row.getObject("reported_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
            })
        .list();
  }
}
