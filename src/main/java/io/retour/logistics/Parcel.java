package io.retour.logistics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A parcel of a return with its label.
 *
 * @param status LABEL_CREATED, DROPPED_OFF, IN_TRANSIT, DELIVERED, RECEIVED, LOST or VOIDED
 */
public record Parcel(
    UUID id,
    UUID returnId,
    int parcelNo,
    String carrier,
    String trackingNumber,
    String status,
    Instant createdAt,
    @Nullable Instant voidedAt) {}
