package io.retour.refunds;

import io.retour.returns.RefundStatement;
import io.retour.shared.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was paid at the drop-off scan and the inspection did not confirm.
 *
 * @param amount what was paid too much, positive
 * @param statement what was due, had the pieces been seen before
 * @param reference of the payment, or why it was let be; empty while it is open
 * @param endedAt absent while it is open
 */
public record Overpayment(
    UUID returnId,
    UUID orderId,
    Money amount,
    RefundStatement statement,
    State state,
    String reference,
    Instant foundAt,
    @Nullable Instant endedAt) {

  /** What became of it. */
  public enum State {
    OPEN,
    REPAID,
    /** Nobody was asked for it. */
    WRITTEN_OFF,
    /** It was asked for, and then an agent let it be. */
    LET_BE
  }

  /**
   * A reason why something was not due.
   *
   * @param subject the piece's title, empty when it is about no piece
   * @param amount what it comes to; of a piece that did not count it is what was paid for it
   */
  public record Cause(Kind kind, String subject, Money amount) {

    /** What was found. */
    public enum Kind {
      MISSING,
      WRONG_ITEM,
      REFUSED,
      DEDUCTION,
      /** The delivery is paid back only once all of the order has come back. */
      OUTBOUND_SHIPPING,
      /** What was sold with the goods is paid back only once all of the order has come back. */
      EXTRA,
      /** A discount whose condition the goods that stay do not meet any more. */
      PROMOTION
    }
  }

  public boolean open() {
    return state == State.OPEN;
  }
}
