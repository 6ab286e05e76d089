package io.retour.orders;

import io.retour.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * The currency that the shop keeps its books in, when the shopper paid in another.
 *
 * @param currency the shop's
 * @param rate what one major unit of the paid currency was worth in it at the purchase
 */
public record ShopCurrency(Currency currency, BigDecimal rate) {

  public ShopCurrency {
    if (rate.signum() <= 0) {
      throw new IllegalArgumentException("A rate is above zero: " + rate);
    }
  }

  /** What an amount was worth at the purchase, in the shop's currency, rounded half up. */
  public Money worth(Money paid) {
    return new Money(
        paid.toMajor()
            .multiply(rate)
            .movePointRight(currency.getDefaultFractionDigits())
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact(),
        currency);
  }
}
