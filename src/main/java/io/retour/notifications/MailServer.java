package io.retour.notifications;

import io.retour.notifications.MailOutbox.Due;

/** Where mails leave the house. */
public interface MailServer {

  /**
   * Hands a mail over. Its id becomes its Message-ID, by which mail servers know a repetition.
   *
   * @throws NotSent when it was refused, or when it is not known whether it was taken; try again
   */
  void send(Due mail);

  /** Why a mail was not handed over. */
  final class NotSent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotSent(String reason, Throwable cause) {
      super(reason, cause);
    }

    public NotSent(String reason) {
      super(reason);
    }
  }
}
