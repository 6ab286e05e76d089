package io.retour.orders;

import io.retour.shared.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order: so many pieces of one product.
 *
 * @param category the product's category, one of FASHION, SHOES, ELECTRONICS, HOME, BEAUTY, TOYS,
 *     OTHER
 * @param unitPrice the price of one piece before discounts
 * @param lineDiscount what was taken off this line, not negative
 * @param taxRateBasisPoints the tax rate at purchase in hundredths of a percent
 * @param exemption why the right of withdrawal does not apply (CRD Art. 16), NONE for most goods
 * @param finalSale whether the shop excluded it from voluntary returns at purchase
 * @param battery whether a lithium battery is in it, which decides how it may travel back
 * @param tax what the shop charged as tax for the whole line after all discounts; null when it did
 *     not say, then the rate tells
 * @param kit the kit that the line's pieces were sold in, null for goods sold by themselves
 */
public record OrderLine(
    UUID id,
    int lineNo,
    String sku,
    String title,
    String category,
    int quantity,
    Money unitPrice,
    Money lineDiscount,
    int taxRateBasisPoints,
    int weightGrams,
    Exemption exemption,
    boolean finalSale,
    Battery battery,
    @Nullable Money tax,
    @Nullable Kit kit) {

  /**
   * Goods sold together at one price, of which each part is a line of its own.
   *
   * @param no which of the order's kits, counted from 1
   * @param sku the kit's own article number
   * @param title what the kit is called
   * @param piecesEach how many of the line's pieces are in one kit
   */
  public record Kit(int no, String sku, String title, int piecesEach) {}

  /** Batteries that the rules on dangerous goods speak of (ADR class 9). */
  public enum Battery {
    NONE,
    LITHIUM
  }

  /** Exemptions from the right of withdrawal, CRD Art. 16. */
  public enum Exemption {
    NONE,
    /** Made to the consumer's specification or clearly personalised, Art. 16(c). */
    PERSONALISED,
    /** Liable to deteriorate or expire rapidly, Art. 16(d). */
    PERISHABLE,
    /** Sealed, unsuitable for return for health or hygiene, unsealed, Art. 16(e). */
    HYGIENE_SEAL_BROKEN,
    /** Sealed audio, video or software, unsealed, Art. 16(i). */
    MEDIA_SEAL_BROKEN
  }

  /** A line without a battery, sold by itself and taxed by its rate, as most are. */
  public OrderLine(
      UUID id,
      int lineNo,
      String sku,
      String title,
      String category,
      int quantity,
      Money unitPrice,
      Money lineDiscount,
      int taxRateBasisPoints,
      int weightGrams,
      Exemption exemption,
      boolean finalSale) {
    this(
        id,
        lineNo,
        sku,
        title,
        category,
        quantity,
        unitPrice,
        lineDiscount,
        taxRateBasisPoints,
        weightGrams,
        exemption,
        finalSale,
        Battery.NONE,
        null,
        null);
  }

  public OrderLine {
    if (quantity < 1) {
      throw new IllegalArgumentException("A line has at least one piece: " + quantity);
    }
  }

  /** The same line under another number. */
  public OrderLine numbered(int no) {
    return new OrderLine(
        id,
        no,
        sku,
        title,
        category,
        quantity,
        unitPrice,
        lineDiscount,
        taxRateBasisPoints,
        weightGrams,
        exemption,
        finalSale,
        battery,
        tax,
        kit);
  }

  /** What the line is worth before discounts of the order. */
  public Money afterLineDiscount() {
    return unitPrice.times(quantity).minus(lineDiscount);
  }
}
