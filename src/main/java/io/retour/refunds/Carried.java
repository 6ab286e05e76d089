package io.retour.refunds;

import io.retour.shared.Money;
import java.util.UUID;

/**
 * What was paid for returned pieces by one means of payment and now pays for other goods instead of
 * going back.
 */
public record Carried(UUID tenderId, Money amount) {}
