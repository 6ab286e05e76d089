package io.retour.refunds;

import java.util.UUID;

/**
 * A provider told how a pending refund ended. Published within the transaction.
 *
 * @param state SETTLED or FAILED, over all tenders of the grant
 */
public record RefundOutcomeKnown(UUID returnId, UUID grantId, String state) {}
