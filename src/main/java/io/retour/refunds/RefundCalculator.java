package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.refunds.RefundStatement.Kind;
import io.retour.refunds.RefundStatement.Line;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Works out a refund. Each piece counts with exactly what was paid for it: its line's price, less
 * the line's discount and its share of the order's discount, plus its tax where prices do not
 * contain it, all split by largest remainder. So the partial returns of an order, in whatever
 * order, sum to what was paid.
 */
public final class RefundCalculator {

  private RefundCalculator() {}

  /**
   * @param units the pieces of this return
   * @param earlierRefunded pieces of the order that earlier returns paid back, as {@link
   *     ReturnUnit#piece()}
   * @param fee the return fee; the caller makes sure that none is taken at the seller's fault
   * @param shippingAlreadyRefunded whether an earlier return paid the delivery back
   * @param refundsShipping whether the legal basis gives delivery costs back when the whole order
   *     came back (CRD Art. 13(1))
   * @param refundable what was captured and is not granted to an earlier return
   */
  public static RefundStatement calculate(
      Order order,
      List<ReturnUnit> units,
      Set<String> earlierRefunded,
      Money fee,
      boolean shippingAlreadyRefunded,
      boolean refundsShipping,
      Money refundable) {
    Money zero = Money.zero(order.currency());
    List<Line> lines = new ArrayList<>();
    Set<String> back = new HashSet<>(earlierRefunded);
    Money total = zero;
    for (ReturnUnit unit : units) {
      if (!refundable(unit)) {
        continue;
      }
      back.add(unit.piece());
      lines.add(new Line(Kind.ITEM, unit.title(), unit.value()));
      total = total.plus(unit.value());
      if (unit.deduction().isPositive()) {
        lines.add(new Line(Kind.DEDUCTION, unit.title(), unit.deduction().negate()));
        total = total.minus(unit.deduction());
      }
    }
    Money shipping = zero;
    if (refundsShipping
        && !shippingAlreadyRefunded
        && back.size() == order.totalUnits()
        && total.isPositive()) {
      // only what the least expensive standard delivery would have cost: CRD Art. 13(2)
      shipping = order.shippingPaid().min(order.standardShipping());
      if (shipping.isPositive()) {
        lines.add(new Line(Kind.OUTBOUND_SHIPPING, "", shipping));
        total = total.plus(shipping);
      }
    }
    if (fee.isPositive() && total.isPositive()) {
      Money taken = fee.min(total);
      lines.add(new Line(Kind.RETURN_FEE, "", taken.negate()));
      total = total.minus(taken);
    }
    if (total.compareTo(refundable) > 0) {
      lines.add(new Line(Kind.LIMIT, "", refundable.minus(total)));
      total = refundable;
    }
    return new RefundStatement(lines, shipping, total.max(zero));
  }

  /** A piece that an agent refused counts for nothing, nor does one that never left the shopper. */
  private static boolean refundable(ReturnUnit unit) {
    return unit.accepted()
        && unit.reception() != Reception.EXPIRED
        && unit.reception() != Reception.CANCELLED;
  }
}
