package io.retour.stack.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A caught message, taken apart.
 *
 * @param text the plain text part, or empty
 * @param html the HTML part, or empty
 */
record Mail(Summary summary, String text, String html, List<Attachment> attachments) {
  private static final Session SESSION = Session.getInstance(new Properties());

  record Summary(String id, String from, List<String> to, String subject, Instant receivedAt) {}

  record Attachment(String name, String contentType, byte[] content) {}

  /** Never fails on a strange message: what cannot be read is shown as text that says so. */
  static Mail read(String id, Path file) {
    try (var in = Files.newInputStream(file)) {
      return read(id, new MimeMessage(SESSION, in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      var summary = new Summary(id, "", List.of(), "(unreadable message)", received(id));
      return new Mail(summary, e.toString(), "", List.of());
    }
  }

  private static Mail read(String id, MimeMessage message) throws MessagingException {
    var from = names(message.getFrom());
    var to = new ArrayList<>(names(message.getRecipients(Message.RecipientType.TO)));
    to.addAll(names(message.getRecipients(Message.RecipientType.CC)));
    var subject = message.getSubject() == null ? "" : message.getSubject();
    var summary = new Summary(id, from.isEmpty() ? "" : from.getFirst(), to, subject, received(id));
    var parts = new Parts();
    try {
      parts.take(message);
    } catch (IOException | MessagingException e) {
      parts.text.append("(this part could not be read: ").append(e).append(')');
    }
    return new Mail(
        summary, parts.text.toString(), parts.html.toString(), List.copyOf(parts.attachments));
  }

  private static Instant received(String id) {
    return Instant.ofEpochMilli(Long.parseLong(id));
  }

  private static List<String> names(Address[] addresses) {
    var names = new ArrayList<String>();
    for (var address : addresses == null ? new Address[0] : addresses) {
      names.add(
          address instanceof InternetAddress internet
              ? internet.toUnicodeString()
              : address.toString());
    }
    return names;
  }

  /** Collects the leaves of the tree that a MIME message is. */
  private static final class Parts {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<Attachment> attachments = new ArrayList<>();

    private void take(Part part) throws MessagingException, IOException {
      if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart children) {
        for (var i = 0; i < children.getCount(); i++) {
          take(children.getBodyPart(i));
        }
      } else if (isAttachment(part)) {
        attachments.add(attachment(part));
      } else if (part.isMimeType("text/html")) {
        html.append(part.getContent());
      } else if (part.isMimeType("text/*")) {
        text.append(part.getContent());
      } else {
        attachments.add(attachment(part));
      }
    }

    private static boolean isAttachment(Part part) throws MessagingException {
      return part.getFileName() != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    }

    private Attachment attachment(Part part) throws MessagingException, IOException {
      var encodedName = part.getFileName();
      var name =
          encodedName == null
              ? "attachment-" + (attachments.size() + 1)
              : MimeUtility.decodeText(encodedName);
      try (var in = part.getInputStream()) {
        return new Attachment(name, part.getContentType(), in.readAllBytes());
      }
    }
  }
}
