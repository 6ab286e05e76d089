package io.retour.logistics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parcel in which a shopper gets back what an inspection refused.
 *
 * @param dueAt when it was decided that nothing is paid for it
 * @param carrier absent until there is a label
 * @param trackingNumber absent until there is a label
 * @param handedOverAt when the carrier got it
 * @param handedOverBy who gave it to the carrier, or {@code carrier} for its scan
 * @param deliveredAt when the shopper got it, as the carrier tells
 */
public record SendBack(
    UUID returnId,
    Instant dueAt,
    @Nullable String carrier,
    @Nullable String trackingNumber,
    @Nullable Instant handedOverAt,
    @Nullable String handedOverBy,
    @Nullable Instant deliveredAt) {

  /** Whether it lies ready for the carrier. */
  public boolean ready() {
    return trackingNumber != null && handedOverAt == null;
  }

  /** How far it is, in a word. */
  public String state() {
    if (deliveredAt != null) {
      return "delivered";
    }
    if (handedOverAt != null) {
      return "on its way";
    }
    return trackingNumber == null ? "without a label yet" : "ready for the carrier";
  }
}
