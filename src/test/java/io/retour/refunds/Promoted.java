package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Promotion;
import io.retour.shared.Money;
import java.util.List;

/** Orders with a promotion in their prices. */
final class Promoted {

  private Promoted() {}

  /**
   * The same order, a part of whose discount was given on a condition.
   *
   * @param permille of the order's discount
   */
  static Order order(Order order, long minimumMinor, int minimumPieces, int permille) {
    Money worth =
        order.lines().stream()
            .map(OrderLine::afterLineDiscount)
            .reduce(Money.zero(order.currency()), Money::plus);
    Money minimum = new Money(minimumMinor, order.currency()).min(worth);
    int pieces = Math.min(minimumPieces, order.totalUnits());
    return new Order(
        order.id(),
        order.brand(),
        order.channel(),
        order.orderNumber(),
        order.email(),
        order.postcode(),
        order.country(),
        order.consumer(),
        order.currency(),
        order.placedAt(),
        order.deliveredOn(),
        order.returnWindowDays(),
        order.informed(),
        order.pricesIncludeTax(),
        order.orderDiscount(),
        order.shippingPaid(),
        order.standardShipping(),
        order.shippingTaxRateBasisPoints(),
        List.of(
            new Promotion(
                "PROMO",
                new Money(order.orderDiscount().minor() * permille / 1000, order.currency()),
                minimum,
                pieces,
                List.of())),
        order.shopCurrency(),
        order.lines(),
        order.extras(),
        order.tenders());
  }
}
