package io.retour.orders.db;

import io.retour.orders.SerialNumber;
import io.retour.orders.SerialNumbers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Serial numbers in MariaDB. */
@Component
class SerialNumberRows implements SerialNumbers {

  private static final int MOST_ORDERS = 20;

  private final JdbcClient jdbc;

  SerialNumberRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(UUID orderId, Map<UUID, List<SerialNumber>> byLine) {
    byLine.forEach(
        (lineId, numbers) ->
            numbers.forEach(
                number ->
                    jdbc.sql(
                            "insert ignore into serial_number (order_line_id, order_id,"
                                + " serial_number) values (?, ?, ?)")
                        .params(lineId, orderId, number.value())
                        .update()));
  }

  @Override
  public List<Sold> sold(SerialNumber number) {
    return jdbc.sql(
            "select order_id, order_line_id from serial_number where serial_number = ?"
                + " order by order_id, order_line_id limit "
                + MOST_ORDERS)
        .param(number.value())
        .query(
            (row, index) ->
                new Sold(
                    UUID.fromString(row.getString("order_id")),
                    UUID.fromString(row.getString("order_line_id"))))
        .list();
  }
}
