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
    boolean finalSale) {

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

  public OrderLine {
    if (quantity < 1) {
      throw new IllegalArgumentException("A line has at least one piece: " + quantity);
    }
  }

  public Money afterLineDiscount() {
    return unitPrice.times(quantity).minus(lineDiscount);
  }
}
