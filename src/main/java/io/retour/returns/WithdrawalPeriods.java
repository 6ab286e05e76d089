package io.retour.returns;

import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.OrderDates;
import io.retour.policy.PublicHolidays;
import io.retour.policy.WithdrawalPeriod;
import io.retour.shared.Market;
import org.springframework.stereotype.Component;

/** The withdrawal period of an order, from its days and the holidays where the shopper lives. */
@Component
public class WithdrawalPeriods {

  private final OrderCalendar calendar;
  private final PublicHolidays holidays;

  WithdrawalPeriods(OrderCalendar calendar, PublicHolidays holidays) {
    this.calendar = calendar;
    this.holidays = holidays;
  }

  /** As its days are known now. */
  public WithdrawalPeriod of(Order order) {
    return of(order, calendar.of(order));
  }

  WithdrawalPeriod of(Order order, OrderDates dates) {
    return WithdrawalPeriod.after(
        dates.periodStart(order),
        order.informed().ofWithdrawal(),
        dates.informedOn(),
        Market.zone(order.country()),
        day -> holidays.on(order.country(), day));
  }
}
