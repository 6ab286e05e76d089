package io.retour.policy;

/**
 * How a return is made good.
 *
 * @param resolution REFUND or STORE_CREDIT
 * @param bonusPercent added on top of a store credit that the shopper chose
 */
public record ResolutionOffer(String resolution, int bonusPercent) {}
