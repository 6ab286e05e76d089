package io.retour.insights;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How far back to look from today. */
public enum Period {
  /** Today and the 29 days before; its first week is mostly not a whole one. */
  MONTH,
  /** This week and the twelve before. */
  QUARTER,
  /** This week and the 51 before. */
  YEAR;

  /** Its name in addresses. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  LocalDate firstDay(LocalDate today) {
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return switch (this) {
      case MONTH -> today.minusDays(29);
      case QUARTER -> monday.minusWeeks(12);
      case YEAR -> monday.minusWeeks(51);
    };
  }
}
