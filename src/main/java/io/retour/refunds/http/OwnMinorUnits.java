package io.retour.refunds.http;

import io.retour.shared.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The integers in which a provider counts money. Mostly they are the minor units of ISO 4217, and
 * each provider has its exceptions.
 *
 * @param decimals how many decimals the provider counts, of each currency where that is not what
 *     ISO 4217 says
 */
public record OwnMinorUnits(Map<String, Integer> decimals) {

  public OwnMinorUnits {
    decimals = Map.copyOf(decimals);
  }

  /** The amount as the provider counts it; empty when it is finer than the provider counts. */
  public OptionalLong of(Money amount) {
    BigDecimal units = amount.toMajor().movePointRight(decimalsOf(amount.currency()));
    return units.stripTrailingZeros().scale() <= 0
        ? OptionalLong.of(units.longValueExact())
        : OptionalLong.empty();
  }

  /**
   * The amount that the provider means.
   *
   * @param currencyCode ISO 4217, in upper or lower case
   * @throws ArithmeticException when it is finer than ISO 4217 counts
   */
  public Money money(long units, String currencyCode) {
    Currency currency = Currency.getInstance(currencyCode.toUpperCase(Locale.ROOT));
    return new Money(
        BigDecimal.valueOf(units, decimalsOf(currency))
            .movePointRight(currency.getDefaultFractionDigits())
            .longValueExact(),
        currency);
  }

  private int decimalsOf(Currency currency) {
    return decimals.getOrDefault(currency.getCurrencyCode(), currency.getDefaultFractionDigits());
  }
}
