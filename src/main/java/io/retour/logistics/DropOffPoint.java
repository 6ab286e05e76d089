package io.retour.logistics;

/**
 * A place where parcels are handed in.
 *
 * @param id the carrier's own name for it
 * @param name as people know it
 * @param address street and place
 * @param distanceMetres from the middle of the postcode that was asked for
 * @param openingHours as on the door, in the place's own zone
 */
public record DropOffPoint(
    String id, String name, String address, int distanceMetres, String openingHours) {}
