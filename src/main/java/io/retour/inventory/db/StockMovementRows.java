package io.retour.inventory.db;

import io.retour.inventory.Stock.Movement;
import io.retour.inventory.StockMovements;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Movements of stock in MariaDB. */
@Component
class StockMovementRows implements StockMovements {

  private final JdbcClient jdbc;

  StockMovementRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(Movement movement) {
    jdbc.sql(
            "insert ignore into stock_movement"
                + " (id, unit_id, disposition, sku, location, quantity, booked_at)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            UUID.randomUUID(),
            movement.unitId(),
            movement.disposition(),
            movement.sku(),
            movement.location(),
            movement.quantity(),
            LocalDateTime.ofInstant(movement.at(), ZoneOffset.UTC))
        .update();
  }

  @Override
  public List<Movement> of(Collection<UUID> unitIds) {
    if (unitIds.isEmpty()) {
      return List.of();
    }
    return jdbc.sql("select * from stock_movement where unit_id in (:units) order by booked_at")
        .param("units", unitIds)
        .query(
            (row, index) ->
                new Movement(
                    UUID.fromString(row.getString("unit_id")),
                    row.getString("disposition"),
                    row.getString("sku"),
                    row.getString("location"),
                    row.getInt("quantity"),
                    row.getObject("booked_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }
}
