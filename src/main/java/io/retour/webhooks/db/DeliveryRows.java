package io.retour.webhooks.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.RetentionProperties;
import io.retour.webhooks.Delivery;
import io.retour.webhooks.Delivery.State;
import io.retour.webhooks.DeliveryStore;
import io.retour.webhooks.WebhookMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is told to integrators, in MariaDB. */
@Component
class DeliveryRows implements DeliveryStore, KeptForAWhile {

  /** For so long a fact that is said again is known as told; few are said again much later. */
  private static final Duration OCCASIONS_KNOWN = Duration.ofDays(365);

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  DeliveryRows(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(WebhookMessage message, Collection<UUID> subscriptions) {
    int isNew =
        jdbc.sql(
                "insert ignore into webhook_event (id, brand, type, occasion, body, at)"
                    + " values (?, ?, ?, ?, ?, ?)")
            .param(message.id())
            .param(message.brand())
            .param(message.type().wire())
            .param(message.occasion())
            .param(text(message))
            .param(utc(message.at()))
            .update();
    if (isNew == 0) {
      return;
    }
    LocalDateTime now = utc(clock.instant());
    for (UUID subscription : subscriptions) {
      // one that is deleted at this moment is not told, and the fact happens all the same
      jdbc.sql(
              "insert into webhook_delivery (id, subscription_id, event_id, state, attempts,"
                  + " created_at, next_attempt_at, last_error)"
                  + " select ?, s.id, ?, 'WAITING', 0, ?, ?, '' from webhook_subscription s"
                  + " where s.id = ? lock in share mode")
          .params(UUID.randomUUID(), message.id(), now, now, subscription)
          .update();
    }
  }

  private String text(WebhookMessage message) {
    try {
      return json.writeValueAsString(message.body());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A message is plain data", impossible);
    }
  }

  @Override
  public List<UUID> due(Instant now) {
    return jdbc.sql(
            "select s.id from webhook_subscription s where exists (select 1 from webhook_delivery d"
                + " where d.subscription_id = s.id and d.next_attempt_at <= ?)")
        .param(utc(now))
        .query(UUID.class)
        .list();
  }

  @Override
  @Transactional
  public Optional<Due> take(UUID subscriptionId, Instant now, Duration lease) {
    Optional<Due> due =
        jdbc.sql(
                // by this index: another way would lock rows of other subscriptions on its way, and
                // who looks for these at the moment would pass over them
                "select id, event_id, subscription_id, attempts from webhook_delivery"
                    + " force index (ix_webhook_delivery_due) where subscription_id = ? and next_attempt_at <= ?"
                    + " order by next_attempt_at limit 1 for update skip locked")
            .params(subscriptionId, utc(now))
            .query(
                (row, index) ->
                    new Due(
                        id(row, "id"),
                        id(row, "event_id"),
                        id(row, "subscription_id"),
                        row.getInt("attempts"),
                        body(id(row, "event_id"))))
            .optional();
    due.ifPresent(
        taken ->
            jdbc.sql("update webhook_delivery set next_attempt_at = ? where id = ?")
                .params(utc(now.plus(lease)), taken.id())
                .update());
    return due;
  }

  /** Apart, because a join would lock the event, which other subscriptions have too. */
  private String body(UUID eventId) {
    return jdbc.sql("select body from webhook_event where id = ?")
        .param(eventId)
        .query(String.class)
        .single();
  }

  @Override
  public void delivered(UUID deliveryId, int status, Instant at) {
    jdbc.sql(
            "update webhook_delivery set state = 'DELIVERED', attempts = attempts + 1,"
                + " next_attempt_at = null, last_attempt_at = :at, last_status = :status,"
                + " last_error = '', done_at = :at where id = :id")
        .param("at", utc(at))
        .param("status", status)
        .param("id", deliveryId)
        .update();
  }

  @Override
  public void failed(
      UUID deliveryId, @Nullable Integer status, String error, Instant at, Instant nextTry) {
    jdbc.sql(
            "update webhook_delivery set attempts = attempts + 1, next_attempt_at = :next,"
                + " last_attempt_at = :at, last_status = :status, last_error = left(:error, 300)"
                + " where id = :id and state = 'WAITING'")
        .param("next", utc(nextTry))
        .param("at", utc(at))
        .param("status", status)
        .param("error", error)
        .param("id", deliveryId)
        .update();
  }

  @Override
  public void givenUp(UUID deliveryId, @Nullable Integer status, String error, Instant at) {
    jdbc.sql(
            "update webhook_delivery set state = 'DEAD', attempts = attempts + 1,"
                + " next_attempt_at = null, last_attempt_at = :at, last_status = :status,"
                + " last_error = left(:error, 300), done_at = :at"
                + " where id = :id and state = 'WAITING'")
        .param("at", utc(at))
        .param("status", status)
        .param("error", error)
        .param("id", deliveryId)
        .update();
  }

  @Override
  public void giveUpAll(UUID subscriptionId, String why, Instant at) {
    jdbc.sql(
            "update webhook_delivery set state = 'DEAD', next_attempt_at = null,"
                + " last_error = left(?, 300), done_at = ?"
                + " where subscription_id = ? and state = 'WAITING'")
        .params(why, utc(at), subscriptionId)
        .update();
  }

  @Override
  public boolean sendAgain(UUID deliveryId, Instant now, Instant leased) {
    return jdbc.sql(
                "update webhook_delivery set state = 'WAITING', attempts = 0,"
                    + " next_attempt_at = :now, done_at = null"
                    + " where id = :id and (state <> 'WAITING' or next_attempt_at > :leased)")
            .param("now", utc(now))
            .param("leased", utc(leased))
            .param("id", deliveryId)
            .update()
        == 1;
  }

  @Override
  public int sendDeadAgain(UUID subscriptionId, Instant since, Instant now) {
    return jdbc.sql(
            "update webhook_delivery set state = 'WAITING', attempts = 0, next_attempt_at = ?,"
                + " done_at = null where subscription_id = ? and state = 'DEAD'"
                + " and created_at >= ?")
        .params(utc(now), subscriptionId, utc(since))
        .update();
  }

  private static final String DELIVERIES =
      "select d.*, e.type, e.body from webhook_delivery d join webhook_event e on e.id = d.event_id";

  @Override
  public Optional<Delivery> find(UUID deliveryId) {
    return jdbc.sql(DELIVERIES + " where d.id = ?")
        .param(deliveryId)
        .query(DeliveryRows::delivery)
        .optional();
  }

  @Override
  public List<Delivery> of(
      UUID subscriptionId, @Nullable State state, @Nullable UUID before, int limit) {
    StringBuilder sql = new StringBuilder(DELIVERIES + " where d.subscription_id = :subscription");
    Map<String, Object> params = new HashMap<>(Map.of("subscription", subscriptionId));
    if (state != null) {
      sql.append(" and d.state = :state");
      params.put("state", state.name());
    }
    if (before != null) {
      sql.append(
          " and (d.created_at, d.id) < (select b.created_at, b.id from webhook_delivery b"
              + " where b.id = :before)");
      params.put("before", before);
    }
    sql.append(" order by d.created_at desc, d.id desc limit ").append(limit);
    return jdbc.sql(sql.toString()).params(params).query(DeliveryRows::delivery).list();
  }

  @Override
  public Map<UUID, Counts> counts() {
    Map<UUID, Counts> counts = new HashMap<>();
    RowCallbackHandler count =
        row ->
            counts.merge(
                id(row, "subscription_id"),
                row.getString("state").equals("DEAD")
                    ? new Counts(0, row.getLong("many"))
                    : new Counts(row.getLong("many"), 0),
                Counts::plus);
    jdbc.sql(
            "select subscription_id, state, count(*) as many from webhook_delivery"
                + " where state in ('WAITING', 'DEAD') group by state, subscription_id")
        .query(count);
    return counts;
  }

  @Override
  public Backlog backlog() {
    Instant now = clock.instant();
    return jdbc.sql(
            "select count(*) as waiting, coalesce(min(next_attempt_at), ?) as oldest"
                + " from webhook_delivery where next_attempt_at is not null")
        .param(utc(now))
        .query(
            (row, index) ->
                new Backlog(
                    row.getLong("waiting"),
                    Math.max(0, Duration.between(moment(row, "oldest"), now).toSeconds())))
        .single();
  }

  @Override
  public long dead() {
    return jdbc.sql("select count(*) from webhook_delivery where state = 'DEAD'")
        .query(Long.class)
        .single();
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return retention.webhooks();
  }

  /** Deliveries that are done, then messages that nobody waits for any more. */
  @Override
  public int forget(Instant doneBefore, int most) {
    int deliveries =
        jdbc.sql("delete from webhook_delivery where done_at < ? order by done_at limit ?")
            .params(utc(doneBefore), most)
            .update();
    int events =
        jdbc.sql(
                "delete from webhook_event where at < ? and (occasion is null or at < ?)"
                    + " and not exists (select 1 from webhook_delivery d"
                    + " where d.event_id = webhook_event.id) limit ?")
            .params(utc(doneBefore), utc(clock.instant().minus(OCCASIONS_KNOWN)), most)
            .update();
    return Math.max(deliveries, events);
  }

  private static Delivery delivery(ResultSet row, int index) throws SQLException {
    int status = row.getInt("last_status");
    boolean answered = !row.wasNull();
    return new Delivery(
        id(row, "id"),
        id(row, "subscription_id"),
        id(row, "event_id"),
        row.getString("type"),
        State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        moment(row, "created_at"),
        perhaps(row, "next_attempt_at"),
        perhaps(row, "last_attempt_at"),
        answered ? status : null,
        row.getString("last_error"),
        perhaps(row, "done_at"),
        row.getString("body"));
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return UUID.fromString(row.getString(column));
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
    LocalDateTime at = row.getObject(column, LocalDateTime.class);
    return at == null ? null : at.toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
