package io.retour.logistics;

import java.time.Instant;

/**
 * One scan of a parcel as a carrier told it.
 *
 * @param code the carrier's own code, kept as it came
 */
public record TrackingNews(
    String carrier, String trackingNumber, String code, Status status, Instant occurredAt) {

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
