package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.LateStep;
import io.retour.policy.PolicyForTests;
import io.retour.policy.ReturnPolicy;
import io.retour.shared.Money;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code de la consommation L242-4, worked out with the tables as they are packaged. */
class LateSumTest {

  private static final ReturnPolicy POLICY = PolicyForTests.packaged();
  private static final LocalDate DUE = LocalDate.of(2026, 1, 15);

  private static Optional<LateSum> sum(
      String country, String basis, long refund, long price, LocalDate due, LocalDate through) {
    return LateSum.of(
        Money.of(refund, "EUR"),
        Money.of(price, "EUR"),
        due,
        through,
        day -> POLICY.lateStep(country, basis, day),
        month -> POLICY.legalRate(country, month));
  }

  private static Optional<LateSum> french(long refund, long price, int daysLate) {
    return sum("FR", "STATUTORY_WITHDRAWAL", refund, price, DUE, DUE.plusDays(daysLate));
  }

  @Test
  void costsNothingOnTheLastDayInTime() {
    assertThat(french(100_00, 100_00, 0)).isEmpty();
    assertThat(french(100_00, 100_00, -3)).isEmpty();
  }

  /** 1000.00 so that a day at 6.67 % is worth 18 cents. */
  @ParameterizedTest(name = "day {0}")
  @CsvSource({
    "1, 0, 0, 18",
    "10, 0, 0, 183",
    "11, 5, 5000, 0",
    "20, 5, 5000, 0",
    "21, 10, 10000, 0",
    "30, 10, 10000, 0",
    "31, 20, 20000, 0",
    "60, 20, 20000, 0",
    "61, 50, 50000, 0",
    "90, 50, 50000, 0",
    "91, 55, 55000, 0",
    "121, 60, 60000, 0",
    "151, 65, 65000, 0",
    "181, 70, 70000, 0",
    "211, 75, 75000, 0",
    "241, 80, 80000, 0",
    "271, 85, 85000, 0",
    "301, 90, 90000, 0",
    "331, 95, 95000, 0",
    "360, 95, 95000, 0",
    "361, 100, 100000, 18",
    "370, 100, 100000, 183"
  })
  void costsWhatTheStepOfTheLastDaySays(int daysLate, int percent, long uplift, long interest) {
    LateSum sum = french(1000_00, 1000_00, daysLate).orElseThrow();

    assertThat(sum.daysLate()).isEqualTo(daysLate);
    assertThat(sum.upliftPercent()).isEqualTo(percent);
    assertThat(sum.uplift()).isEqualTo(Money.of(uplift, "EUR"));
    assertThat(sum.total()).isEqualTo(Money.of(uplift + interest, "EUR"));
    assertThat(sum.provision()).isEqualTo("FR_L242_4");
  }

  /** With the delivery a refund is more than the goods cost; the uplift is not. */
  @Test
  void endsAtThePriceOfTheGoodsAndBearsInterestFromThere() {
    // 70 % of 130.00 are 91.00 and 80 % are 104.00, which is above the price, from day 241 on
    LateSum sum = french(130_00, 100_00, 250).orElseThrow();

    assertThat(sum.uplift()).isEqualTo(Money.of(100_00, "EUR"));
    assertThat(sum.interest()).hasSize(1);
    assertThat(sum.interest().getFirst().from()).isEqualTo(DUE.plusDays(241));
    assertThat(sum.interest().getFirst().days()).isEqualTo(10);
    assertThat(sum.interest().getFirst().amount()).isEqualTo(Money.of(24, "EUR"));
  }

  @Test
  void interestRunsOnFromTheDayOnWhichThePriceWasReached() {
    LateSum sum = french(130_00, 100_00, 400).orElseThrow();

    assertThat(sum.uplift()).isEqualTo(Money.of(100_00, "EUR"));
    assertThat(sum.interest().getFirst().from()).isEqualTo(DUE.plusDays(241));
    assertThat(sum.interest().getLast().until()).isEqualTo(DUE.plusDays(400));
  }

  /** The steps up to 50 % know no such limit. */
  @Test
  void theFirstStepsAreOfAllThatIsDue() {
    assertThat(french(300_00, 100_00, 61).orElseThrow().uplift())
        .isEqualTo(Money.of(150_00, "EUR"));
  }

  @Test
  void countsEachDayAtTheRateOfItsHalfYear() {
    LocalDate due = LocalDate.of(2025, 12, 27);
    LateSum sum =
        sum("FR", "STATUTORY_WITHDRAWAL", 10_000_00, 10_000_00, due, due.plusDays(10))
            .orElseThrow();

    assertThat(sum.interest())
        .containsExactly(
            new LateSum.Interest(
                LocalDate.of(2025, 12, 28), LocalDate.of(2025, 12, 31), 665, euro(7_29)),
            new LateSum.Interest(
                LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 6), 667, euro(10_96)));
    assertThat(sum.total()).isEqualTo(euro(18_25));
  }

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  @Test
  void givesNothingByItselfElsewhereOrForAnotherRight() {
    assertThat(sum("NL", "STATUTORY_WITHDRAWAL", 100_00, 100_00, DUE, DUE.plusDays(40))).isEmpty();
    assertThat(sum("FR", "CONFORMITY", 100_00, 100_00, DUE, DUE.plusDays(40))).isEmpty();
    assertThat(sum("FR", "VOLUNTARY", 100_00, 100_00, DUE, DUE.plusDays(40))).isEmpty();
  }

  @Test
  void owesNothingWhenLessThanACentComesOut() {
    assertThat(french(10_00, 10_00, 1)).isEmpty();
  }

  /** A table that somebody changed must not send the program round in circles. */
  @Test
  void stopsWhereAStepLeadsNoFurther() {
    assertThat(
            LateSum.of(
                euro(100_00),
                euro(100_00),
                DUE,
                DUE.plusDays(40),
                day -> new LateStep(5, false, false, 1, "FR_L242_4"),
                month -> 0))
        .map(LateSum::total)
        .contains(euro(5_00));
  }
}
