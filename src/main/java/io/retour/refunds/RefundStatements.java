package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.policy.DecisionLog;
import io.retour.policy.ReturnPolicy;
import io.retour.refunds.RefundCalculator.Delivery;
import io.retour.returns.PieceHolder;
import io.retour.returns.RefundQuote;
import io.retour.returns.RefundStatement;
import io.retour.returns.RefundStatement.Kind;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnStore;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.shared.Money;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What a return is worth, seen against what the order's earlier returns were granted. The portal's
 * quote and the grant ask here alike, so they are equal when nothing changed.
 */
@Component
class RefundStatements implements RefundQuote {

  private final RefundStore grants;
  private final OverpaymentStore overpayments;
  private final ReturnStore returns;
  private final List<PieceHolder> otherHolders;
  private final ReturnPolicy policy;
  private final DecisionLog decisions;

  RefundStatements(
      RefundStore grants,
      OverpaymentStore overpayments,
      ReturnStore returns,
      List<PieceHolder> otherHolders,
      ReturnPolicy policy,
      DecisionLog decisions) {
    this.grants = grants;
    this.overpayments = overpayments;
    this.returns = returns;
    this.otherHolders = otherHolders;
    this.policy = policy;
    this.decisions = decisions;
  }

  @Override
  public RefundStatement quote(Order order, List<ReturnUnit> units, Money fee) {
    return statement(order, units, fee, List.of());
  }

  /**
   * The same for a return that is granted by it; what the table delivery-refund was asked for it is
   * kept. Call it within a transaction that holds the order's lock.
   */
  RefundStatement toGrant(ReturnCase of, Order order, List<Carried> carriedHere) {
    Money carried = grants.carriedOfOrder(order.id(), Money.zero(order.currency()));
    if (delivery(order, of.units(), carried).isEmpty()) {
      decisions.record(of.id(), "", policy.partialDelivery(order.brand(), order.country()).asked());
    }
    return statement(order, of.units(), of.quotedFee(), carriedHere);
  }

  /** What would be granted with what of it pays for other goods. */
  RefundStatement statement(
      Order order, List<ReturnUnit> units, Money fee, List<Carried> carriedHere) {
    Money zero = Money.zero(order.currency());
    Money exchanged = carriedHere.stream().map(Carried::amount).reduce(zero, Money::plus);
    Money carried = grants.carriedOfOrder(order.id(), zero);
    return RefundCalculator.calculate(
            new RefundCalculator.Question(
                order,
                RefundedPiece.of(units),
                earlier(order, grants.grantsOfOrder(order.id())),
                fee,
                delivery(order, units, carried).orElseGet(() -> standard(order)),
                room(order).plus(exchanged)))
        .lessExchanged(exchanged);
  }

  /**
   * An exchange keeps part of the contract, so its delivery stays paid for. A delivery that never
   * took place is paid back in full.
   *
   * @return empty when the table delivery-refund says
   */
  private Optional<Delivery> delivery(Order order, List<ReturnUnit> units, Money carried) {
    boolean byRight =
        units.stream()
            .map(ReturnUnit::legalBasis)
            .allMatch(basis -> basis != null && !basis.equals("VOLUNTARY"));
    if (!carried.isZero() || !byRight) {
      return Optional.of(Delivery.KEPT);
    }
    return units.stream().allMatch(unit -> unit.reception() == Reception.STOPPED)
        ? Optional.of(Delivery.ALL)
        : Optional.empty();
  }

  private Delivery standard(Order order) {
    return policy.partialDelivery(order.brand(), order.country()).byShare()
        ? Delivery.STANDARD_BY_SHARE
        : Delivery.STANDARD;
  }

  /**
   * What a return would have been granted, had its pieces been seen before: by the same steps, and
   * on what the order's returns before it had been granted.
   *
   * @param units as they were found
   */
  RefundStatement insteadOf(Grant grant, Order order, List<ReturnUnit> units, Money fee) {
    List<Grant> before =
        grants.grantsOfOrder(order.id()).stream()
            .filter(other -> other.grantedAt().isBefore(grant.grantedAt()))
            .toList();
    return RefundCalculator.calculate(
        new RefundCalculator.Question(
            order,
            RefundedPiece.of(units),
            earlier(order, before),
            fee,
            endsTheContract(grant.statement()) ? standard(order) : Delivery.KEPT,
            room(order).plus(grant.amount())));
  }

  /** Whether something beside the goods went back with it, as under a right. */
  private static boolean endsTheContract(RefundStatement granted) {
    return granted.shipping().isPositive() || granted.of(Kind.EXTRA).isPositive();
  }

  private RefundCalculator.Earlier earlier(Order order, List<Grant> granted) {
    Set<UUID> cases = granted.stream().map(Grant::returnId).collect(Collectors.toSet());
    Set<String> pieces = new HashSet<>();
    Set<String> byRight = new HashSet<>();
    returns.ofOrders(List.of(order.id())).stream()
        .filter(other -> cases.contains(other.id()))
        .flatMap(other -> RefundedPiece.of(other.units()).stream())
        .forEach(
            refunded -> {
              pieces.add(refunded.piece());
              if (refunded.byRight()) {
                byRight.add(refunded.piece());
              }
            });
    for (PieceHolder other : otherHolders) {
      pieces.addAll(other.refunded(order.id()));
      byRight.addAll(other.refunded(order.id()));
    }
    return new RefundCalculator.Earlier(
        pieces,
        byRight,
        granted.stream().map(this::standing).toList(),
        returns.reducedPieces(order.id()));
  }

  /** What a grant comes to: what the shopper paid back of it was not granted in the end. */
  private RefundStatement standing(Grant grant) {
    return overpayments
        .ofReturn(grant.returnId())
        .filter(found -> found.state() == Overpayment.State.REPAID)
        .map(Overpayment::statement)
        .orElse(grant.statement());
  }

  /**
   * What is due for pieces that are not sent back. Call it within a transaction that holds the
   * order's lock.
   */
  RefundStatement statement(Order order, List<RefundedPiece> pieces) {
    return RefundCalculator.calculate(
        new RefundCalculator.Question(
            order,
            pieces,
            earlier(order, grants.grantsOfOrder(order.id())),
            Money.zero(order.currency()),
            Delivery.ALL,
            room(order)));
  }

  /**
   * A part of the price of a piece that stays. Call it within a transaction that holds the order's
   * lock.
   */
  RefundStatement reduction(Order order, RefundedPiece piece, Money by) {
    return RefundCalculator.reduction(
        new RefundCalculator.Question(
            order,
            List.of(piece),
            earlier(order, grants.grantsOfOrder(order.id())),
            Money.zero(order.currency()),
            Delivery.KEPT,
            room(order)),
        by);
  }

  /**
   * What was captured, or paid back by the shopper, and neither granted nor used for other goods.
   */
  Money room(Order order) {
    Money zero = Money.zero(order.currency());
    return order
        .captured()
        .plus(overpayments.repaid(order.id(), zero))
        .minus(
            grants.grantsOfOrder(order.id()).stream().map(Grant::amount).reduce(zero, Money::plus))
        .minus(grants.carriedOfOrder(order.id(), zero));
  }
}
