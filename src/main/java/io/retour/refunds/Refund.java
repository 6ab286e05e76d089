package io.retour.refunds;

import io.retour.shared.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back over one of the order's tenders. Its id is the provider's request key.
 *
 * @param state SUBMITTED, PENDING, SETTLED, FAILED, REVERSED or MANUAL
 */
public record Refund(
    UUID id,
    UUID grantId,
    UUID tenderId,
    String provider,
    String paymentReference,
    Money amount,
    State state,
    @Nullable String providerRefundId,
    String detail) {

  /** The detail of a refund that is not asked for while the shopper disputes the payment. */
  public static final String DISPUTED = "held up: the shopper disputes the payment with the bank";

  /** How far the money is. */
  public enum State {
    SUBMITTED,
    PENDING,
    SETTLED,
    FAILED,
    /** Paid, and come back: the shopper still has to get it. */
    REVERSED,
    MANUAL;

    /** Whether the money is through, one way or the other. */
    public boolean done() {
      return this == SETTLED || this == MANUAL;
    }

    /** Whether the provider could not pay it, or not for good. */
    public boolean toBePaidAnotherWay() {
      return this == FAILED || this == REVERSED;
    }

    /** Whether the provider has not said how it ended. */
    public boolean onItsWay() {
      return this == SUBMITTED || this == PENDING;
    }
  }
}
