package io.retour.desk;

import java.time.Duration;

/** How long something takes, as people say it: in its largest whole unit. */
final class TimeSpan {

  private TimeSpan() {}

  static String of(Duration span) {
    long minutes = Math.max(0, span.toMinutes());
    if (minutes == 0) {
      return "less than a minute";
    }
    return minutes < 60
        ? said(minutes, "minute")
        : minutes < 48 * 60 ? said(minutes / 60, "hour") : said(minutes / (24 * 60), "day");
  }

  private static String said(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
