package io.retour.refunds;

import java.util.UUID;

/** A provider told how a refund of the grant ended. Published within the transaction. */
public record RefundOutcomeKnown(UUID returnId, UUID grantId) {}
