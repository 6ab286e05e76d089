package io.retour.orders;

/**
 * What the trader told the consumer before the purchase. Each duty has its own consequence.
 *
 * @param ofWithdrawal of the right of withdrawal (CRD Art. 6(1)(h)); if not, the period grows by
 *     twelve months (Art. 10) and no lost value is deducted (Art. 14(2))
 * @param ofReturnCost that the consumer bears the way back (Art. 6(1)(i)); if not, it costs the
 *     consumer nothing (Art. 6(6), 14(1))
 * @param ofExemptions for which goods there is no right of withdrawal (Art. 6(1)(k)); if not, no
 *     exemption counts
 */
public record Informed(boolean ofWithdrawal, boolean ofReturnCost, boolean ofExemptions) {

  /** Who told everything. */
  public static final Informed OF_ALL = new Informed(true, true, true);
}
