package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.holidays.HolidaysForTests;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The period of Directive 2011/83/EU (CRD) Art. 9 to 11, counted as Regulation (EEC, Euratom) No
 * 1182/71 Art. 3 says. The rows are those of the legal notes that the tables follow.
 */
class WithdrawalPeriodTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  /** the day of delivery is not counted, so a Monday's delivery ends on a Monday. */
  @Test
  void doesNotCountTheDayOfDelivery() {
    assertThat(lastDay("2025-03-03")).isEqualTo("2025-03-17");
  }

  /** Regulation 1182/71 Art. 3(4). */
  @ParameterizedTest(name = "delivered {0}, open until {1}")
  @CsvSource({
    "2025-03-07, 2025-03-21", // a Friday stays
    "2025-03-08, 2025-03-24", // Saturday becomes Monday
    "2025-03-09, 2025-03-24", // Sunday becomes Monday
    "2025-03-10, 2025-03-24", // Monday stays
    "2025-12-20, 2026-01-05", // over the turn of the year
    "2024-02-15, 2024-02-29", // a leap day counts as a day
  })
  void endsWithTheNextWorkingDay(String delivered, String lastDay) {
    assertThat(lastDay(delivered)).isEqualTo(lastDay);
  }

  /** CRD Art. 10(1). */
  @ParameterizedTest(name = "delivered {0}, not informed, open until {1}")
  @CsvSource({
    "2025-03-03, 2026-03-17", // fourteen days and twelve months
    "2025-03-07, 2026-03-23", // 2026-03-21 is a Saturday
    "2024-02-15, 2025-02-28", // twelve months after a leap day
  })
  void growsByTwelveMonthsWhenTheShopperWasNotInformed(String delivered, String lastDay) {
    assertThat(after(LocalDate.parse(delivered), false, null, AMSTERDAM).lastDay())
        .isEqualTo(lastDay);
  }

  /** the period begins with possession, so before delivery it cannot have ended. */
  @Test
  void isOpenBeforeDelivery() {
    WithdrawalPeriod notDelivered = after(null, true, null, AMSTERDAM);

    assertThat(notDelivered.lastDay()).isNull();
    assertThat(notDelivered.openAt(Instant.parse("2099-01-01T00:00:00Z"))).isTrue();
  }

  /** what counts is when it was sent, until 24:00 where the shopper lives. */
  @ParameterizedTest(name = "{0} in {1}: open {2}")
  @CsvSource({
    "2025-03-17T22:59:59Z, Europe/Amsterdam, true", // 23:59:59 there
    "2025-03-17T23:00:00Z, Europe/Amsterdam, false", // midnight there
    "2025-03-17T23:59:59Z, Europe/London, true",
    "2025-03-18T00:00:00Z, Europe/London, false",
    "2025-03-17T21:59:59Z, Europe/Helsinki, true",
    "2025-03-17T22:00:00Z, Europe/Helsinki, false",
  })
  void endsAtMidnightWhereTheShopperLives(Instant sent, ZoneId zone, boolean open) {
    assertThat(after(LocalDate.parse("2025-03-03"), true, null, zone).openAt(sent)).isEqualTo(open);
  }

  /** the clocks change in Amsterdam on 30 March 2025, in the night before the last day. */
  @Test
  void isNotShortenedByTheChangeToSummerTime() {
    WithdrawalPeriod period = after(LocalDate.parse("2025-03-17"), true, null, AMSTERDAM);

    assertThat(period.lastDay()).isEqualTo("2025-03-31");
    assertThat(period.openAt(Instant.parse("2025-03-31T21:59:59Z"))).isTrue();
    assertThat(period.openAt(Instant.parse("2025-03-31T22:00:00Z"))).isFalse();
  }

  /** Regulation 1182/71 Art. 3(4), public holidays where the shopper lives. */
  @ParameterizedTest(name = "{0}: delivered {1}, open until {2}")
  @CsvSource({
    "NL, 2025-04-07, 2025-04-22", // Easter Monday
    "NL, 2025-12-11, 2025-12-29", // two days of Christmas, then a weekend
    "DE, 2025-04-17, 2025-05-02", // the first of May
    "NL, 2025-04-17, 2025-05-01", // is a working day in the Netherlands
    "FR, 2025-06-30, 2025-07-15", // the fourteenth of July
    "US, 2025-06-20, 2025-07-07", // the fourth of July and a weekend
    "XX, 2025-04-07, 2025-04-21", // a country that nobody knows
  })
  void r07EndsWithTheNextWorkingDayAfterAHoliday(String country, String delivered, String lastDay) {
    PublicHolidays holidays = HolidaysForTests.national();

    assertThat(
            WithdrawalPeriod.after(
                    LocalDate.parse(delivered),
                    true,
                    null,
                    AMSTERDAM,
                    day -> holidays.on(country, day))
                .lastDay())
        .isEqualTo(lastDay);
  }

  /** CRD Art. 10(2). */
  @ParameterizedTest(name = "delivered {0}, informed {1}, open until {2}")
  @CsvSource({
    "2025-03-03, 2025-06-02, 2025-06-16", // fourteen days from the information
    "2025-03-03, 2026-03-03, 2026-03-17", // on the last day of the twelve months
    "2025-03-03, 2026-03-04, 2026-03-17", // too late, so the twelve months run out
    "2025-03-03, 2025-03-10, 2025-03-24", // a week after delivery
    "2025-03-03, 2025-03-01, 2025-03-17", // before delivery: in time after all
  })
  void r08EndsFourteenDaysAfterLateInformation(String delivered, String informed, String lastDay) {
    assertThat(
            after(LocalDate.parse(delivered), false, LocalDate.parse(informed), AMSTERDAM)
                .lastDay())
        .isEqualTo(lastDay);
  }

  private static WithdrawalPeriod after(
      @Nullable LocalDate start, boolean informed, @Nullable LocalDate informedOn, ZoneId zone) {
    return WithdrawalPeriod.after(start, informed, informedOn, zone, day -> false);
  }

  private static LocalDate lastDay(String delivered) {
    return Optional.ofNullable(after(LocalDate.parse(delivered), true, null, AMSTERDAM).lastDay())
        .orElseThrow();
  }
}
