package io.retour.notifications.smtp;

import io.retour.notifications.MailLayout;
import io.retour.notifications.MailOutbox.Due;
import io.retour.shared.Market;
import io.retour.shared.RetourProperties;
import io.retour.shared.RetourProperties.Brand;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;

/** Says what a mail's text says once more, in the look of its brand. */
@Component
class HtmlPart {

  private static final Logger log = LoggerFactory.getLogger(HtmlPart.class);

  private final ITemplateEngine templates;
  private final RetourProperties properties;

  HtmlPart(ITemplateEngine templates, RetourProperties properties) {
    this.templates = templates;
    this.properties = properties;
  }

  /** Absent for a mail of before, whose language nobody kept, and for a brand that is gone. */
  Optional<String> of(Due mail) {
    Brand brand = properties.brands().get(mail.brand());
    if (brand == null || mail.language().isEmpty()) {
      return Optional.empty();
    }
    Locale locale = Market.locale(mail.language());
    List<String> ours =
        Stream.of(properties.page(mail.brand(), ""), properties.page("")).distinct().toList();
    try {
      return Optional.of(
          templates.process(
              "mail/mail",
              new Context(
                  locale,
                  Map.of(
                      "language", locale.getLanguage(),
                      "brand", brand,
                      "look", brand.look(),
                      "subject", mail.subject(),
                      "blocks", MailLayout.of(mail.body(), mail.link(), ours).blocks()))));
    } catch (TemplateEngineException unreadable) {
      // the words are what counts, and they are there without it
      log.error("Mail {} goes out as text alone", mail.id(), unreadable);
      return Optional.empty();
    }
  }
}
