package io.retour.inventory;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
  private final StockMovements movements;
  private final Clock clock;

  Stock(StockSystem system, StockMovements movements, Clock clock) {
    this.system = system;
    this.movements = movements;
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
    movements.keep(new Movement(unitId, disposition, sku, location, 1, clock.instant()));
  }

  public List<Movement> of(List<UUID> unitIds) {
    return movements.of(unitIds);
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
