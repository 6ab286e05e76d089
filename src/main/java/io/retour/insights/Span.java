package io.retour.insights;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * Days of the shop's calendar, the last one included.
 *
 * @param zone the shop's time zone, in which a day begins and ends
 */
public record Span(LocalDate first, LocalDate last, ZoneId zone) {

  /** A week from Monday to Sunday, or what of it lies in the span. */
  public record Week(LocalDate first, LocalDate last) {

    /** A part of a week is no less busy a week: it must not be read as one. */
    public boolean whole() {
      return first.getDayOfWeek() == DayOfWeek.MONDAY && last.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
  }

  public Instant from() {
    return beginningOf(first);
  }

  /** The first moment after it. */
  public Instant until() {
    return beginningOf(last.plusDays(1));
  }

  /** The first moment of a day. */
  public Instant beginningOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  public List<Week> weeks() {
    List<Week> weeks = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); ) {
      LocalDate sunday = day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
      weeks.add(new Week(day, sunday.isAfter(last) ? last : sunday));
      day = sunday.plusDays(1);
    }
    return List.copyOf(weeks);
  }
}
