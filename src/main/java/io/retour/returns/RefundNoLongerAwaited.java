package io.retour.returns;

import java.util.UUID;

/**
 * A return waits for its money no longer: it is settled, or the return ended with nothing due.
 * Published within the transaction.
 */
public record RefundNoLongerAwaited(UUID returnId) {}
