package io.retour.exchanges;

import io.retour.exchanges.Exchange.Stock;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.orders.Tender;
import io.retour.refunds.Carried;
import io.retour.shared.Money;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The order that exchanged pieces belong to, so that they can come back like any other. A piece is
 * worth in it what was really paid for it, by what came back and what was added, and its means of
 * payment are those of the first order, as far as they were carried over. So a chain of exchanges
 * never pays back more than was captured.
 */
@Component
class FollowUpOrders {

  private final Orders orders;
  private final Clock clock;

  FollowUpOrders(Orders orders, Clock clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** Call it once, within the transaction that notes the order's id. */
  UUID add(Order first, Exchange exchange, List<Carried> carried, List<Tender> extra) {
    Money zero = Money.zero(first.currency());
    List<Tender> tenders = new ArrayList<>();
    for (Carried each : carried) {
      Tender from =
          first.tenders().stream()
              .filter(tender -> tender.id().equals(each.tenderId()))
              .findFirst()
              .orElseThrow();
      tenders.add(
          new Tender(
              UUID.randomUUID(), from.method(), from.provider(), from.reference(), each.amount()));
    }
    tenders.addAll(extra);
    Money paid = tenders.stream().map(Tender::captured).reduce(zero, Money::plus);
    List<Exchange.Unit> units =
        exchange.units().stream().filter(unit -> unit.stock() != Stock.RELEASED).toList();
    List<Money> paidForEach =
        paid.allocate(units.stream().map(unit -> unit.price().minor()).toList());
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      lines.add(line(first, units.get(i), i + 1, paidForEach.get(i)));
    }
    Order followUp =
        new Order(
            UUID.randomUUID(),
            first.brand(),
            first.channel(),
            number(first),
            first.email(),
            first.postcode(),
            first.country(),
            first.consumer(),
            first.currency(),
            clock.instant(),
            null,
            first.returnWindowDays(),
            first.informed(),
            true,
            zero,
            zero,
            zero,
            first.shippingTaxRateBasisPoints(),
            List.of(),
            first.shopCurrency(),
            lines,
            tenders);
    orders.add(followUp);
    return followUp.id();
  }

  private static OrderLine line(Order first, Exchange.Unit unit, int lineNo, Money paid) {
    return new OrderLine(
        UUID.randomUUID(),
        lineNo,
        unit.sku(),
        unit.title(),
        unit.category(),
        1,
        paid,
        Money.zero(paid.currency()),
        first.lines().getFirst().taxRateBasisPoints(),
        unit.weightGrams(),
        OrderLine.Exemption.NONE,
        false);
  }

  /** L-1001 is followed by L-1001-X1, and that by L-1001-X2. */
  private String number(Order first) {
    String root = first.orderNumber().replaceFirst("-X\\d+$", "");
    for (int n = 1; ; n++) {
      String number = root + "-X" + n;
      if (orders.byNumber(first.brand(), number).isEmpty()) {
        return number;
      }
    }
  }
}
