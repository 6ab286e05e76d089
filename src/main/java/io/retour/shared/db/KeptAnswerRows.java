package io.retour.shared.db;

import io.retour.shared.KeptAnswers;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.RetentionProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Kept answers in MariaDB. */
@Component
class KeptAnswerRows implements KeptAnswers, KeptForAWhile {

  private final JdbcClient jdbc;

  KeptAnswerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean claim(
      String caller, String key, String fingerprint, Instant at, Instant abandonedBefore) {
    try {
      jdbc.sql(
              "insert into idempotent_request (principal, request_key, fingerprint, created_at)"
                  + " values (?, ?, ?, ?)")
          .params(caller, key, fingerprint, utc(at))
          .update();
      return true;
    } catch (DuplicateKeyException known) {
      // left by a copy of Retour that died in the middle of the request, or one that still works on
      // it; that does no harm, because both run under the same ids
      return jdbc.sql(
                  "update idempotent_request set created_at = ? where principal = ?"
                      + " and request_key = ? and fingerprint = ? and status is null"
                      + " and created_at < ?")
              .params(utc(at), caller, key, fingerprint, utc(abandonedBefore))
              .update()
          == 1;
    }
  }

  @Override
  public Optional<Kept> find(String caller, String key) {
    return jdbc.sql("select * from idempotent_request where principal = ? and request_key = ?")
        .params(caller, key)
        .query((row, index) -> new Kept(row.getString("fingerprint"), answer(row)))
        .optional();
  }

  private static @Nullable Answer answer(ResultSet row) throws SQLException {
    Integer status = row.getObject("status", Integer.class);
    return status == null
        ? null
        : new Answer(
            status,
            row.getString("content_type"),
            row.getString("location"),
            row.getString("body"));
  }

  @Override
  public void keep(String caller, String key, Answer answer) {
    jdbc.sql(
            "update idempotent_request set status = ?, content_type = ?, location = ?, body = ?"
                + " where principal = ? and request_key = ? and status is null")
        .param(answer.status())
        .param(answer.contentType())
        .param(answer.location())
        .param(answer.body())
        .param(caller)
        .param(key)
        .update();
  }

  @Override
  public void release(String caller, String key, Instant claimedAt) {
    jdbc.sql(
            "delete from idempotent_request where principal = ? and request_key = ?"
                + " and status is null and created_at = ?")
        .params(caller, key, utc(claimedAt))
        .update();
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return retention.idempotencyKeys();
  }

  @Override
  public int forget(Instant doneBefore, int most) {
    return jdbc.sql(
            "delete from idempotent_request where created_at < ? order by created_at limit ?")
        .params(utc(doneBefore), most)
        .update();
  }

  /** As exact as the column, so that a claim is found again by its time. */
  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
