package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
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
    assertThat(WithdrawalPeriod.after(LocalDate.parse(delivered), false, AMSTERDAM).lastDay())
        .isEqualTo(lastDay);
  }

  /** the period begins with possession, so before delivery it cannot have ended. */
  @Test
  void isOpenBeforeDelivery() {
    WithdrawalPeriod notDelivered = WithdrawalPeriod.after(null, true, AMSTERDAM);

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
    assertThat(WithdrawalPeriod.after(LocalDate.parse("2025-03-03"), true, zone).openAt(sent))
        .isEqualTo(open);
  }

  /** the clocks change in Amsterdam on 30 March 2025, in the night before the last day. */
  @Test
  void isNotShortenedByTheChangeToSummerTime() {
    WithdrawalPeriod period =
        WithdrawalPeriod.after(LocalDate.parse("2025-03-17"), true, AMSTERDAM);

    assertThat(period.lastDay()).isEqualTo("2025-03-31");
    assertThat(period.openAt(Instant.parse("2025-03-31T21:59:59Z"))).isTrue();
    assertThat(period.openAt(Instant.parse("2025-03-31T22:00:00Z"))).isFalse();
  }

  private static LocalDate lastDay(String delivered) {
    return Optional.ofNullable(
            WithdrawalPeriod.after(LocalDate.parse(delivered), true, AMSTERDAM).lastDay())
        .orElseThrow();
  }
}
