package io.retour.returns;

import io.retour.orders.Order;

/** Takes in what a shopper wants instead of money, as part of registering the return. */
public interface ExchangeDesk {

  /**
   * @throws io.retour.shared.Problem when something wanted is not sold, or more is wanted than
   *     comes back
   */
  void open(ReturnCase registered, Order order, ExchangeWish wish);
}
