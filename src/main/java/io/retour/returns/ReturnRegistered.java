package io.retour.returns;

import java.util.UUID;

/**
 * A return was registered; its journey and its refund clock are to start. Published within the
 * transaction.
 */
public record ReturnRegistered(UUID returnId, String rmaNumber, String brand) {}
