package io.retour.notifications;

import io.retour.notifications.MailOutbox.Due;
import io.retour.notifications.Notifications.Attachment;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

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

  private final MailOutbox outbox;
  private final JavaMailSender sender;
  private final Clock clock;
  private final String from;

  Mailer(MailOutbox outbox, JavaMailSender sender, Clock clock, MailProperties properties) {
    this.outbox = outbox;
    this.sender = sender;
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
    List<Due> taken = outbox.take(BATCH, clock.instant(), LEASE);
    taken.forEach(this::send);
    return taken.size();
  }

  private void send(Due due) {
    try {
      Attachment attachment = due.attachment();
      MimeMessage message = sender.createMimeMessage();
      MimeMessageHelper helper =
          new MimeMessageHelper(message, attachment != null, StandardCharsets.UTF_8.name());
      helper.setFrom(from);
      helper.setTo(due.recipient());
      helper.setSubject(due.subject());
      helper.setText(due.body());
      if (attachment != null) {
        helper.addAttachment(
            attachment.name(),
            new ByteArrayResource(attachment.content()),
            contentType(attachment.name()));
      }
      message.setHeader("Message-ID", "<%s@%s>".formatted(due.id(), domain()));
      sender.send(message);
      outbox.sent(due.id(), clock.instant());
    } catch (MailException | MessagingException failed) {
      log.warn("Mail {} waits: {}", due.id(), failed.getMessage());
      Duration wait = Duration.ofSeconds(5L << Math.min(due.attempts(), 9));
      outbox.failed(
          due.id(),
          String.valueOf(failed.getMessage()),
          clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
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
}
