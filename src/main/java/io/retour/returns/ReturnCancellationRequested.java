package io.retour.returns;

import java.util.UUID;

/** The shopper or an agent calls the return off. Published within the transaction. */
public record ReturnCancellationRequested(UUID returnId) {}
