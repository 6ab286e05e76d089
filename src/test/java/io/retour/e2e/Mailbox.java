package io.retour.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The mail catcher, where all mail of the stack ends. */
final class Mailbox {

  private Mailbox() {}

  record Mail(String subject, String text, List<String> attachments) {}

  /** Everything that was sent to someone, the first first. */
  static List<Mail> of(Stack stack, String address) {
    List<Mail> mails = new ArrayList<>();
    for (JsonNode mail : Shop.read(stack.get(stack.mail()))) {
      boolean theirs = false;
      for (JsonNode to : mail.get("to")) {
        theirs |= to.asText().equals(address);
      }
      if (theirs) {
        List<String> attachments = new ArrayList<>();
        mail.get("attachments").forEach(name -> attachments.add(name.asText()));
        mails.addFirst(
            new Mail(mail.get("subject").asText(), mail.get("text").asText(), attachments));
      }
    }
    return mails;
  }

  static List<String> subjects(Stack stack, String address) {
    return of(stack, address).stream().map(Mail::subject).toList();
  }
}
