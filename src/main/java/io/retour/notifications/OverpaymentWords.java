package io.retour.notifications;

import io.retour.refunds.Overpayment;
import io.retour.refunds.Overpayments;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Why something was paid too much, in words: for the shopper's mail and for the agent's task. */
@Component
public class OverpaymentWords {

  private final Overpayments overpayments;
  private final MessageSource texts;

  OverpaymentWords(Overpayments overpayments, MessageSource texts) {
    this.overpayments = overpayments;
    this.texts = texts;
  }

  /** A sentence for each cause. */
  public List<String> because(Overpayment found, Locale locale) {
    return overpayments.causes(found).stream()
        .map(
            cause ->
                texts.getMessage(
                    "mail.overpaid." + cause.kind().name(),
                    new Object[] {cause.subject(), cause.amount().format(locale)},
                    locale))
        .toList();
  }
}
