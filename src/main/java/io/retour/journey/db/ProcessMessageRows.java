package io.retour.journey.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.journey.ProcessMessages;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.RetentionProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The outbox to Camunda in MariaDB. */
@Component
class ProcessMessageRows implements ProcessMessages, KeptForAWhile {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  ProcessMessageRows(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(String name, String correlationKey, Map<String, ?> variables) {
    LocalDateTime now = utc(clock.instant());
    jdbc.sql(
            "insert into process_message (id, name, correlation_key, variables, created_at,"
                + " attempts, next_attempt_at, last_error) values (?, ?, ?, ?, ?, 0, ?, '')")
        .params(UUID.randomUUID(), name, correlationKey, text(variables), now, now)
        .update();
  }

  @Override
  @Transactional
  public List<Waiting> take(int most, Duration lease) {
    Instant now = clock.instant();
    List<Waiting> taken =
        jdbc.sql(
                "select id, name, correlation_key, variables, attempts from process_message"
                    + " where published_at is null and next_attempt_at <= ?"
                    + " order by next_attempt_at, created_at limit "
                    + most
                    + " for update skip locked")
            .param(utc(now))
            .query(
                (row, index) ->
                    new Waiting(
                        UUID.fromString(row.getString("id")),
                        row.getString("name"),
                        row.getString("correlation_key"),
                        row.getString("variables"),
                        row.getInt("attempts")))
            .list();
    if (!taken.isEmpty()) {
      jdbc.sql("update process_message set next_attempt_at = :until where id in (:ids)")
          .param("until", utc(now.plus(lease)))
          .param("ids", taken.stream().map(Waiting::id).toList())
          .update();
    }
    return taken;
  }

  @Override
  @Transactional
  public void published(List<UUID> ids) {
    if (!ids.isEmpty()) {
      jdbc.sql("update process_message set published_at = :now, last_error = '' where id in (:ids)")
          .param("now", utc(clock.instant()))
          .param("ids", ids)
          .update();
    }
  }

  @Override
  @Transactional
  public void failed(UUID id, String error, Duration wait) {
    jdbc.sql(
            "update process_message set attempts = attempts + 1, next_attempt_at = ?,"
                + " last_error = left(?, 300) where id = ?")
        .params(utc(clock.instant().plus(wait)), error, id)
        .update();
  }

  @Override
  @Transactional(readOnly = true)
  public Backlog backlog() {
    return jdbc.sql(
            "select count(*) as waiting, coalesce(min(created_at), ?) as oldest"
                + " from process_message where published_at is null")
        .param(utc(clock.instant()))
        .query(
            (row, index) ->
                new Backlog(
                    row.getLong("waiting"),
                    Math.max(
                        0,
                        Duration.between(
                                row.getObject("oldest", LocalDateTime.class)
                                    .toInstant(ZoneOffset.UTC),
                                clock.instant())
                            .toSeconds())))
        .single();
  }

  private String text(Map<String, ?> variables) {
    try {
      return json.writeValueAsString(variables);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Process variables are plain data", impossible);
    }
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return retention.outbox();
  }

  @Override
  public int forget(Instant doneBefore, int most) {
    return jdbc.sql(
            "delete from process_message where published_at < ? order by published_at limit ?")
        .params(utc(doneBefore), most)
        .update();
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
