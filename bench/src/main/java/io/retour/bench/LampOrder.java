package io.retour.bench;

/** An order of one lamp by a shopper of its own, within the right of withdrawal. */
public final class LampOrder {

  public static final String BRAND = Purchase.BRAND;
  public static final String SKU = Purchase.Goods.LAMP.sku();

  private LampOrder() {}

  /**
   * @param number its number, and its shopper's name
   * @return as the import takes it
   */
  public static String json(String number) {
    return Purchase.json(number, Purchase.Goods.LAMP);
  }
}
