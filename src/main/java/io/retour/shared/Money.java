package io.retour.shared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An exact amount: minor units (cents for EUR) of one currency. There is no floating point anywhere
 * near it; what cannot be divided evenly is split by largest remainder, so parts always sum to the
 * whole.
 *
 * @param minor the amount in minor units of the currency, negative for an amount owed
 * @param currency the currency; amounts of two currencies never meet in one operation
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

  public static Money of(long minor, String currencyCode) {
    return new Money(minor, Currency.getInstance(currencyCode));
  }

  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
  }

  public Money negate() {
    return new Money(Math.negateExact(minor), currency);
  }

  public Money times(int factor) {
    return new Money(Math.multiplyExact(minor, factor), currency);
  }

  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Money max(Money other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public boolean isZero() {
    return minor == 0;
  }

  public boolean isPositive() {
    return minor > 0;
  }

  public boolean isNegative() {
    return minor < 0;
  }

  /**
   * A share of this amount.
   *
   * @param basisPoints the share in hundredths of a percent (2100 for 21 %)
   * @param rounding how a fraction of a minor unit is rounded
   */
  public Money basisPoints(int basisPoints, RoundingMode rounding) {
    return new Money(
        BigDecimal.valueOf(minor)
            .multiply(BigDecimal.valueOf(basisPoints))
            .divide(BigDecimal.valueOf(10_000), 0, rounding)
            .longValueExact(),
        currency);
  }

  /**
   * The tax that a price with tax contains, rounded half up.
   *
   * @param taxRateBasisPoints the rate in hundredths of a percent (2100 for 21 %)
   */
  public Money containedTax(int taxRateBasisPoints) {
    return new Money(
        BigDecimal.valueOf(minor)
            .multiply(BigDecimal.valueOf(taxRateBasisPoints))
            .divide(BigDecimal.valueOf(10_000L + taxRateBasisPoints), 0, RoundingMode.HALF_UP)
            .longValueExact(),
        currency);
  }

  /** Splits into equal parts that sum to this amount; the first parts carry the remainder. */
  public List<Money> split(int parts) {
    return allocate(IntStream.range(0, parts).mapToObj(i -> 1L).toList());
  }

  /**
   * Splits by weight with the largest-remainder method (Hamilton): every part is within one minor
   * unit of its exact share and the parts sum to the whole. Equal remainders go to the lowest
   * index, so the same input always gives the same parts.
   *
   * @param weights one weight per part, none negative; all zero counts as all equal
   * @throws IllegalArgumentException when there is no part or a weight is negative
   */
  public List<Money> allocate(List<Long> weights) {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("An amount cannot be split into no parts");
    }
    if (weights.stream().anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException("A share cannot have a negative weight: " + weights);
    }
    List<Long> shares =
        weights.stream().allMatch(w -> w == 0) ? weights.stream().map(w -> 1L).toList() : weights;
    BigInteger total =
        shares.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger whole = BigInteger.valueOf(Math.abs(minor));
    long[] parts = new long[shares.size()];
    BigInteger[] remainders = new BigInteger[shares.size()];
    long given = 0;
    for (int i = 0; i < parts.length; i++) {
      BigInteger[] share =
          whole.multiply(BigInteger.valueOf(shares.get(i))).divideAndRemainder(total);
      parts[i] = share[0].longValueExact();
      remainders[i] = share[1];
      given += parts[i];
    }
    List<Integer> byRemainder =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
            .toList();
    for (int i = 0; i < Math.abs(minor) - given; i++) {
      parts[byRemainder.get(i)]++;
    }
    List<Money> result = new ArrayList<>(parts.length);
    for (long part : parts) {
      result.add(new Money(minor < 0 ? -part : part, currency));
    }
    return List.copyOf(result);
  }

  /** The amount in major units, exact. */
  public BigDecimal toMajor() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
  }

  /** The amount as people of that locale write it, with its currency. */
  public String format(Locale locale) {
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(currency);
    format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
    format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
    return format.format(toMajor());
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "Cannot combine %s with %s".formatted(currency, other.currency));
    }
    return other;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, sameCurrency(other).minor);
  }

  @Override
  public String toString() {
    return currency.getCurrencyCode() + " " + toMajor().toPlainString();
  }
}
