package io.retour.claims;

/**
 * What the tables {@code conformity}, {@code conformity-remedy} and {@code hazmat-triage} look at.
 *
 * @param conformityLaw whose law of conformity applies: see {@link
 *     io.retour.returns.ConformityTime}
 * @param daysSinceDelivery whole days in the consumer's zone, -1 when no delivery is known
 * @param monthsSinceDelivery whole months begun since delivery, so 24 means "within two years"
 * @param liabilityExtended whether an earlier repair extended the liability beyond today (Directive
 *     (EU) 2024/1799 Art. 16)
 * @param earlierRepairs repairs of this very piece before
 * @param earlierRemedies how often this very piece was repaired or replaced before because it was
 *     not as agreed (Directive (EU) 2019/771 Art. 13(4)(b))
 * @param replacementInStock whether the shop can send the piece again
 * @param wishedRemedy REPAIR, REPLACEMENT, REFUND, or NONE when the shopper left it open
 * @param battery which battery is in the piece: NONE or LITHIUM
 * @param reason what a return of it for this would be for
 */
public record ConformityFacts(
    String conformityLaw,
    String country,
    String currency,
    long claimValueMinor,
    int daysSinceDelivery,
    int monthsSinceDelivery,
    boolean liabilityExtended,
    int earlierRepairs,
    int earlierRemedies,
    boolean replacementInStock,
    String wishedRemedy,
    String battery,
    String reason) {}
