package io.retour.blind;

import io.retour.orders.SerialNumber;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A parcel that came without a return that expects it.
 *
 * @param reference what can be scanned on it: a tracking number, a return number, or a number that
 *     the warehouse gave it; unique
 * @param orderHint an order or return number found in it, empty if none
 * @param senderPostcode of the sender, without blanks, empty if unreadable
 * @param skus what lies in it, one for each piece; empty while it is closed
 * @param serials serial numbers that were read on what lies in it, none if none were
 * @param outcome what became of it, absent while that is open
 * @param returnId the return it belongs to, once known
 * @param decisionNote why a person decided so, empty if nobody did
 * @param overdueSince when finding out took too long, absent if it did not
 */
public record BlindParcel(
    UUID id,
    String reference,
    String orderHint,
    String senderPostcode,
    List<String> skus,
    List<SerialNumber> serials,
    String notes,
    String recordedBy,
    Instant recordedAt,
    @Nullable Outcome outcome,
    @Nullable UUID returnId,
    String decisionNote,
    @Nullable Instant overdueSince,
    @Nullable Instant decidedAt) {

  /** What an unannounced parcel turned out to be. */
  public enum Outcome {
    /** A return was registered for it. */
    REGISTERED,
    /** A return expects just these pieces, in another way; they count as its parcel. */
    RECEIVED,
    /** Its return was settled when it counted as lost; only the goods are left to deal with. */
    AFTER_LOSS,
    /** Nobody knows whose it is; kept apart. */
    UNCLAIMED
  }

  public BlindParcel {
    skus = List.copyOf(skus);
    serials = List.copyOf(serials);
  }
}
