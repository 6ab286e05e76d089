package io.retour.returns;

import io.retour.shared.Money;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Something besides returns that pieces of an order can be in, such as a claim. A piece is in one
 * thing at a time; whoever takes pieces locks the order first.
 */
public interface PieceHolder {

  /** The pieces of these order lines that it holds, as {@link ReturnUnit#piece()}. */
  Set<String> held(Collection<UUID> orderLineIds);

  /**
   * Something that holds pieces.
   *
   * @param number what people call it
   * @param settled whether it is over
   */
  record Holder(String number, boolean settled) {}

  /** What holds pieces of these order lines, each once. */
  List<Holder> holders(Collection<UUID> orderLineIds);

  /** The pieces of an order that it paid back, as {@link ReturnUnit#piece()}. */
  Set<String> refunded(UUID orderId);

  /**
   * By how much it reduced the price of pieces of an order, as {@link ReturnUnit#piece()}; they are
   * free again, and worth less.
   */
  Map<String, Money> reduced(UUID orderId);
}
