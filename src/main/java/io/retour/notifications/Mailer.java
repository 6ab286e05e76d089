package io.retour.notifications;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.notifications.MailOutbox.Due;
import io.retour.notifications.MailServer.NotSent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  /**
   * After a long rest of Retour itself one failure is not yet a verdict. With the pauses between
   * them so many tries take hours.
   */
  private static final int FEWEST_TRIES = 20;

  /** Outlasts a batch of which every mail runs into the timeouts of the mail server. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final MailOutbox outbox;
  private final MailServer server;
  private final Clock clock;
  private final Duration givenUpAfter;
  private final Counter givenUp;

  Mailer(
      MailOutbox outbox,
      MailServer server,
      Clock clock,
      MailProperties properties,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.server = server;
    this.clock = clock;
    this.givenUpAfter = properties.mailGivenUpAfter();
    this.givenUp =
        Counter.builder("retour.mails.given.up")
            .description("Mails that no server took for as long as they are tried")
            .register(meters);
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
      server.send(due);
      outbox.sent(due.id(), clock.instant());
    } catch (NotSent failed) {
      failed(due, String.valueOf(failed.getMessage()));
    }
  }

  private void failed(Due due, String reason) {
    Instant now = clock.instant();
    if (due.attempts() + 1 >= FEWEST_TRIES && due.since().plus(givenUpAfter).isBefore(now)) {
      log.error("Mail {} is given up, nobody takes it: {}", due.id(), reason);
      outbox.givenUp(due.id(), reason, now);
      givenUp.increment();
      return;
    }
    log.warn("Mail {} waits: {}", due.id(), reason);
    Duration wait = Duration.ofSeconds(5L << Math.min(due.attempts(), 9));
    outbox.failed(
        due.id(), reason, now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
  }
}
