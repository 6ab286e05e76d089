package io.retour.logistics;

import java.util.UUID;

/** The warehouse has the parcel in its hands. */
public record ParcelReceived(UUID returnId, String trackingNumber) {}
