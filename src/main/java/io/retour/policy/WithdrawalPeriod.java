package io.retour.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The statutory period in which a consumer may withdraw without giving a reason (CRD Art. 9).
 *
 * @param lastDay the last calendar day of the period in the consumer's zone, until 24:00; absent
 *     while the goods are not delivered, when the period has not begun to run out
 */
public record WithdrawalPeriod(@Nullable LocalDate lastDay, ZoneId zone) {

  /** CRD Art. 9(1), Consumer Contracts Regulations 2013 reg. 30. */
  public static final int DAYS = 14;

  private static final int MONTHS_WITHOUT_INFORMATION = 12;

  /**
   * @param start the day the last good, or the first of a regular delivery, came into the
   *     consumer's possession (Art. 9(2)(b)); it is not counted itself (Regulation 1182/71 Art.
   *     3(1))
   * @param informed whether the trader informed about the right with the order; if not, twelve
   *     months more (Art. 10(1))
   * @param informedOn when the trader did so later: within twelve months of the start the period
   *     ends fourteen days after it (Art. 10(2)), and never before the ordinary fourteen
   * @param holiday the public holidays where the consumer lives
   */
  public static WithdrawalPeriod after(
      @Nullable LocalDate start,
      boolean informed,
      @Nullable LocalDate informedOn,
      ZoneId zone,
      Predicate<LocalDate> holiday) {
    if (start == null) {
      return new WithdrawalPeriod(null, zone);
    }
    LocalDate end = start.plusDays(DAYS);
    boolean neverInformed =
        informedOn == null
            ? !informed
            : informedOn.isAfter(start.plusMonths(MONTHS_WITHOUT_INFORMATION));
    if (neverInformed) {
      end = end.plusMonths(MONTHS_WITHOUT_INFORMATION);
    } else if (informedOn != null && informedOn.isAfter(start)) {
      end = informedOn.plusDays(DAYS);
    }
    // a period that would end on a holiday, a Saturday or Sunday ends with the next working day
    // (Regulation 1182/71 Art. 3(4))
    while (end.getDayOfWeek() == DayOfWeek.SATURDAY
        || end.getDayOfWeek() == DayOfWeek.SUNDAY
        || holiday.test(end)) {
      end = end.plusDays(1);
    }
    return new WithdrawalPeriod(end, zone);
  }

  /**
   * @param at when the statement was sent; when it arrives does not matter (Art. 11(2))
   */
  public boolean openAt(Instant at) {
    return lastDay == null || !at.atZone(zone).toLocalDate().isAfter(lastDay);
  }
}
