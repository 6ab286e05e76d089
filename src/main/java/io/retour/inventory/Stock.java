package io.retour.inventory;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Moves returned pieces to where their disposition sends them, each once. */
@Service
public class Stock {

  /**
   * @param location the stock location, named by the disposition
   */
  public record Movement(
      UUID unitId, String disposition, String sku, String location, int quantity, Instant at) {}

  private final StockSystem system;
  private final JdbcClient jdbc;
  private final Clock clock;

  Stock(StockSystem system, JdbcClient jdbc, Clock clock) {
    this.system = system;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Books one piece in at the warehouse. */
  public void move(UUID unitId, String sku, String disposition) {
    move(unitId, sku, disposition, null);
  }

  /**
   * Books one piece in. The stock system is told first, with a key of its own, then the movement is
   * kept; after a crash in between the same call ends the same.
   *
   * @param disposition where it goes; a piece that never arrived (MISSING) moves nothing
   * @param storeId the store where it lies: what can be sold as new is that store's own stock, the
   *     rest a place in its back room; absent at the warehouse
   */
  public void move(UUID unitId, String sku, String disposition, @Nullable String storeId) {
    String location = at(storeId, location(disposition));
    if (location.isEmpty()) {
      return;
    }
    system.add(unitId + ":" + disposition, sku, location, 1);
    jdbc.sql(
            "insert ignore into stock_movement"
                + " (id, unit_id, disposition, sku, location, quantity, booked_at)"
                + " values (?, ?, ?, ?, ?, 1, ?)")
        .params(
            UUID.randomUUID(),
            unitId,
            disposition,
            sku,
            location,
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }

  public List<Movement> of(List<UUID> unitIds) {
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

  private static String at(@Nullable String storeId, String location) {
    if (storeId == null || location.isEmpty()) {
      return location;
    }
    return location.equals("a-stock") ? storeId : storeId + "/" + location;
  }

  private static String location(String disposition) {
    return switch (disposition) {
      case "RESTOCK_A" -> "a-stock";
      case "RESTOCK_B_OPEN_BOX" -> "b-stock";
      case "MISSING", "LOST_IN_TRANSIT", "KEPT_BY_CUSTOMER" -> "";
      default -> disposition.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    };
  }
}
