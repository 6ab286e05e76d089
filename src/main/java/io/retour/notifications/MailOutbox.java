package io.retour.notifications;

import io.retour.notifications.Notifications.Attachment;
import io.retour.notifications.Notifications.Link;
import io.retour.notifications.Notifications.Mail;
import io.retour.notifications.Notifications.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where mails wait until the mailer sends them, and stay afterwards. */
public interface MailOutbox {

  /**
   * A mail whose time to be sent has come.
   *
   * @param brand whom it comes from; empty when that is not on record
   * @param language of its words, ISO 639-1; empty when that is not on record
   * @param link what its button opens
   * @param attempts how often that failed before
   * @param since when it was written
   */
  record Due(
      UUID id,
      String brand,
      String language,
      String recipient,
      String subject,
      String body,
      @Nullable Link link,
      @Nullable Attachment attachment,
      int attempts,
      Instant since) {}

  /** Adds a mail; one about the same thing with the same template and occasion goes out once. */
  void add(Mail mail, Instant at);

  /** The mails about a return, a claim or a statement, oldest first. */
  List<Message> of(UUID about);

  /**
   * Takes what is due until the lease ends, so that two copies of Retour never send the same mail,
   * and one that died holds nothing up.
   */
  List<Due> take(int most, Instant now, Duration lease);

  void sent(UUID id, Instant at);

  /** Counts a try that failed; the mail is due again at that time. */
  void failed(UUID id, String error, Instant nextTry);

  /** Counts a try that failed and was the last. */
  void givenUp(UUID id, String error, Instant at);
}
