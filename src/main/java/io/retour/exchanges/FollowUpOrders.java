package io.retour.exchanges;

import io.retour.exchanges.Exchange.Stock;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.orders.Tender;
import io.retour.refunds.Carried;
import io.retour.returns.ReturnUnit;
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
  private final Catalogue catalogue;
  private final Clock clock;

  FollowUpOrders(Orders orders, Catalogue catalogue, Clock clock) {
    this.orders = orders;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Call it once, within the transaction that notes the order's id.
   *
   * @param cameBack the pieces of the return, for which the new ones are given
   */
  UUID add(
      Order first,
      Exchange exchange,
      List<ReturnUnit> cameBack,
      List<Carried> carried,
      List<Tender> extra) {
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
      Exchange.Unit unit = units.get(i);
      OrderLine givenFor = givenFor(first, unit, cameBack);
      lines.add(line(unit, i + 1, paidForEach.get(i), taxRate(first, unit, givenFor)));
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
            List.of(),
            tenders);
    orders.add(followUp);
    return followUp.id();
  }

  private static OrderLine givenFor(Order first, Exchange.Unit unit, List<ReturnUnit> cameBack) {
    UUID lineId =
        cameBack.stream()
            .filter(piece -> piece.id().equals(unit.returnUnitId()))
            .findFirst()
            .orElseThrow()
            .orderLineId();
    return first.lines().stream()
        .filter(line -> line.id().equals(lineId))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Another size or colour is taxed as what came back. Another product is taxed as the catalogue
   * says, or as what came back where it does not say.
   */
  private int taxRate(Order first, Exchange.Unit unit, OrderLine givenFor) {
    int same = givenFor.taxRateBasisPoints();
    if (CatalogueItem.styleOf(unit.sku()).equals(CatalogueItem.styleOf(givenFor.sku()))) {
      return same;
    }
    Integer told =
        catalogue
            .find(first.brand(), unit.sku(), first.currency())
            .map(CatalogueItem::taxRateBasisPoints)
            .orElse(null);
    return told == null ? same : told;
  }

  private static OrderLine line(Exchange.Unit unit, int lineNo, Money paid, int taxRate) {
    return new OrderLine(
        UUID.randomUUID(),
        lineNo,
        unit.sku(),
        unit.title(),
        unit.category(),
        1,
        paid,
        Money.zero(paid.currency()),
        taxRate,
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
