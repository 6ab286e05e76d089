package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.refunds.RefundCalculator.Delivery;
import io.retour.refunds.RefundCalculator.Earlier;
import io.retour.refunds.RefundCalculator.Question;
import io.retour.returns.RefundStatement;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The returns of one order, one after the other, as the use case works them out. */
final class Calculation {

  private final Order order;
  private final Money captured;
  private final Set<String> back = new HashSet<>();
  private final Set<String> byRight = new HashSet<>();
  private final Map<String, Money> reduced = new HashMap<>();
  private final List<RefundStatement> statements = new ArrayList<>();
  private Delivery delivery = Delivery.STANDARD;

  private Calculation(Order order, Money captured) {
    this.order = order;
    this.captured = captured;
  }

  static Calculation of(Order order) {
    return new Calculation(order, order.captured());
  }

  /** As if only so much had been captured. */
  static Calculation of(Order order, Money captured) {
    return new Calculation(order, captured);
  }

  Calculation delivery(Delivery goesBack) {
    delivery = goesBack;
    return this;
  }

  RefundStatement refund(List<ReturnUnit> units) {
    return refund(units, Money.zero(order.currency()));
  }

  RefundStatement refund(List<ReturnUnit> units, Money fee) {
    List<RefundedPiece> pieces = RefundedPiece.of(units);
    RefundStatement statement =
        RefundCalculator.calculate(
            new Question(
                order,
                pieces,
                new Earlier(back, byRight, statements, reduced),
                fee,
                delivery,
                captured.minus(granted())));
    statements.add(statement);
    for (RefundedPiece piece : pieces) {
      back.add(piece.piece());
      if (piece.byRight()) {
        byRight.add(piece.piece());
      }
    }
    return statement;
  }

  /** A part of the price of a piece that stays. */
  RefundStatement reduce(ReturnUnit unit, Money by) {
    RefundedPiece piece = RefundedPiece.of(List.of(unit)).getFirst();
    RefundStatement statement =
        RefundCalculator.reduction(
            new Question(
                order,
                List.of(piece),
                new Earlier(back, byRight, statements, reduced),
                Money.zero(order.currency()),
                Delivery.KEPT,
                captured.minus(granted())),
            by);
    statements.add(statement);
    reduced.merge(piece.piece(), by, Money::plus);
    return statement;
  }

  Money granted() {
    return statements.stream()
        .map(RefundStatement::total)
        .reduce(Money.zero(order.currency()), Money::plus);
  }

  List<RefundStatement> statements() {
    return List.copyOf(statements);
  }
}
