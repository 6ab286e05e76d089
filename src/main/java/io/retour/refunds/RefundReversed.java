package io.retour.refunds;

import java.util.UUID;

/**
 * A refund that was paid came back, so it has to be paid again. Published within the transaction,
 * once for each refund.
 *
 * @param caseId the return or claim that the grant makes good
 */
public record RefundReversed(UUID caseId, UUID grantId, UUID refundId) {}
