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
    @Nullable Instant voidedAt) {

  /** Whether it once counted as lost; that it was found afterwards does not undo that. */
  public boolean lost() {
    return status.equals("LOST");
  }
}
