package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds for every split of every amount. */
class MoneySplitTest {

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  @Property
  void partsSumToTheWhole(
      @ForAll long minor, @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0) Long> weights) {
    Money whole = euro(Math.max(minor, -Long.MAX_VALUE));

    assertThat(sum(whole.allocate(weights))).isEqualTo(whole);
  }

  @Property
  void everyPartIsWithinOneUnitOfItsExactShare(
      @ForAll @LongRange(min = -10_000_000_000L, max = 10_000_000_000L) long minor,
      @ForAll @Size(min = 1, max = 40)
          List<@LongRange(min = 0, max = 1_000_000_000L) Long> weights) {
    List<Money> parts = euro(minor).allocate(weights);
    BigInteger total = weights.stream().map(BigInteger::valueOf).reduce(BigInteger::add).get();

    for (int i = 0; i < parts.size(); i++) {
      // |part - minor * weight / total| < 1, without a division
      BigInteger weight = total.signum() == 0 ? BigInteger.ONE : BigInteger.valueOf(weights.get(i));
      BigInteger all = total.signum() == 0 ? BigInteger.valueOf(weights.size()) : total;
      BigInteger distance =
          BigInteger.valueOf(parts.get(i).minor())
              .multiply(all)
              .subtract(BigInteger.valueOf(minor).multiply(weight))
              .abs();
      assertThat(distance).isLessThan(all);
    }
  }

  @Property
  void theSameSplitGivesTheSameParts(
      @ForAll long minor, @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0) Long> weights) {
    Money whole = euro(Math.max(minor, -Long.MAX_VALUE));

    assertThat(whole.allocate(weights)).isEqualTo(whole.allocate(List.copyOf(weights)));
  }

  @Property
  void equalPartsDifferByOneUnitAtMostAndTheLargerComeFirst(
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long minor,
      @ForAll @IntRange(min = 1, max = 500) int parts) {
    List<Money> split = euro(minor).split(parts);

    assertThat(split.getFirst().minor() - split.getLast().minor()).isBetween(0L, 1L);
    assertThat(split).isSortedAccordingTo((one, other) -> other.compareTo(one));
  }

  private static Money sum(List<Money> parts) {
    BigInteger sum =
        parts.stream().map(part -> BigInteger.valueOf(part.minor())).reduce(BigInteger::add).get();
    return euro(sum.longValueExact());
  }
}
