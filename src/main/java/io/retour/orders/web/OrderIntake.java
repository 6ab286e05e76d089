package io.retour.orders.web;

import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.Orders;
import io.retour.orders.SerialNumber;
import io.retour.orders.SerialNumbers;
import io.retour.shared.web.BrandAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes orders in, each of them once. */
@Component
class OrderIntake {

  private final OrderCalendar calendar;
  private final Orders orders;
  private final SerialNumbers serials;
  private final TransactionTemplate transaction;
  private final BrandAccess access;

  OrderIntake(
      OrderCalendar calendar,
      Orders orders,
      SerialNumbers serials,
      TransactionTemplate transaction,
      BrandAccess access) {
    this.calendar = calendar;
    this.orders = orders;
    this.serials = serials;
    this.transaction = transaction;
    this.access = access;
  }

  /**
   * @param numbers the serial numbers of its pieces, by line
   * @return the order as it was taken in, now or by an earlier run of the same request, which gave
   *     it the same id; empty when the brand had another order of that number
   */
  Optional<Order> take(
      Order order, DateReport dates, Map<UUID, List<SerialNumber>> numbers, String actor) {
    access.require(order.brand(), "brand");
    return added(order, dates, numbers, actor) ? Optional.of(order) : orders.byId(order.id());
  }

  /** Of two equal orders sent at once, the one that came second is known by then. */
  private boolean added(
      Order order, DateReport dates, Map<UUID, List<SerialNumber>> numbers, String actor) {
    try {
      return addedAtOnce(order, dates, numbers, actor);
    } catch (DataIntegrityViolationException beaten) {
      return addedAtOnce(order, dates, numbers, actor);
    }
  }

  private boolean addedAtOnce(
      Order order, DateReport dates, Map<UUID, List<SerialNumber>> numbers, String actor) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean isNew = calendar.add(order, dates, actor);
              if (isNew) {
                serials.add(order.id(), numbers);
              }
              return isNew;
            }));
  }
}
