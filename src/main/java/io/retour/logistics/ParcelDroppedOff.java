package io.retour.logistics;

import java.util.UUID;

/** A carrier scanned the parcel for the first time: proof of dispatch (CRD Art. 13(3)). */
public record ParcelDroppedOff(UUID returnId, String trackingNumber) {}
