package io.retour.orders.web;

import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.Orders;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Takes orders in, each of them once. */
@Component
class OrderIntake {

  private final OrderCalendar calendar;
  private final Orders orders;

  OrderIntake(OrderCalendar calendar, Orders orders) {
    this.calendar = calendar;
    this.orders = orders;
  }

  /**
   * @return the order as it was taken in, now or by an earlier run of the same request, which gave
   *     it the same id; empty when the brand had another order of that number
   */
  Optional<Order> take(Order order, DateReport dates, String actor) {
    return added(order, dates, actor) ? Optional.of(order) : orders.byId(order.id());
  }

  /** Of two equal orders sent at once, the one that came second is known by then. */
  private boolean added(Order order, DateReport dates, String actor) {
    try {
      return calendar.add(order, dates, actor);
    } catch (DataIntegrityViolationException beaten) {
      return calendar.add(order, dates, actor);
    }
  }
}
