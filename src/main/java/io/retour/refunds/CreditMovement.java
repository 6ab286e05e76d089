package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a part of a store credit. Nothing of it changes.
 *
 * @param id follows from the request that asked for it, so that a repeat finds it
 * @param no counted from 1 within its credit
 * @param value what it did to what was paid for the goods, negative when taken
 * @param bonus what it did to the bonus, of the same sign
 * @param reference the shop's order, or the bank's words
 * @param reverses the redemption that this gives back, else null
 */
public record CreditMovement(
    UUID id,
    UUID creditId,
    int no,
    Kind kind,
    Money value,
    Money bonus,
    String reference,
    @Nullable UUID reverses,
    Instant movedAt) {

  /** What can become of credit. */
  public enum Kind {
    /** The shop took it as payment. */
    REDEEMED,
    /** What it had paid for was cancelled. */
    GIVEN_BACK,
    /** Turned into money; the bonus went back to the shop. */
    CASHED_OUT,
    EXPIRED
  }

  /** Both parts together. */
  public Money amount() {
    return value.plus(bonus);
  }
}
