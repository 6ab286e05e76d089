package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * Credit to spend at the shop.
 *
 * @param code what the shopper enters at the checkout
 */
public record StoreCredit(UUID id, UUID grantId, String code, Money amount, Instant issuedAt) {}
