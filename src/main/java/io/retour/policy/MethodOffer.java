package io.retour.policy;

/**
 * A way back on offer.
 *
 * @param method what a registration names it, such as PARCEL_DROP_OFF
 * @param feeMinor what the shopper pays for it, minor units of the order's currency
 * @param refundDays days from hand-over to refund, as a rule
 * @param co2Grams estimated emission of this way back
 * @param rank the order in which to show it, cheapest for all first
 */
public record MethodOffer(String method, long feeMinor, int refundDays, int co2Grams, int rank) {}
