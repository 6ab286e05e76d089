package io.retour.claims;

/**
 * What the table {@code claim-remedy} looks at.
 *
 * @param claimValueMinor paid for all claimed pieces, in minor units
 * @param evidence GIVEN, NONE, or OVERDUE when it was asked for in vain
 * @param daysSinceDelivery whole days in the consumer's zone, -1 when no delivery is known
 * @param scanSaysDelivered whether carrier or shop reported the delivery
 * @param earlierClaims other claims of this shopper at this brand, before this one
 * @param replacementInStock whether the shop can send all claimed pieces again
 */
public record ClaimFacts(
    String claimKind,
    String country,
    String legalRegion,
    boolean consumer,
    String currency,
    long claimValueMinor,
    String evidence,
    int daysSinceDelivery,
    boolean scanSaysDelivered,
    int earlierClaims,
    boolean replacementInStock) {}
