package io.retour.refunds;

import io.retour.shared.Money;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is owed to a shopper because a refund came late, once for each return. It is no part of the
 * price: no credit note has it, and no means of payment of the order can take it.
 *
 * @param refund what came late
 * @param dueOn the last day in time
 * @param throughOn the day on which the last part of the refund was paid for the first time
 * @param reference what the bank calls the payment; empty while it is owed
 * @param paidAt absent while it is owed
 */
public record LatePayment(
    UUID returnId,
    UUID orderId,
    Money refund,
    LocalDate dueOn,
    LocalDate throughOn,
    LateSum sum,
    String reference,
    Instant owedSince,
    @Nullable Instant paidAt) {

  /** What is, or was, to be paid. */
  public Money amount() {
    return sum.total();
  }

  /** Whether the uplift was brought down to the price of the goods. */
  public boolean upliftIsPrice() {
    return sum.uplift()
            .compareTo(refund.basisPoints(sum.upliftPercent() * 100, RoundingMode.HALF_UP))
        < 0;
  }

  public boolean open() {
    return paidAt == null;
  }
}
