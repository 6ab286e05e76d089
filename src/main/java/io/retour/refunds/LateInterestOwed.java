package io.retour.refunds;

import java.util.UUID;

/** A refund is through, and the law gives the shopper something on top because it came late. */
public record LateInterestOwed(UUID returnId) {}
