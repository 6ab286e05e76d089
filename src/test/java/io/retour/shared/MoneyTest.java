package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  /** spree#6226, solidus PR#707: the cent that rounding lost. */
  @Test
  void givesTheRemainderToTheFirstPart() {
    assertThat(euro(1000).split(3)).containsExactly(euro(334), euro(333), euro(333));
  }

  @Test
  void splitsWhatIsOwedAsWhatIsHad() {
    assertThat(euro(-1000).split(3)).containsExactly(euro(-334), euro(-333), euro(-333));
  }

  @Test
  void sharesByWeight() {
    assertThat(euro(100).allocate(List.of(600L, 400L))).containsExactly(euro(60), euro(40));
  }

  @Test
  void givesNothingToAWeightOfZero() {
    assertThat(euro(100).allocate(List.of(0L, 1L))).containsExactly(euro(0), euro(100));
  }

  @Test
  void sharesEquallyWhenNothingWeighsAnything() {
    assertThat(euro(3).allocate(List.of(0L, 0L))).containsExactly(euro(2), euro(1));
  }

  @Test
  void refusesNegativeWeightsAndNoParts() {
    assertThatIllegalArgumentException().isThrownBy(() -> euro(1).allocate(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> euro(1).allocate(List.of(2L, -1L)));
  }

  @Test
  void neverMixesCurrencies() {
    Money pounds = Money.of(1, "GBP");

    assertThatIllegalArgumentException().isThrownBy(() -> euro(1).plus(pounds));
    assertThatIllegalArgumentException().isThrownBy(() -> euro(1).minus(pounds));
    assertThatIllegalArgumentException().isThrownBy(() -> euro(1).min(pounds));
    assertThatIllegalArgumentException().isThrownBy(() -> euro(1).compareTo(pounds));
  }

  @Test
  void overflowsLoudly() {
    assertThatThrownBy(() -> euro(Long.MAX_VALUE).plus(euro(1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> euro(Long.MAX_VALUE).times(2)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({"12345, EUR, 123.45", "12345, JPY, 12345", "12345, KWD, 12.345", "-5, EUR, -0.05"})
  void hasAsManyDecimalsAsItsCurrency(long minor, String currency, BigDecimal major) {
    assertThat(Money.of(minor, currency).toMajor()).isEqualTo(major);
  }

  @Test
  void isWrittenAsPeopleThereWriteIt() {
    assertThat(euro(123456).format(Locale.GERMANY)).isEqualTo("1.234,56\u00a0€");
    assertThat(euro(123456).format(Locale.UK)).isEqualTo("€1,234.56");
    assertThat(Money.of(500, "JPY").format(Locale.UK)).endsWith("500");
  }

  @ParameterizedTest(name = "{1} basis points of {0} are {2}")
  @CsvSource({"50, 5000, 25", "5, 1000, 1", "4, 1000, 0", "-5, 1000, -1", "2495, 2100, 524"})
  void takesAShareHalfUp(long minor, int basisPoints, long share) {
    assertThat(euro(minor).basisPoints(basisPoints, RoundingMode.HALF_UP)).isEqualTo(euro(share));
  }
}
