package io.retour.notifications;

import io.retour.notifications.Notifications.Link;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Which of the pages that a mail names its one button opens, and what the button says. */
@Component
public class MailButton {

  /** Pages that mails name; what has to be done comes before what can be read. */
  public enum Page {
    PAYMENT,
    ACCOUNT,
    RETURN,
    CLAIM,
    PORTAL
  }

  private final MessageSource texts;

  MailButton(MessageSource texts) {
    this.texts = texts;
  }

  /**
   * @param template the mail's text; it may have words of its own for the button
   * @param pages the addresses of the pages; those that the body does not name do not count
   * @return absent when the body names no page
   */
  public @Nullable Link of(String template, String body, Map<Page, String> pages, Locale locale) {
    for (Page page : Page.values()) {
      Optional<String> address =
          Optional.ofNullable(pages.get(page)).filter(url -> !url.isEmpty() && body.contains(url));
      if (address.isPresent()) {
        return new Link(address.get(), says(template, page, locale));
      }
    }
    return null;
  }

  private String says(String template, Page page, Locale locale) {
    String own = texts.getMessage("mail." + template + ".button", null, "", locale);
    return own == null || own.isEmpty()
        ? texts.getMessage("mail.button." + page, null, locale)
        : own;
  }
}
