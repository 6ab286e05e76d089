package io.retour.refunds;

import java.util.UUID;

/** A shopper does not agree with a deduction. Published within the transaction. */
public record DeductionObjected(UUID objectionId, UUID returnId, String rmaNumber) {}
