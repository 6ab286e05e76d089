package io.retour.policy;

import io.retour.shared.Market.LegalRegion;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a brand promises in a market beyond the law.
 *
 * @param windowDays the voluntary return window, days from delivery
 * @param freeMethods the ways back for which the shopper pays nothing
 * @param feeTables SHA-256 of the tables of ways back whose fees are promised; the lowest counts
 * @param tableChecksum SHA-256 of the table that said so
 */
public record ShopPolicy(
    int windowDays, Set<String> freeMethods, Set<String> feeTables, String tableChecksum) {

  public ShopPolicy {
    freeMethods = Set.copyOf(freeMethods);
    feeTables = Set.copyOf(feeTables);
  }

  /**
   * What a shopper gets: on each point the better of what was promised at the purchase, of what is
   * promised now, and of the law. A shop can change its policy for the worse for later purchases
   * only.
   *
   * @param atPurchase the snapshot kept with the order
   * @param now what the table says today
   * @param consumer false for a business purchase, which has no right of withdrawal
   */
  public static ShopPolicy better(
      ShopPolicy atPurchase, ShopPolicy now, LegalRegion region, boolean consumer) {
    int law = consumer && region != LegalRegion.OTHER ? WithdrawalPeriod.DAYS : 0;
    return new ShopPolicy(
        Math.max(law, Math.max(atPurchase.windowDays(), now.windowDays())),
        both(atPurchase.freeMethods(), now.freeMethods()),
        both(atPurchase.feeTables(), now.feeTables()),
        now.tableChecksum());
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }
}
