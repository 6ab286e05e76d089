package io.retour.refunds;

import io.retour.shared.Money;
import java.util.List;

/**
 * What is due, line by line, so that everyone can follow each cent.
 *
 * @param total what is paid back, never negative
 * @param shipping the part of it that is outbound delivery
 */
public record RefundStatement(List<Line> lines, Money shipping, Money total) {

  /** What a line of the statement stands for; screens translate it. */
  public enum Kind {
    ITEM,
    DEDUCTION,
    OUTBOUND_SHIPPING,
    RETURN_FEE,
    /** Used for what was sent in exchange. */
    EXCHANGED,
    /** Brought down to what was captured and not yet refunded. */
    LIMIT
  }

  /**
   * @param subject what it is about, e.g. the product's title
   */
  public record Line(Kind kind, String subject, Money amount) {}

  public RefundStatement {
    lines = List.copyOf(lines);
  }
}
