package io.retour.policy;

/**
 * What of the delivery a part of an order brings back that comes back under a right. The law does
 * not say (CRD Art. 13(1) speaks of the contract).
 *
 * @param byShare whether each part brings its share, and not the last part all of it
 * @param asked what the table was asked and said
 */
public record PartialDelivery(boolean byShare, Decision asked) {}
