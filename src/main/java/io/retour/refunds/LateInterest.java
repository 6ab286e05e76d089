package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Instant;

/**
 * What a late refund costs on top of itself, from one day of delay on. A later step replaces an
 * earlier one.
 *
 * @param daysLate the day of delay on which the step begins, counted from 1
 * @param legalInterest whether interest runs at the legal rate instead of, or on top of, the uplift
 * @param provision the article, as a stable word
 * @param amount the uplift in money, without legal interest, whose rate is published each half-year
 */
public record LateInterest(
    int daysLate,
    int upliftPercent,
    boolean legalInterest,
    String provision,
    Money amount,
    Instant recordedAt) {}
