package io.retour.logistics;

import java.util.UUID;

/** The driver did not get the parcel. */
public record PickupMissed(UUID returnId) {}
