package io.retour.notifications.db;

import io.retour.notifications.MailOutbox;
import io.retour.notifications.Notifications.Attachment;
import io.retour.notifications.Notifications.Link;
import io.retour.notifications.Notifications.Mail;
import io.retour.notifications.Notifications.Message;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.RetentionProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The mail outbox in MariaDB. */
@Component
class MailRows implements MailOutbox, KeptForAWhile {

  private final JdbcClient jdbc;

  MailRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(Mail mail, Instant at) {
    Attachment attachment = mail.attachment();
    Link link = mail.link();
    LocalDateTime now = utc(at);
    jdbc.sql(
            "insert ignore into message (id, brand, language, return_id, template, occasion, recipient, subject,"
                + " body, link, link_says, attachment_name, attachment, created_at, attempts,"
                + " next_attempt_at, last_error)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '')")
        .param(UUID.randomUUID())
        .param(mail.brand())
        .param(mail.language())
        .param(mail.about())
        .param(mail.template())
        .param(mail.occasion())
        .param(mail.recipient())
        .param(mail.subject())
        .param(mail.body())
        .param(link == null ? "" : link.url())
        .param(link == null ? "" : link.says())
        .param(attachment == null ? null : attachment.name())
        .param(attachment == null ? null : attachment.content())
        .param(now)
        .param(now)
        .update();
  }

  @Override
  public List<Message> of(UUID about) {
    return jdbc.sql("select * from message where return_id = ? order by created_at, id")
        .param(about)
        .query(
            (row, index) ->
                new Message(
                    row.getString("template"),
                    row.getString("subject"),
                    row.getString("body"),
                    moment(row, "created_at").orElseThrow(),
                    moment(row, "sent_at"),
                    moment(row, "given_up_at"),
                    row.getString("last_error")))
        .list();
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
        .map(at -> at.toInstant(ZoneOffset.UTC));
  }

  @Override
  @Transactional
  public List<Due> take(int most, Instant now, Duration lease) {
    List<Due> due =
        jdbc.sql(
                "select id, brand, language, recipient, subject, body, link, link_says,"
                    + " attachment_name, attachment,"
                    + " attempts, created_at from message where sent_at is null"
                    + " and next_attempt_at <= ?"
                    + " order by next_attempt_at limit ? for update skip locked")
            .params(utc(now), most)
            .query(
                (row, index) ->
                    new Due(
                        UUID.fromString(row.getString("id")),
                        row.getString("brand"),
                        row.getString("language"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        link(row),
                        attachment(row),
                        row.getInt("attempts"),
                        moment(row, "created_at").orElseThrow()))
            .list();
    if (!due.isEmpty()) {
      jdbc.sql("update message set next_attempt_at = :until where id in (:ids)")
          .param("until", utc(now.plus(lease)))
          .param("ids", due.stream().map(Due::id).toList())
          .update();
    }
    return due;
  }

  private static @Nullable Link link(ResultSet row) throws SQLException {
    String url = row.getString("link");
    return url.isEmpty() ? null : new Link(url, row.getString("link_says"));
  }

  private static @Nullable Attachment attachment(ResultSet row) throws SQLException {
    String name = row.getString("attachment_name");
    byte[] content = row.getBytes("attachment");
    return name == null || content == null ? null : new Attachment(name, content);
  }

  @Override
  public void sent(UUID id, Instant at) {
    jdbc.sql("update message set sent_at = ?, last_error = '' where id = ?")
        .params(utc(at), id)
        .update();
  }

  @Override
  public void failed(UUID id, String error, Instant nextTry) {
    jdbc.sql(
            "update message set attempts = attempts + 1, next_attempt_at = ?,"
                + " last_error = left(?, 300) where id = ?")
        .params(utc(nextTry), error, id)
        .update();
  }

  @Override
  public void givenUp(UUID id, String error, Instant at) {
    jdbc.sql(
            "update message set attempts = attempts + 1, next_attempt_at = null,"
                + " given_up_at = ?, last_error = left(?, 300) where id = ?")
        .params(utc(at), error, id)
        .update();
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return retention.mails();
  }

  @Override
  public int forget(Instant doneBefore, int most) {
    int sent = forget("sent_at", doneBefore, most);
    return sent + forget("given_up_at", doneBefore, most - sent);
  }

  /** Each column has an index of its own. */
  private int forget(String done, Instant before, int most) {
    return jdbc.sql("delete from message where %1$s < ? order by %1$s limit ?".formatted(done))
        .params(utc(before), most)
        .update();
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
