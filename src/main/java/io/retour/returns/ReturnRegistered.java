package io.retour.returns;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A return was registered; its journey is to start. Published within the transaction.
 *
 * @param refundWarningAt when the journey is to warn that the refund's deadline is near
 */
public record ReturnRegistered(
    UUID returnId, String rmaNumber, String brand, OffsetDateTime refundWarningAt) {}
