package io.retour.orders;

import io.retour.shared.Money;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What was paid for each piece of an order, goods and extras.
 *
 * <p>A line is worth its price less its own discount and less its share of the order's discount,
 * which is split by what the lines are worth. Its tax is what the shop charged, or what its rate
 * gives, rounded half up once per line. Both are split evenly over the line's pieces. Every split
 * is by largest remainder, so whichever pieces are added up, in whatever order, they sum to what
 * was paid, tax by tax rate too.
 */
public final class OrderPrices {

  private final Map<UUID, List<PiecePrice>> byLine = new HashMap<>();

  private OrderPrices(Order order) {
    List<OrderLine> bought = order.everything();
    List<Money> worth = bought.stream().map(OrderLine::afterLineDiscount).toList();
    List<Money> shares = order.orderDiscount().allocate(worth.stream().map(Money::minor).toList());
    for (int i = 0; i < bought.size(); i++) {
      OrderLine line = bought.get(i);
      byLine.put(line.id(), pieces(order, line, worth.get(i).minus(shares.get(i))));
    }
  }

  public static OrderPrices of(Order order) {
    return new OrderPrices(order);
  }

  private static List<PiecePrice> pieces(Order order, OrderLine line, Money paid) {
    Money tax = tax(order, line, paid);
    List<Money> paidParts = paid.split(line.quantity());
    List<Money> taxParts = tax.split(line.quantity());
    List<PiecePrice> pieces = new ArrayList<>();
    for (int i = 0; i < line.quantity(); i++) {
      Money gross =
          order.pricesIncludeTax() ? paidParts.get(i) : paidParts.get(i).plus(taxParts.get(i));
      pieces.add(new PiecePrice(gross, taxParts.get(i), line.taxRateBasisPoints()));
    }
    return List.copyOf(pieces);
  }

  private static Money tax(Order order, OrderLine line, Money paid) {
    if (line.tax() != null) {
      return line.tax();
    }
    return order.pricesIncludeTax()
        ? paid.containedTax(line.taxRateBasisPoints())
        : paid.basisPoints(line.taxRateBasisPoints(), RoundingMode.HALF_UP);
  }

  /**
   * @param unitNo the piece of the line, counted from 1
   * @throws IllegalArgumentException when the order has no such piece
   */
  public PiecePrice piece(UUID lineId, int unitNo) {
    List<PiecePrice> pieces = byLine.get(lineId);
    if (pieces == null || unitNo < 1 || unitNo > pieces.size()) {
      throw new IllegalArgumentException(
          "There is no piece %d of line %s".formatted(unitNo, lineId));
    }
    return pieces.get(unitNo - 1);
  }

  /** All pieces of a line, the first at the front. */
  public List<PiecePrice> pieces(UUID lineId) {
    return byLine.getOrDefault(lineId, List.of());
  }
}
