package io.retour.orders;

import io.retour.shared.Money;
import java.util.UUID;

/**
 * One means of payment that an order was paid with.
 *
 * @param method how it was paid (CARD, IDEAL, GIFT_CARD…)
 * @param provider the payment provider that captured it
 * @param reference the provider's own name for the payment
 */
public record Tender(UUID id, String method, String provider, String reference, Money captured) {}
