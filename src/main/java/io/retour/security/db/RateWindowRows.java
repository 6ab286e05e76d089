package io.retour.security.db;

import io.retour.security.RateWindows;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The counters in MariaDB. */
@Component
class RateWindowRows implements RateWindows {

  private final JdbcClient jdbc;

  RateWindowRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One statement, so that two copies never count the same number; the row lock is short. */
  @Override
  public Window count(byte[] bucket, Instant now, Instant end) {
    LocalDateTime at = utc(now);
    LocalDateTime until = utc(end);
    return jdbc.sql(
            "insert into rate_window (bucket, used, ends_at) values (?, 1, ?)"
                // MariaDB assigns from left to right: used still sees the old end
                + " on duplicate key update used = if(ends_at <= ?, 1, used + 1),"
                + " ends_at = if(ends_at <= ?, ?, ends_at)"
                + " returning used, ends_at")
        .params(bucket, until, at, at, until)
        .query(
            (row, index) ->
                new Window(
                    row.getInt("used"),
                    row.getObject("ends_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .single();
  }

  @Override
  public void forget(Instant now) {
    jdbc.sql("delete from rate_window where ends_at <= ?").param(utc(now)).update();
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
