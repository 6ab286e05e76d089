package io.retour.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what waits in the mail outbox. A mail server that is down delays mails and loses none; a
 * crash between sending and noting it can send that one mail a second time, with the same
 * Message-ID, by which mail servers know a repetition.
 */
@Component
class Mailer {

  private static final Logger log = LoggerFactory.getLogger(Mailer.class);
  private static final int BATCH = 10;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  /** Outlasts a batch of which every mail runs into the timeouts of the mail server. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";

  static {
    // without a name jakarta.mail searches every jar for it, several times for each mail
    if (System.getProperty(STREAM_PROVIDER) == null) {
      System.setProperty(STREAM_PROVIDER, "org.eclipse.angus.mail.util.MailStreamProvider");
    }
  }

  private record Due(
      UUID id,
      String recipient,
      String subject,
      String body,
      @Nullable String attachmentName,
      byte @Nullable [] attachment,
      int attempts) {}

  private final JdbcClient jdbc;
  private final JavaMailSender sender;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final String from;

  Mailer(
      JdbcClient jdbc,
      JavaMailSender sender,
      TransactionTemplate transaction,
      Clock clock,
      MailProperties properties) {
    this.jdbc = jdbc;
    this.sender = sender;
    this.transaction = transaction;
    this.clock = clock;
    this.from = properties.mailFrom();
  }

  @Scheduled(fixedDelayString = "${retour.mail-interval:PT1S}")
  void sendDue() {
    while (sendBatch() == BATCH) {
      // more is waiting
    }
  }

  /** No transaction is open while the mail server is asked, which may take its time. */
  private int sendBatch() {
    List<Due> taken = transaction.execute(status -> take());
    if (taken == null) {
      return 0;
    }
    taken.forEach(this::send);
    return taken.size();
  }

  /**
   * Takes what is due until the lease ends, so that two copies of Retour never send the same mail,
   * and one that died holds nothing up.
   */
  private List<Due> take() {
    Instant now = clock.instant();
    List<Due> due =
        jdbc.sql(
                "select id, recipient, subject, body, attachment_name, attachment,"
                    + " attempts from message where sent_at is null and next_attempt_at <= ?"
                    + " order by next_attempt_at limit "
                    + BATCH
                    + " for update skip locked")
            .param(utc(now))
            .query(
                (row, index) ->
                    new Due(
                        UUID.fromString(row.getString("id")),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getString("attachment_name"),
                        row.getBytes("attachment"),
                        row.getInt("attempts")))
            .list();
    if (!due.isEmpty()) {
      jdbc.sql("update message set next_attempt_at = :until where id in (:ids)")
          .param("until", utc(now.plus(LEASE)))
          .param("ids", due.stream().map(Due::id).toList())
          .update();
    }
    return due;
  }

  private void send(Due due) {
    try {
      MimeMessage message = sender.createMimeMessage();
      MimeMessageHelper helper =
          new MimeMessageHelper(message, due.attachment() != null, StandardCharsets.UTF_8.name());
      helper.setFrom(from);
      helper.setTo(due.recipient());
      helper.setSubject(due.subject());
      helper.setText(due.body());
      if (due.attachment() != null && due.attachmentName() != null) {
        helper.addAttachment(
            due.attachmentName(),
            new ByteArrayResource(due.attachment()),
            contentType(due.attachmentName()));
      }
      message.setHeader("Message-ID", "<%s@%s>".formatted(due.id(), domain()));
      sender.send(message);
      jdbc.sql("update message set sent_at = ?, last_error = '' where id = ?")
          .params(utc(clock.instant()), due.id())
          .update();
    } catch (MailException | MessagingException failed) {
      log.warn("Mail {} waits: {}", due.id(), failed.getMessage());
      Duration wait = Duration.ofSeconds(5L << Math.min(due.attempts(), 9));
      jdbc.sql(
              "update message set attempts = attempts + 1, next_attempt_at = ?,"
                  + " last_error = left(?, 300) where id = ?")
          .params(
              utc(clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)),
              String.valueOf(failed.getMessage()),
              due.id())
          .update();
    }
  }

  private String domain() {
    return from.substring(from.indexOf('@') + 1);
  }

  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "png" -> "image/png";
      case "txt" -> "text/plain; charset=UTF-8";
      default -> "application/pdf";
    };
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
