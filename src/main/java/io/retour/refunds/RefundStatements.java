package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.refunds.RefundStatement.Kind;
import io.retour.refunds.RefundStatement.Line;
import io.retour.returns.PieceHolder;
import io.retour.returns.RefundQuote;
import io.retour.returns.ReturnStore;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What a return is worth, seen against what the order's earlier returns were granted. The portal's
 * quote and the grant ask here alike, so they are equal when nothing changed.
 */
@Component
class RefundStatements implements RefundQuote {

  private final RefundStore grants;
  private final ReturnStore returns;
  private final List<PieceHolder> otherHolders;

  RefundStatements(RefundStore grants, ReturnStore returns, List<PieceHolder> otherHolders) {
    this.grants = grants;
    this.returns = returns;
    this.otherHolders = otherHolders;
  }

  @Override
  public Money quote(Order order, List<ReturnUnit> units, Money fee) {
    return statement(order, units, fee, List.of()).total();
  }

  /** Call it within a transaction that holds the order's lock when the result is to be granted. */
  RefundStatement statement(
      Order order, List<ReturnUnit> units, Money fee, List<Carried> carriedHere) {
    Money zero = Money.zero(order.currency());
    Money exchanged = carriedHere.stream().map(Carried::amount).reduce(zero, Money::plus);
    Money carried = grants.carriedOfOrder(order.id(), zero);
    List<Grant> earlier = grants.grantsOfOrder(order.id());
    Set<UUID> earlierReturns = new HashSet<>();
    earlier.forEach(grant -> earlierReturns.add(grant.returnId()));
    Set<String> back = new HashSet<>();
    returns.ofOrders(List.of(order.id())).stream()
        .filter(other -> earlierReturns.contains(other.id()))
        .flatMap(other -> other.units().stream())
        .filter(ReturnUnit::accepted)
        .map(ReturnUnit::piece)
        .forEach(back::add);
    otherHolders.forEach(other -> back.addAll(other.refunded(order.id())));
    RefundStatement whole =
        RefundCalculator.calculate(
            order,
            units,
            back,
            fee,
            earlier.stream().anyMatch(grant -> grant.statement().shipping().isPositive()),
            // an exchange keeps part of the contract, so its delivery stays paid for
            carried.isZero()
                && units.stream()
                    .map(ReturnUnit::legalBasis)
                    .allMatch(basis -> basis != null && !basis.equals("VOLUNTARY")),
            room(order).plus(exchanged));
    if (exchanged.isZero()) {
      return whole;
    }
    List<Line> lines = new ArrayList<>(whole.lines());
    lines.add(new Line(Kind.EXCHANGED, "", exchanged.negate()));
    return new RefundStatement(lines, whole.shipping(), whole.total().minus(exchanged).max(zero));
  }

  /**
   * What is due for pieces that are not sent back. Call it within a transaction that holds the
   * order's lock.
   *
   * @param pieces what was paid for each piece, by its product's title
   * @param paidBack the order's pieces that are paid back, these among them; when it is all of
   *     them, the delivery is paid back too, in full: nothing of the contract was performed (CRD
   *     Art. 18(3), Directive (EU) 2019/771 Art. 16)
   */
  RefundStatement statement(Order order, List<PaidPiece> pieces, Set<String> paidBack) {
    List<Grant> earlier = grants.grantsOfOrder(order.id());
    List<RefundStatement.Line> lines = new ArrayList<>();
    Money total = Money.zero(order.currency());
    for (PaidPiece piece : pieces) {
      lines.add(new RefundStatement.Line(RefundStatement.Kind.ITEM, piece.title(), piece.paid()));
      total = total.plus(piece.paid());
    }
    Money shipping = Money.zero(order.currency());
    if (paidBack.size() == order.totalUnits()
        && order.shippingPaid().isPositive()
        && earlier.stream().noneMatch(grant -> grant.statement().shipping().isPositive())) {
      shipping = order.shippingPaid();
      lines.add(new RefundStatement.Line(RefundStatement.Kind.OUTBOUND_SHIPPING, "", shipping));
      total = total.plus(shipping);
    }
    Money refundable = room(order);
    if (total.compareTo(refundable) > 0) {
      lines.add(new RefundStatement.Line(RefundStatement.Kind.LIMIT, "", refundable.minus(total)));
      total = refundable;
    }
    return new RefundStatement(lines, shipping, total.max(Money.zero(order.currency())));
  }

  /** What was captured and neither granted nor used for other goods. */
  Money room(Order order) {
    Money zero = Money.zero(order.currency());
    return order
        .captured()
        .minus(
            grants.grantsOfOrder(order.id()).stream().map(Grant::amount).reduce(zero, Money::plus))
        .minus(grants.carriedOfOrder(order.id(), zero));
  }
}
