package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderPrices;
import io.retour.orders.PiecePrice;
import io.retour.orders.Promotion;
import io.retour.shared.Money;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What promotions took off goods that stay with the shopper and would not have had them alone. */
final class PromotionLoss {

  private PromotionLoss() {}

  /**
   * What is taken back, or was.
   *
   * @param promotion its code
   * @param taxRateBasisPoints the tax rate of the goods it made cheaper, in hundredths of a percent
   */
  record Key(String promotion, int taxRateBasisPoints) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::promotion)
          .thenComparingInt(Key::taxRateBasisPoints)
          .compare(this, other);
    }
  }

  /**
   * What the goods that stay were too cheap, with tax.
   *
   * @param back all pieces that came back so far
   * @param byRight those of them that came back under a right; they count as if they had stayed
   */
  static SortedMap<Key, Money> of(
      Order order, OrderPrices prices, Set<String> back, Set<String> byRight) {
    SortedMap<Key, Money> lost = new TreeMap<>();
    for (Promotion promotion : order.promotions()) {
      if (!holds(order, promotion, back, byRight)) {
        take(order, prices, promotion, back, lost);
      }
    }
    return lost;
  }

  private static boolean holds(
      Order order, Promotion promotion, Set<String> back, Set<String> byRight) {
    Money worth = Money.zero(order.currency());
    int pieces = 0;
    for (OrderLine line : order.everything()) {
      if (promotion.coversLine(line)) {
        List<Money> each = line.afterLineDiscount().split(line.quantity());
        for (int unitNo = 1; unitNo <= line.quantity(); unitNo++) {
          String piece = line.id() + "#" + unitNo;
          if (!back.contains(piece) || byRight.contains(piece)) {
            worth = worth.plus(each.get(unitNo - 1));
            pieces++;
          }
        }
      }
    }
    Money minimum = promotion.minimumValue();
    return pieces >= promotion.minimumPieces()
        && (minimum == null || worth.compareTo(minimum) >= 0);
  }

  private static void take(
      Order order,
      OrderPrices prices,
      Promotion promotion,
      Set<String> back,
      SortedMap<Key, Money> lost) {
    List<OrderLine> covered = order.everything().stream().filter(promotion::coversLine).toList();
    if (covered.isEmpty()) {
      return;
    }
    List<Money> shares =
        promotion
            .discount()
            .allocate(covered.stream().map(line -> line.afterLineDiscount().minor()).toList());
    for (int i = 0; i < covered.size(); i++) {
      OrderLine line = covered.get(i);
      List<PiecePrice> paid = prices.pieces(line.id());
      List<Money> without = without(order, line, paid, shares.get(i));
      for (int unitNo = 1; unitNo <= line.quantity(); unitNo++) {
        if (!back.contains(line.id() + "#" + unitNo)) {
          lost.merge(
              new Key(promotion.code(), line.taxRateBasisPoints()),
              without.get(unitNo - 1).minus(paid.get(unitNo - 1).gross()),
              Money::plus);
        }
      }
    }
  }

  /** What each piece of the line would have cost without the promotion, with tax. */
  private static List<Money> without(
      Order order, OrderLine line, List<PiecePrice> paid, Money share) {
    Money price = share;
    for (PiecePrice piece : paid) {
      price = price.plus(order.pricesIncludeTax() ? piece.gross() : piece.net());
    }
    List<Money> each = price.split(line.quantity());
    if (order.pricesIncludeTax()) {
      return each;
    }
    List<Money> tax =
        price.basisPoints(line.taxRateBasisPoints(), RoundingMode.HALF_UP).split(line.quantity());
    List<Money> withTax = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      withTax.add(each.get(i).plus(tax.get(i)));
    }
    return withTax;
  }
}
