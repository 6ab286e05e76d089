package io.retour.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * The outbox to Camunda: messages are written in the transaction of the fact they tell, and relayed
 * afterwards, so that no fact is told that did not happen and none that happened stays untold.
 */
@Component
class ProcessMessages {

  /**
   * @param id also the message id with which Camunda drops repetitions
   */
  record Waiting(UUID id, String name, String correlationKey, String variables, int attempts) {}

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  ProcessMessages(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void add(String name, String correlationKey, Map<String, ?> variables) {
    LocalDateTime now = utc(clock.instant());
    jdbc.sql(
            "insert into process_message (id, name, correlation_key, variables, created_at,"
                + " attempts, next_attempt_at, last_error) values (?, ?, ?, ?, ?, 0, ?, '')")
        .params(UUID.randomUUID(), name, correlationKey, text(variables), now, now)
        .update();
  }

  /**
   * Takes the next messages in their order, for that long: until then nobody else takes them, and
   * afterwards anybody does, so that a relay that died holds nothing up.
   */
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

  @Transactional
  public void published(List<UUID> ids) {
    if (!ids.isEmpty()) {
      jdbc.sql("update process_message set published_at = :now, last_error = '' where id in (:ids)")
          .param("now", utc(clock.instant()))
          .param("ids", ids)
          .update();
    }
  }

  @Transactional
  public void failed(UUID id, String error, Duration wait) {
    jdbc.sql(
            "update process_message set attempts = attempts + 1, next_attempt_at = ?,"
                + " last_error = left(?, 300) where id = ?")
        .params(utc(clock.instant().plus(wait)), error, id)
        .update();
  }

  /** How many wait, and the age of the oldest in seconds. */
  record Backlog(long waiting, long oldestSeconds) {}

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

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
