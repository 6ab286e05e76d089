package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderPrices;
import io.retour.orders.PiecePrice;
import io.retour.returns.RefundStatement;
import io.retour.returns.RefundStatement.Kind;
import io.retour.returns.RefundStatement.Line;
import io.retour.returns.RefundStatement.TaxShare;
import io.retour.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Works out a refund. Each piece counts with exactly what was paid for it ({@link OrderPrices}), so
 * the partial returns of an order, in whatever order, sum to what was paid, by tax rate too.
 * docs/money.md tells each step in words, with an example to recompute by hand.
 */
public final class RefundCalculator {

  /**
   * What is asked.
   *
   * @param pieces what is paid back now
   * @param earlier what the order's earlier returns did
   * @param fee the return fee; the caller makes sure that none is taken at the seller's fault
   * @param delivery what of the delivery goes back, as a rule when nothing of the order is left;
   *     the order's extras go back with it
   * @param refundable what was captured and is not granted to an earlier return
   */
  public record Question(
      Order order,
      List<RefundedPiece> pieces,
      Earlier earlier,
      Money fee,
      Delivery delivery,
      Money refundable) {

    public Question {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * What of the outbound delivery goes back: once, with the last piece of an order, unless each
   * part brings its share.
   */
  public enum Delivery {
    /**
     * Nothing: the shop's own policy pays for the goods only, or an exchange keeps the contract.
     */
    KEPT,
    /** At most what the least expensive standard delivery would have cost: CRD Art. 13(2). */
    STANDARD,
    /**
     * The same, each piece its share of it by what was paid for it, rounded down; the last piece
     * brings what is left.
     */
    STANDARD_BY_SHARE,
    /**
     * All of it: nothing of the contract was performed as agreed (CRD Art. 18(3), Directive (EU)
     * 2019/771 Art. 16), or the delivery was stopped on its way.
     */
    ALL
  }

  /**
   * What the order's earlier returns and claims did.
   *
   * @param pieces what they paid back, as {@link RefundedPiece#piece()}
   * @param byRight those of them that came back under a right, or were never delivered as they
   *     should: they never cost anybody a promotion
   * @param statements what they were granted, in any order
   * @param reduced by how much the price of a piece was reduced that was not paid back then
   */
  public record Earlier(
      Set<String> pieces,
      Set<String> byRight,
      List<RefundStatement> statements,
      Map<String, Money> reduced) {

    public static final Earlier NONE = new Earlier(Set.of(), Set.of(), List.of(), Map.of());

    public Earlier {
      pieces = Set.copyOf(pieces);
      byRight = Set.copyOf(byRight);
      statements = List.copyOf(statements);
      reduced = Map.copyOf(reduced);
    }

    private Money shipping(Money zero) {
      return statements.stream().map(RefundStatement::shipping).reduce(zero, Money::plus);
    }
  }

  private final Question asked;
  private final OrderPrices prices;
  private final Money zero;
  private final List<Line> lines = new ArrayList<>();
  private Money total;

  private RefundCalculator(Question asked) {
    this.asked = asked;
    this.prices = OrderPrices.of(asked.order());
    this.zero = Money.zero(asked.order().currency());
    this.total = zero;
  }

  public static RefundStatement calculate(Question asked) {
    return new RefundCalculator(asked).statement();
  }

  /**
   * A part of the price of the one piece that is asked about, which stays: neither delivery nor fee
   * nor promotion moves with it.
   *
   * @param by never more than what was paid for the piece less what was given back of it
   */
  public static RefundStatement reduction(Question asked, Money by) {
    return new RefundCalculator(asked).reduced(by);
  }

  private RefundStatement reduced(Money by) {
    RefundedPiece piece = asked.pieces().getFirst();
    PiecePrice price = prices.piece(piece.orderLineId(), piece.unitNo());
    Money before = reducedBefore(piece, price);
    Money amount = by.min(price.gross().minus(before)).max(zero);
    // worked out from the sum, so that reductions and a later refund come to the tax of the piece
    Money tax =
        share(price.tax(), before.plus(amount), price.gross())
            .minus(share(price.tax(), before, price.gross()));
    add(new Line(Kind.REDUCTION, piece.title(), amount, tax, price.taxRateBasisPoints()));
    limit();
    return new RefundStatement(lines, zero, total.max(zero));
  }

  private Money reducedBefore(RefundedPiece piece, PiecePrice price) {
    return asked.earlier().reduced().getOrDefault(piece.piece(), zero).min(price.gross());
  }

  private RefundStatement statement() {
    Set<String> back = new HashSet<>(asked.earlier().pieces());
    Set<String> byRight = new HashSet<>(asked.earlier().byRight());
    for (RefundedPiece piece : asked.pieces()) {
      back.add(piece.piece());
      if (piece.byRight()) {
        byRight.add(piece.piece());
      }
      item(piece);
    }
    boolean nothingLeft = back.size() == asked.order().totalUnits();
    back.addAll(extras(nothingLeft));
    promotions(back, byRight);
    Money shipping = shipping(back, nothingLeft);
    fee();
    limit();
    return new RefundStatement(lines, shipping, total.max(zero));
  }

  private void add(Line line) {
    lines.add(line);
    total = total.plus(line.amount());
  }

  private void item(RefundedPiece unit) {
    PiecePrice price = prices.piece(unit.orderLineId(), unit.unitNo());
    add(new Line(Kind.ITEM, unit.title(), price.gross(), price.tax(), price.taxRateBasisPoints()));
    Money reduced = reducedBefore(unit, price);
    Money reducedTax = share(price.tax(), reduced, price.gross());
    if (reduced.isPositive()) {
      add(
          new Line(
              Kind.REDUCTION,
              unit.title(),
              reduced.negate(),
              reducedTax.negate(),
              price.taxRateBasisPoints()));
    }
    if (unit.deduction().isPositive()) {
      Money left = price.gross().minus(reduced);
      Money taken = unit.deduction().min(left);
      add(
          new Line(
              Kind.DEDUCTION,
              unit.title(),
              taken.negate(),
              share(price.tax().minus(reducedTax), taken, left).negate(),
              price.taxRateBasisPoints()));
    }
  }

  /**
   * What was sold with the goods ends with the contract for them (CRD Art. 15): once, with the last
   * piece, and only where the delivery goes back too. Who keeps a piece keeps the contract, and the
   * shop's own policy pays for the goods only.
   *
   * @return their pieces, now or before
   */
  private Set<String> extras(boolean nothingLeft) {
    boolean before =
        asked.earlier().statements().stream()
            .flatMap(statement -> statement.lines().stream())
            .anyMatch(line -> line.kind() == Kind.EXTRA);
    boolean now =
        nothingLeft && !asked.pieces().isEmpty() && asked.delivery() != Delivery.KEPT && !before;
    Set<String> ended = new HashSet<>();
    if (now || before) {
      for (OrderLine extra : asked.order().extras()) {
        Money gross = zero;
        Money tax = zero;
        for (int unitNo = 1; unitNo <= extra.quantity(); unitNo++) {
          PiecePrice price = prices.piece(extra.id(), unitNo);
          gross = gross.plus(price.gross());
          tax = tax.plus(price.tax());
          ended.add(RefundedPiece.piece(extra.id(), unitNo));
        }
        if (now && gross.isPositive()) {
          add(new Line(Kind.EXTRA, extra.title(), gross, tax, extra.taxRateBasisPoints()));
        }
      }
    }
    return ended;
  }

  /**
   * A promotion whose condition the goods that stay do not meet any more is taken back from them,
   * and given again when they come back too: then nothing is left that it made cheaper. Only a
   * voluntary return can cost a promotion; the right of withdrawal costs nothing but the way back
   * (CRD Art. 9(1), 13, 14). What is taken back never exceeds what this return is worth.
   */
  private void promotions(Set<String> back, Set<String> byRight) {
    SortedMap<PromotionLoss.Key, Money> lost =
        PromotionLoss.of(asked.order(), prices, back, byRight);
    SortedMap<PromotionLoss.Key, TaxShare> before = new TreeMap<>();
    for (RefundStatement statement : asked.earlier().statements()) {
      for (Line line : statement.lines()) {
        if (line.kind() == Kind.PROMOTION) {
          before.merge(
              new PromotionLoss.Key(line.subject(), line.taxRateBasisPoints()),
              new TaxShare(line.amount().negate(), line.tax().negate()),
              (one, other) ->
                  new TaxShare(one.gross().plus(other.gross()), one.tax().plus(other.tax())));
        }
      }
    }
    before.keySet().forEach(key -> lost.putIfAbsent(key, zero));
    TaxShare nothing = new TaxShare(zero, zero);
    Money left = total;
    for (Map.Entry<PromotionLoss.Key, Money> each : lost.entrySet()) {
      int rate = each.getKey().taxRateBasisPoints();
      TaxShare taken = before.getOrDefault(each.getKey(), nothing);
      Money change = taken.gross().minus(each.getValue()).max(left.negate());
      if (change.isZero()) {
        continue;
      }
      left = left.plus(change);
      // worked out from the sum, so that it comes to nothing when all of it was given back
      Money taxNow = taken.gross().minus(change).containedTax(rate);
      String code = each.getKey().promotion();
      add(new Line(Kind.PROMOTION, code, change, taken.tax().minus(taxNow), rate));
    }
  }

  private Money shipping(Set<String> back, boolean nothingLeft) {
    Order order = asked.order();
    Money standard = order.shippingPaid().min(order.standardShipping());
    Money due =
        switch (asked.delivery()) {
          case KEPT -> zero;
          case STANDARD -> nothingLeft ? standard : zero;
          case STANDARD_BY_SHARE -> nothingLeft ? standard : shareOf(back, standard);
          case ALL -> nothingLeft ? order.shippingPaid() : zero;
        };
    Money before = asked.earlier().shipping(zero);
    Money shipping = due.minus(before);
    if (asked.pieces().isEmpty() || !shipping.isPositive()) {
      return zero;
    }
    int rate = order.shippingTaxRateBasisPoints();
    // worked out from the sum, so that shares come to the tax of the whole
    Money tax = due.containedTax(rate).minus(before.containedTax(rate));
    add(new Line(Kind.OUTBOUND_SHIPPING, "", shipping, tax, rate));
    return shipping;
  }

  /** Rounded down, so that the pieces that stay keep at least their share. */
  private Money shareOf(Set<String> back, Money whole) {
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal part = BigDecimal.ZERO;
    for (OrderLine line : asked.order().lines()) {
      for (int unitNo = 1; unitNo <= line.quantity(); unitNo++) {
        BigDecimal worth = BigDecimal.valueOf(prices.piece(line.id(), unitNo).gross().minor());
        all = all.add(worth);
        if (back.contains(RefundedPiece.piece(line.id(), unitNo))) {
          part = part.add(worth);
        }
      }
    }
    return all.signum() == 0
        ? zero
        : new Money(
            BigDecimal.valueOf(whole.minor())
                .multiply(part)
                .divide(all, 0, RoundingMode.DOWN)
                .longValueExact(),
            whole.currency());
  }

  /** A fee eats up a refund at most; nobody owes for sending something back. */
  private void fee() {
    if (asked.fee().isPositive() && total.isPositive()) {
      Money taken = asked.fee().min(total);
      int rate = asked.order().shippingTaxRateBasisPoints();
      add(new Line(Kind.RETURN_FEE, "", taken.negate(), taken.containedTax(rate).negate(), rate));
    }
  }

  /** Less was captured than the goods are worth: what is too much is spread over the tax rates. */
  private void limit() {
    Money most = asked.refundable().max(zero);
    if (total.compareTo(most) <= 0) {
      return;
    }
    Money tooMuch = total.minus(most);
    SortedMap<Integer, TaxShare> shares = new RefundStatement(lines, zero, total).byTaxRate();
    shares.values().removeIf(share -> !share.gross().isPositive());
    List<Money> parts =
        tooMuch.allocate(shares.values().stream().map(share -> share.gross().minor()).toList());
    int i = 0;
    for (Map.Entry<Integer, TaxShare> each : shares.entrySet()) {
      Money part = parts.get(i++);
      if (part.isPositive()) {
        TaxShare of = each.getValue();
        add(
            new Line(
                Kind.LIMIT,
                "",
                part.negate(),
                share(of.tax(), part, of.gross()).negate(),
                each.getKey()));
      }
    }
  }

  /** The share of an amount that a part is of a whole, rounded half up. */
  private static Money share(Money amount, Money part, Money whole) {
    return whole.isZero()
        ? Money.zero(amount.currency())
        : new Money(
            BigDecimal.valueOf(amount.minor())
                .multiply(BigDecimal.valueOf(part.minor()))
                .divide(BigDecimal.valueOf(whole.minor()), 0, RoundingMode.HALF_UP)
                .longValueExact(),
            amount.currency());
  }
}
