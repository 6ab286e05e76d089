package io.retour.blind;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that an unannounced parcel may belong to.
 *
 * @param rmaNumber the return that points to the order, absent if none does
 * @param evidence why it may be that one
 */
public record Candidate(
    UUID orderId, String brand, String orderNumber, @Nullable String rmaNumber, Evidence evidence) {

  /** What points to an order, the strongest first. */
  public enum Evidence {
    /** The label's tracking number is that of an earlier return. */
    TRACKING_NUMBER(true),
    /** A return number is on or in the parcel. */
    RETURN_NUMBER(true),
    /** An order number is in the parcel. */
    ORDER_NUMBER(true),
    /** A serial number in it is that of a piece of the order. */
    SERIAL_NUMBER(true),
    /** Someone at the sender's postcode bought just these articles; a neighbour may have, too. */
    ARTICLES_AND_POSTCODE(false);

    private final boolean sure;

    Evidence(boolean sure) {
      this.sure = sure;
    }

    /** Whether it may be trusted without a person who looks. */
    public boolean sure() {
      return sure;
    }
  }
}
