package io.retour.exchanges;

import io.retour.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something a shop sells now.
 *
 * @param sku style and variant with a dash between them, as in {@code DRESS12-M}
 * @param price what one piece costs today, tax included
 * @param taxRateBasisPoints the tax in it in hundredths of a percent; absent when the shop does not
 *     say, or sells it in countries with different rates
 */
public record CatalogueItem(
    String brand,
    String sku,
    String title,
    String category,
    Money price,
    @Nullable Integer taxRateBasisPoints,
    int weightGrams) {

  /** What all sizes and colours of one thing have in common. */
  public String style() {
    return styleOf(sku);
  }

  /**
   * What one piece costs whom it is given in exchange. Another size or colour of the same style
   * costs what was paid for the piece that comes back, whatever it costs today: nobody pays twice
   * for a size that did not fit.
   */
  Money insteadOf(String sku, Money paid) {
    return style().equals(styleOf(sku)) ? paid : price;
  }

  public static String styleOf(String sku) {
    return sku.contains("-") ? sku.substring(0, sku.lastIndexOf('-')) : sku;
  }
}
