package io.retour.terms;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to buy, as far as it is known.
 *
 * @param country where it would be delivered, ISO 3166-1 alpha-2
 * @param category of the item, a word of the shop's vocabulary; absent for anything
 * @param priceMinor what it costs, in minor units of the currency; absent for any price
 * @param weightGrams what it weighs on its way back
 */
public record Purchase(
    String brand,
    String country,
    Currency currency,
    @Nullable String category,
    @Nullable Long priceMinor,
    int weightGrams) {

  /** A parcel with a few clothes, or a pair of shoes. */
  public static final int TYPICAL_GRAMS = 1_000;

  Purchase withPrice(@Nullable Long otherPriceMinor) {
    return new Purchase(brand, country, currency, category, otherPriceMinor, weightGrams);
  }
}
