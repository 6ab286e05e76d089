package io.retour.policy;

import org.jspecify.annotations.Nullable;

/**
 * A way back on offer.
 *
 * @param method what a registration names it, such as PARCEL_DROP_OFF
 * @param feeMinor what the shopper pays for it, minor units of the order's currency
 * @param refundDays days from hand-over to refund, as a rule
 * @param co2Grams estimated emission of this way back
 * @param rank the order in which to show it, cheapest for all first
 * @param nearestPointMetres how far it is from the order's postcode to the nearest drop-off point;
 *     absent when that is not known, or the parcel is not brought to one
 */
public record MethodOffer(
    String method,
    long feeMinor,
    int refundDays,
    int co2Grams,
    int rank,
    @Nullable Integer nearestPointMetres) {

  /** The same, for a parcel that is brought to a drop-off point. */
  public MethodOffer withNearestPoint(int metres) {
    return new MethodOffer(method, feeMinor, refundDays, co2Grams, rank, metres);
  }
}
