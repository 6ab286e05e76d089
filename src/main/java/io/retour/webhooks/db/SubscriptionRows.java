package io.retour.webhooks.db;

import io.retour.shared.Brands;
import io.retour.shared.Problem;
import io.retour.webhooks.EventType;
import io.retour.webhooks.Subscription;
import io.retour.webhooks.Subscription.State;
import io.retour.webhooks.SubscriptionStore;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Subscriptions and their secrets in MariaDB. */
@Component
class SubscriptionRows implements SubscriptionStore {

  private final JdbcClient jdbc;

  SubscriptionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(Subscription subscription) {
    try {
      jdbc.sql(
              "insert into webhook_subscription (id, brand, url, description, event_types, state,"
                  + " disabled_why, created_by, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              subscription.id(),
              subscription.brand(),
              subscription.url().toString(),
              subscription.description(),
              text(subscription.eventTypes()),
              subscription.state().name(),
              subscription.disabledWhy(),
              subscription.createdBy(),
              utc(subscription.createdAt()))
          .update();
    } catch (DuplicateKeyException there) {
      throw addressTaken();
    }
  }

  private static Problem addressTaken() {
    return Problem.conflict(
        "subscription-exists",
        "The brand has a subscription with this address: change that one, or make another secret"
            + " for it.");
  }

  @Override
  public Optional<Subscription> find(UUID subscriptionId) {
    return jdbc.sql("select * from webhook_subscription where id = ?")
        .param(subscriptionId)
        .query(SubscriptionRows::subscription)
        .optional();
  }

  @Override
  public Optional<Subscription> findForChange(UUID subscriptionId) {
    return jdbc.sql("select * from webhook_subscription where id = ? for update")
        .param(subscriptionId)
        .query(SubscriptionRows::subscription)
        .optional();
  }

  @Override
  public List<Subscription> ofBrand(String brand) {
    return jdbc.sql(
            "select * from webhook_subscription where :brand = '' or brand = :brand"
                + " order by created_at, id")
        .param("brand", brand)
        .query(SubscriptionRows::subscription)
        .list();
  }

  @Override
  public List<Subscription> of(Brands brands) {
    return jdbc.sql(
            "select * from webhook_subscription where :every or brand in (:brands)"
                + " order by created_at, id")
        .param("every", brands.every())
        .param("brands", brands.listed())
        .query(SubscriptionRows::subscription)
        .list();
  }

  @Override
  public void update(Subscription changed) {
    try {
      jdbc.sql(
              "update webhook_subscription set url = ?, description = ?, event_types = ?, state = ?,"
                  + " disabled_why = ? where id = ?")
          .params(
              changed.url().toString(),
              changed.description(),
              text(changed.eventTypes()),
              changed.state().name(),
              changed.disabledWhy(),
              changed.id())
          .update();
    } catch (DuplicateKeyException there) {
      throw addressTaken();
    }
  }

  @Override
  public void remove(UUID subscriptionId) {
    jdbc.sql("delete from webhook_subscription where id = ?").param(subscriptionId).update();
  }

  @Override
  public void addSecret(UUID subscriptionId, SealedSecret secret) {
    jdbc.sql(
            "insert into webhook_secret (id, subscription_id, sealed, created_at)"
                + " values (?, ?, ?, ?)")
        .params(secret.id(), subscriptionId, secret.sealed(), utc(secret.createdAt()))
        .update();
  }

  @Override
  public List<SealedSecret> secrets(UUID subscriptionId, Instant now) {
    return jdbc.sql(
            "select * from webhook_secret where subscription_id = ?"
                + " and (ends_at is null or ends_at > ?) order by created_at desc, ends_at")
        .params(subscriptionId, utc(now))
        .query(
            (row, index) -> {
              LocalDateTime end = row.getObject("ends_at", LocalDateTime.class);
              return new SealedSecret(
                  UUID.fromString(row.getString("id")),
                  row.getBytes("sealed"),
                  moment(row, "created_at"),
                  end == null ? null : end.toInstant(ZoneOffset.UTC));
            })
        .list();
  }

  @Override
  public void endSecrets(UUID subscriptionId, Instant end, Instant now) {
    jdbc.sql(
            "update webhook_secret set ends_at = least(coalesce(ends_at, :end), :end)"
                + " where subscription_id = :id")
        .param("end", utc(end))
        .param("id", subscriptionId)
        .update();
    jdbc.sql("delete from webhook_secret where subscription_id = ? and ends_at <= ?")
        .params(subscriptionId, utc(now))
        .update();
  }

  private static Subscription subscription(ResultSet row, int index) throws SQLException {
    return new Subscription(
        UUID.fromString(row.getString("id")),
        row.getString("brand"),
        URI.create(row.getString("url")),
        row.getString("description"),
        types(row.getString("event_types")),
        State.valueOf(row.getString("state")),
        row.getString("disabled_why"),
        row.getString("created_by"),
        moment(row, "created_at"));
  }

  private static String text(List<EventType> types) {
    return types.stream().map(EventType::name).collect(Collectors.joining(","));
  }

  /**
   * A newer copy may have written events that this one does not know. One that wants nothing else
   * is told nothing here, for an empty list would be all.
   */
  private static List<EventType> types(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    Set<String> names = Set.of(text.split(","));
    List<EventType> known =
        Arrays.stream(EventType.values()).filter(type -> names.contains(type.name())).toList();
    return known.isEmpty() ? List.of(EventType.TEST) : known;
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
