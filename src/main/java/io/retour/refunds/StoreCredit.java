package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Credit to spend at the shop, as it was issued. What is left of it is a {@link CreditAccount}.
 *
 * @param code what the shopper enters at the checkout
 * @param amount all of it, the bonus too
 * @param bonus the part of it that was given on top, because the shopper chose credit
 * @param valueExpiresOn the last day, in {@code zone}, for what was paid for the goods; null for
 *     without end
 * @param bonusExpiresOn the last day for the bonus; null for without end
 * @param provision what these days rest on, as a stable word
 * @param zone the consumer's
 * @param consent what the shopper agreed to; null when it was not the shopper's choice
 */
public record StoreCredit(
    UUID id,
    UUID grantId,
    String code,
    Money amount,
    Money bonus,
    Instant issuedAt,
    @Nullable LocalDate valueExpiresOn,
    @Nullable LocalDate bonusExpiresOn,
    String provision,
    ZoneId zone,
    @Nullable Consent consent) {

  /**
   * The shopper's express agreement to credit in place of money (CRD Art. 13(1)).
   *
   * @param words what was chosen, and by whom
   * @param at when it was chosen
   */
  public record Consent(String words, Instant at) {}

  /** What was paid for the goods. */
  public Money value() {
    return amount.minus(bonus);
  }
}
