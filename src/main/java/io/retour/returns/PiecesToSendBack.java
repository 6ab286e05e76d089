package io.retour.returns;

import java.util.UUID;

/**
 * Pieces that were refused are for good not paid, and belong to the shopper: they are to be sent
 * back. Published within the transaction, once for each return.
 */
public record PiecesToSendBack(UUID returnId, String rmaNumber) {}
