package io.retour.logistics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One scan of a parcel as a carrier told it.
 *
 * @param code the carrier's own code, kept as it came
 * @param weightGrams what the parcel weighed there; absent when the carrier does not say
 */
public record TrackingNews(
    String carrier,
    String trackingNumber,
    String code,
    Status status,
    Instant occurredAt,
    @Nullable Integer weightGrams) {

  public TrackingNews(
      String carrier, String trackingNumber, String code, Status status, Instant occurredAt) {
    this(carrier, trackingNumber, code, status, occurredAt, null);
  }

  /** What a scan means; unknown codes are kept and change nothing. */
  public enum Status {
    CREATED,
    DROPPED_OFF,
    IN_TRANSIT,
    DELIVERED,
    /** The driver came and nobody was there, or did not come. */
    PICKUP_MISSED,
    EXCEPTION,
    UNKNOWN
  }
}
