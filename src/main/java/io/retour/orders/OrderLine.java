package io.retour.orders;

import io.retour.shared.Money;
import java.util.UUID;

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
    Battery battery) {

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

  /** A line without a battery, as most are. */
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
        Battery.NONE);
  }

  public OrderLine {
    if (quantity < 1) {
      throw new IllegalArgumentException("A line has at least one piece: " + quantity);
    }
  }

  public Money afterLineDiscount() {
    return unitPrice.times(quantity).minus(lineDiscount);
  }
}
