package io.retour.stack.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;

/** Catches mail by SMTP, keeps it on disk and shows it on a web page. */
public final class MailServer {
  private MailServer() {}

  /** Arguments: data directory, SMTP port, web port. */
  public static void main(String[] args) throws IOException {
    var store = new MailStore(Path.of(args[0]));
    var smtp =
        new GreenMail(
            new ServerSetup(Integer.parseInt(args[1]), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.getUserManager().setMessageDeliveryHandler((message, address) -> keepIn(store));
    smtp.start();
    MailWeb.start(store, Integer.parseInt(args[2]));
    System.out.println("Catching mail on port " + args[1] + ", showing it on port " + args[2]);
  }

  /**
   * GreenMail would keep each message in memory, in the mailbox of a user. This user has no mailbox
   * but the disk.
   */
  private static GreenMailUser keepIn(MailStore store) {
    return new DiskUser() {
      @Override
      public void deliver(MovingMessage message) {
        store.keep(message.getMessage());
      }
    };
  }
}
