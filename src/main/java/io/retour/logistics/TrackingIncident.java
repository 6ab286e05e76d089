package io.retour.logistics;

import java.util.UUID;

/**
 * A carrier tells of trouble with a parcel: held, damaged, cannot be delivered.
 *
 * @param code the carrier's own code
 */
public record TrackingIncident(UUID returnId, String trackingNumber, String code) {}
