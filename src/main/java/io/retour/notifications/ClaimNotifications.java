package io.retour.notifications;

import io.retour.claims.Claim;
import io.retour.claims.ClaimUnit;
import io.retour.claims.Claims;
import io.retour.notifications.MailButton.Page;
import io.retour.notifications.Notifications.Mail;
import io.retour.orders.Order;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.Grant;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.security.ShopperTokens;
import io.retour.shared.Market;
import io.retour.shared.Money;
import io.retour.shared.RetourProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what a shopper is to be told about a claim into the mail outbox. Each template goes out
 * once per claim.
 */
@Service
public class ClaimNotifications {

  /** How long the link in a mail opens the claim's status page. */
  private static final Duration LINK_VALIDITY = Duration.ofDays(120);

  private static final Set<String> PAID = Set.of("claim-refunded", "claim-reduced");

  private final Claims claims;
  private final Refunds refunds;
  private final PayoutAccounts accounts;
  private final ShopperTokens tokens;
  private final RetourProperties properties;
  private final TimeLimits limits;
  private final MessageSource texts;
  private final MailButton button;
  private final MailOutbox outbox;
  private final Clock clock;

  ClaimNotifications(
      Claims claims,
      Refunds refunds,
      PayoutAccounts accounts,
      ShopperTokens tokens,
      RetourProperties properties,
      TimeLimits limits,
      MessageSource texts,
      MailButton button,
      MailOutbox outbox,
      Clock clock) {
    this.claims = claims;
    this.refunds = refunds;
    this.accounts = accounts;
    this.tokens = tokens;
    this.properties = properties;
    this.limits = limits;
    this.texts = texts;
    this.button = button;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * @param template one of the mail texts, e.g. {@code claim-refunded}
   */
  @Transactional
  public void send(UUID claimId, String template) {
    send(claimId, template, "");
  }

  /**
   * @param template one of the mail texts
   * @param occasion tells repetitions of a template apart
   */
  @Transactional
  public void send(UUID claimId, String template, String occasion) {
    Claim claim = claims.get(claimId);
    Order order = claims.order(claim);
    Locale locale = Market.locale(claim.language());
    String link =
        properties.page(
            claim.brand(),
            "/c/"
                + claim.number()
                + "?t="
                + tokens.issue(ShopperTokens.Purpose.CLAIM, claimId, LINK_VALIDITY));
    String account =
        Notifications.accountPage(claim.brand(), claim.number(), claimId, tokens, properties);
    Object[] details = {
      // numbered as the details of a return's mail, where both have the same text
      claim.number(),
      order.orderNumber(),
      refunds.grantOf(claimId).map(Grant::amount).orElse(claim.value()).format(locale),
      link,
      claims.rejectionReason(claim),
      claim.units().getFirst().reference(),
      liableUntil(claim, locale),
      Long.toString(limits.days(TimeLimit.OBJECTION_LIMIT, order.country())),
      Long.toString(limits.days(TimeLimit.REMEDY_CHOICE_LIMIT, order.country())),
      Long.toString(limits.days(TimeLimit.REPAIR_LIMIT, order.country())),
      reduction(claim, locale),
      claims.reductionReason(claim),
      claims.onlyMinor(claim) ? texts.getMessage("claim.only-minor", null, locale) + "\n\n" : "",
      "",
      "",
      "",
      account,
      accounts.toBePaid(claimId).map(sum -> sum.format(locale)).orElse(""),
      accounts.of(claimId).map(PayoutAccount::lastFour).orElse(""),
      claims.damagedBattery(claim)
          ? "\n\n" + texts.getMessage("claim.damaged-battery", null, locale)
          : ""
    };
    String text = PAID.contains(template) && byBank(claimId) ? "claim-charged-back" : template;
    String body = texts.getMessage("mail." + text + ".body", details, locale);
    outbox.add(
        new Mail(
            claim.brand(),
            claim.language(),
            claimId,
            template,
            occasion,
            order.email(),
            texts.getMessage("mail." + text + ".subject", details, locale),
            body,
            button.of(text, body, Map.of(Page.CLAIM, link, Page.ACCOUNT, account), locale),
            null),
        clock.instant());
  }

  /** Whether the shopper's bank gave some of it back, so that the shop did not pay all of it. */
  private boolean byBank(UUID claimId) {
    return refunds.grantOf(claimId).stream()
        .flatMap(grant -> refunds.refundsOf(grant.id()).stream())
        .anyMatch(refund -> refund.state() == Refund.State.CHARGED_BACK);
  }

  /** What keeping the piece brings; a dash while nobody looked. */
  private static String reduction(Claim claim, Locale locale) {
    return claim.units().stream()
        .map(ClaimUnit::reduction)
        .filter(Objects::nonNull)
        .map((Money reduction) -> reduction.format(locale))
        .findFirst()
        .orElse("-");
  }

  /** A dash when the repair extends nothing. */
  private static String liableUntil(Claim claim, Locale locale) {
    return claim.units().stream()
        .map(ClaimUnit::liableUntil)
        .filter(Objects::nonNull)
        .map(
            (LocalDate until) ->
                until.format(
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale)))
        .findFirst()
        .orElse("-");
  }
}
