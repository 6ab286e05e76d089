package io.retour.refunds;

import io.retour.shared.Money;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back over one of the order's tenders. Its id is the provider's request key.
 *
 * @param state SUBMITTED, PENDING, UNCLEAR, SETTLED, FAILED, REVERSED, MANUAL or CHARGED_BACK
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

  /** The detail of a refund that the shopper has from the bank already. */
  static final String GIVEN_BACK_BY_BANK = "the bank gave it back after a dispute";

  /** The detail of a refund of which nobody can tell that from the provider's words. */
  static final String PERHAPS_GIVEN_BACK =
      "the bank took money back after a dispute; how much of it for good is not plain";

  /** The same whenever the grant is planned, as {@link Grant#idOf the grant's}. */
  static UUID idOf(UUID grantId, UUID tenderId) {
    return UUID.nameUUIDFromBytes(
        ("refund:" + grantId + ":" + tenderId).getBytes(StandardCharsets.UTF_8));
  }

  /** Whether this is what another one was divided into, and still to be asked for. */
  boolean restOf(Refund other) {
    return state == State.SUBMITTED && tenderId.equals(other.tenderId()) && !id.equals(other.id());
  }

  /** The detail of a refund that may have been asked for, at a provider that does not tell. */
  static final String PERHAPS_ASKED_FOR =
      "nobody knows whether the provider paid it: its answer was lost, and it does not tell";

  /** How far the money is. */
  public enum State {
    SUBMITTED,
    PENDING,
    /** An agent has to find out who has paid it, if anybody. */
    UNCLEAR,
    SETTLED,
    FAILED,
    /** Paid, and come back: the shopper still has to get it. */
    REVERSED,
    MANUAL,
    /** The bank gave it back to the shopper after a dispute, so nobody pays it again. */
    CHARGED_BACK;

    /** Whether the money is through, one way or the other. */
    public boolean done() {
      return this == SETTLED || this == MANUAL || this == CHARGED_BACK;
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
