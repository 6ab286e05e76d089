package io.retour.returns;

import java.util.UUID;

/** A return may come back; said once, within the transaction. */
public record ReturnAuthorised(UUID returnId) {}
