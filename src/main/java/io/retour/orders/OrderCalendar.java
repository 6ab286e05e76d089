package io.retour.orders;

import io.retour.orders.OrderDateStore.Kind;
import io.retour.orders.OrderDateStore.Told;
import io.retour.shared.Market;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The days of orders: delivery, and information about the right of withdrawal. They can be told
 * later and corrected; a period on which a shopper may rely is never shortened by that.
 */
@Service
@Transactional
public class OrderCalendar {

  /** CRD Art. 10(2): late information gives fourteen days more. */
  private static final int DAYS_AFTER_INFORMATION = 14;

  private final Orders orders;
  private final OrderDateStore store;
  private final Clock clock;

  OrderCalendar(Orders orders, OrderDateStore store, Clock clock) {
    this.orders = orders;
    this.store = store;
    this.clock = clock;
  }

  /** The days as known now. */
  @Transactional(readOnly = true)
  public OrderDates of(Order order) {
    OrderDates told = OrderDates.of(order);
    LocalDate delivered = told.delivered();
    LocalDate first = null;
    LocalDate informed = null;
    Map<UUID, LocalDate> byLine = new HashMap<>();
    for (Told each : store.of(order.id())) {
      switch (each.kind()) {
        case DELIVERED -> {
          if (each.lineId() == null) {
            delivered = each.day();
          } else {
            byLine.put(each.lineId(), each.day());
          }
        }
        case FIRST_DELIVERED -> first = each.day();
        case INFORMED -> informed = each.day();
      }
    }
    return new OrderDates(delivered, first, informed, byLine);
  }

  /** Everything that was told, with who told it. */
  @Transactional(readOnly = true)
  public List<Told> told(UUID orderId) {
    return store.of(orderId);
  }

  /**
   * Keeps a new order with its days, once.
   *
   * @return false when the brand already has an order of that number
   */
  public boolean add(Order order, DateReport report, String actor) {
    if (!orders.add(order)) {
      return false;
    }
    keep(order, OrderDates.of(order), report, actor);
    return true;
  }

  /**
   * Adds or corrects days.
   *
   * @throws Problem when the period of withdrawal would become shorter than the shopper may rely on
   */
  public OrderDates correct(UUID orderId, DateReport report, String actor) {
    orders.lock(orderId);
    Order order =
        orders
            .byId(orderId)
            .orElseThrow(() -> Problem.notFound("order-unknown", "There is no such order."));
    OrderDates before = of(order);
    report.lines().keySet().stream()
        .filter(line -> order.line(line).isEmpty())
        .findFirst()
        .ifPresent(
            line -> {
              throw Problem.invalid("line-unknown", "lines", "The order has no line " + line + ".");
            });
    notEarlier("deliveredOn", before.delivered(), report.deliveredOn());
    notEarlier("firstDeliveredOn", before.firstOfSeries(), report.firstDeliveredOn());
    notEarlier("informedOn", before.informedOn(), report.informedOn());
    report.lines().forEach((line, day) -> notEarlier("lines", before.deliveredOn(line), day));
    LocalDate start = before.periodStart(order);
    if (report.firstDeliveredOn() != null) {
      notEarlier("firstDeliveredOn", start, report.firstDeliveredOn());
    }
    LocalDate today = clock.instant().atZone(Market.zone(order.country())).toLocalDate();
    if (report.informedOn() != null
        && start != null
        && report.informedOn().plusDays(DAYS_AFTER_INFORMATION).isBefore(today)) {
      throw Problem.conflict(
          "information-too-old",
          "The period ran without this information until today; telling it now cannot end the"
              + " period in hindsight (CRD Art. 10).");
    }
    keep(order, before, report, actor);
    return of(order);
  }

  private static void notEarlier(
      String field, @Nullable LocalDate known, @Nullable LocalDate told) {
    if (known != null && told != null && told.isBefore(known)) {
      throw Problem.conflict(
          "period-would-shorten",
          "%s is %s, and the shopper may rely on the period from then; a correction can only make it longer."
              .formatted(field, known));
    }
  }

  private void keep(Order order, OrderDates before, DateReport report, String actor) {
    note(order, Kind.DELIVERED, null, before.delivered(), report.deliveredOn(), actor);
    note(
        order,
        Kind.FIRST_DELIVERED,
        null,
        before.firstOfSeries(),
        report.firstDeliveredOn(),
        actor);
    note(order, Kind.INFORMED, null, before.informedOn(), report.informedOn(), actor);
    report
        .lines()
        .forEach(
            (line, day) ->
                note(order, Kind.DELIVERED, line, before.byLine().get(line), day, actor));
  }

  /** The same day told again is not kept again. */
  private void note(
      Order order,
      Kind kind,
      @Nullable UUID line,
      @Nullable LocalDate known,
      @Nullable LocalDate day,
      String actor) {
    if (day != null && !day.equals(known)) {
      store.add(order.id(), new Told(kind, line, day, actor, clock.instant()));
    }
  }
}
