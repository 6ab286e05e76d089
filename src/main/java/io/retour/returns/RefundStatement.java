package io.retour.returns;

import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is due, line by line, so that everyone can follow each cent: the shopper on the portal
 * before confirming, an agent in the case file, an accountant in the credit note.
 *
 * @param total what is paid back, never negative
 * @param shipping the part of it that is outbound delivery
 */
public record RefundStatement(List<Line> lines, Money shipping, Money total) {

  /** What a line of the statement stands for; screens translate it. */
  public enum Kind {
    /** What was paid for a piece that comes back. */
    ITEM,
    /** Value that a piece lost, as somebody saw it (CRD Art. 14(2)). */
    DEDUCTION,
    /**
     * A part of the price that goes back for a fault while the piece stays (Directive (EU) 2019/771
     * Art. 15); taken off when the piece comes back after all.
     */
    REDUCTION,
    /** A discount whose condition does not hold any more, or holds again. */
    PROMOTION,
    OUTBOUND_SHIPPING,
    /**
     * What was sold with the goods and ends with their contract, such as gift wrapping (CRD Art.
     * 15).
     */
    EXTRA,
    RETURN_FEE,
    /** Used for what was sent in exchange. */
    EXCHANGED,
    /** Brought down to what was captured and not yet refunded. */
    LIMIT
  }

  /**
   * @param subject what it is about, e.g. the product's title or the promotion's code
   * @param amount with tax; negative for what is taken off
   * @param tax the tax in it, of the same sign
   * @param taxRateBasisPoints its rate in hundredths of a percent
   */
  public record Line(Kind kind, String subject, Money amount, Money tax, int taxRateBasisPoints) {}

  /** What of a statement falls under one tax rate. */
  public record TaxShare(Money gross, Money tax) {

    /** Without tax. */
    public Money net() {
      return gross.minus(tax);
    }
  }

  private static final Set<Kind> OF_ONE_PIECE =
      EnumSet.of(Kind.ITEM, Kind.DEDUCTION, Kind.REDUCTION);

  public RefundStatement {
    lines = List.copyOf(lines);
  }

  /**
   * The lines as people read them: what stands on several lines only because it has several tax
   * rates is one line.
   */
  public List<Line> summary() {
    Map<String, Line> merged = new LinkedHashMap<>();
    List<Line> result = new ArrayList<>();
    for (Line line : lines) {
      if (OF_ONE_PIECE.contains(line.kind())) {
        result.add(line);
        continue;
      }
      String key = line.kind() + "|" + line.subject();
      Line before = merged.get(key);
      Line sum =
          before == null
              ? line
              : new Line(
                  line.kind(),
                  line.subject(),
                  before.amount().plus(line.amount()),
                  before.tax().plus(line.tax()),
                  line.taxRateBasisPoints());
      merged.put(key, sum);
      if (before == null) {
        result.add(sum);
      } else {
        result.set(result.indexOf(before), sum);
      }
    }
    return List.copyOf(result);
  }

  /**
   * What becomes of the tax: the sums by rate, in hundredths of a percent, the lowest first. They
   * leave out what was used for an exchange, which is no part of a price: the goods sent in
   * exchange have an invoice of their own.
   */
  public SortedMap<Integer, TaxShare> byTaxRate() {
    SortedMap<Integer, TaxShare> shares = new TreeMap<>();
    for (Line line : lines) {
      if (line.kind() != Kind.EXCHANGED) {
        shares.merge(
            line.taxRateBasisPoints(),
            new TaxShare(line.amount(), line.tax()),
            (one, other) ->
                new TaxShare(one.gross().plus(other.gross()), one.tax().plus(other.tax())));
      }
    }
    return shares;
  }

  /** The same with a line of what pays for goods sent in exchange, and that much less in money. */
  public RefundStatement lessExchanged(Money exchanged) {
    if (exchanged.isZero()) {
      return this;
    }
    Money zero = Money.zero(total.currency());
    List<Line> all = new ArrayList<>(lines);
    all.add(new Line(Kind.EXCHANGED, "", exchanged.negate(), zero, 0));
    return new RefundStatement(all, shipping, total.minus(exchanged).max(zero));
  }

  /** The sum of all lines of a kind. */
  public Money of(Kind kind) {
    return lines.stream()
        .filter(line -> line.kind() == kind)
        .map(Line::amount)
        .reduce(Money.zero(total.currency()), Money::plus);
  }
}
