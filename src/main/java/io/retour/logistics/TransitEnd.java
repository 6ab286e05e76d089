package io.retour.logistics;

/** What the time for the transport of a return's parcels ended with. */
public enum TransitEnd {
  /** All that was sent is here. */
  RECEIVED,
  /** Something is here, and at least one parcel that was handed over is not. */
  PART_LOST,
  /** Something is here, and the other parcels were never handed over. */
  PART_NOT_SENT,
  /** Nothing is here. */
  LOST
}
