package io.retour.returns;

import java.util.Set;
import java.util.UUID;

/**
 * The consumer withdrew from the contract about these order lines in time. Whatever else holds
 * pieces of them lets go where it still can: nothing stands in the way of that right (CRD Art. 9).
 * Published within the transaction.
 */
public record PiecesWithdrawn(UUID orderId, Set<UUID> orderLineIds) {

  public PiecesWithdrawn {
    orderLineIds = Set.copyOf(orderLineIds);
  }
}
