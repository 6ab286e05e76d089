package io.retour.notifications.smtp;

import io.retour.notifications.MailOutbox.Due;
import io.retour.notifications.MailProperties;
import io.retour.notifications.MailServer;
import io.retour.notifications.Notifications.Attachment;
import io.retour.shared.RetourProperties;
import io.retour.shared.RetourProperties.Brand;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** A mail server over SMTP; where it is stands under {@code spring.mail}. */
@Component
class SmtpServer implements MailServer {

  private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";

  static {
    // without a name jakarta.mail searches every jar for it, several times for each mail
    if (System.getProperty(STREAM_PROVIDER) == null) {
      System.setProperty(STREAM_PROVIDER, "org.eclipse.angus.mail.util.MailStreamProvider");
    }
  }

  private final JavaMailSender sender;
  private final HtmlPart html;
  private final String from;
  private final Map<String, Brand> brands;

  SmtpServer(
      JavaMailSender sender, HtmlPart html, MailProperties properties, RetourProperties retour) {
    this.sender = sender;
    this.html = html;
    this.from = properties.mailFrom();
    this.brands = retour.brands();
  }

  @Override
  public void send(Due mail) {
    try {
      Attachment attachment = mail.attachment();
      MimeMessage message = sender.createMimeMessage();
      Optional<String> page = html.of(mail);
      // a mail without a file is multipart/alternative as a whole, and one of before plain text
      MimeMessageHelper helper =
          new MimeMessageHelper(
              message,
              attachment == null
                  ? MimeMessageHelper.MULTIPART_MODE_NO
                  : MimeMessageHelper.MULTIPART_MODE_MIXED,
              StandardCharsets.UTF_8.name());
      comesFrom(mail.brand(), helper);
      helper.setTo(mail.recipient());
      helper.setSubject(mail.subject());
      if (page.isEmpty()) {
        helper.setText(mail.body());
      } else if (attachment == null) {
        message.setContent(alternatives(mail.body(), page.get()));
      } else {
        helper.setText(mail.body(), page.get());
      }
      if (attachment != null) {
        helper.addAttachment(
            attachment.name(),
            new ByteArrayResource(attachment.content()),
            contentType(attachment.name()));
      }
      message.setHeader("Message-ID", "<%s@%s>".formatted(mail.id(), domain()));
      sender.send(message);
    } catch (MailException | MessagingException failed) {
      throw new NotSent(String.valueOf(failed.getMessage()), failed);
    }
  }

  /** The last is what a mail program likes best of those that it can show (RFC 2046, 5.1.4). */
  private static Multipart alternatives(String words, String page) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(words, StandardCharsets.UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(page, StandardCharsets.UTF_8.name(), "html");
    return new MimeMultipart("alternative", text, html);
  }

  /** Shoppers know the brand and write to it; the mail server knows the address. */
  private void comesFrom(String name, MimeMessageHelper mail) throws MessagingException {
    Brand brand = brands.get(name);
    if (brand == null) {
      mail.setFrom(from);
      return;
    }
    try {
      mail.setFrom(from, brand.name());
      mail.setReplyTo(brand.contact(), brand.name());
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException("Every Java platform has UTF-8", impossible);
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
