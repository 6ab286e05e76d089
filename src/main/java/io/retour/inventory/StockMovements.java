package io.retour.inventory;

import io.retour.inventory.Stock.Movement;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Where movements of stock are kept. */
public interface StockMovements {

  /** Keeps a movement; one of the same piece with the same disposition is kept once. */
  void keep(Movement movement);

  /** The movements of these pieces, oldest first. */
  List<Movement> of(Collection<UUID> unitIds);
}
