package io.retour.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The statutory period in which a consumer may withdraw without giving a reason (CRD Art. 9).
 *
 * @param lastDay the last calendar day of the period in the consumer's zone, until 24:00; absent
 *     while the goods are not delivered, when the period has not begun to run out
 */
public record WithdrawalPeriod(@Nullable LocalDate lastDay, ZoneId zone) {

  private static final int DAYS = 14;

  /**
   * @param deliveredOn the day the last good came into the consumer's possession (Art. 9(2)(b)); it
   *     is not counted itself (Regulation 1182/71 Art. 3(1))
   * @param informed whether the trader informed about the right; if not, twelve months more (Art.
   *     10(1))
   */
  public static WithdrawalPeriod after(
      @Nullable LocalDate deliveredOn, boolean informed, ZoneId zone) {
    if (deliveredOn == null) {
      return new WithdrawalPeriod(null, zone);
    }
    LocalDate end = deliveredOn.plusDays(DAYS);
    if (!informed) {
      end = end.plusMonths(12);
    }
    // a period that would end on a Saturday or Sunday ends with the next working day (Regulation
    // 1182/71 Art. 3(4)); public holidays are the next refinement
    while (end.getDayOfWeek() == DayOfWeek.SATURDAY || end.getDayOfWeek() == DayOfWeek.SUNDAY) {
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
