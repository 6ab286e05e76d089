package io.retour.notifications;

import io.retour.exchanges.Exchange;
import io.retour.exchanges.Exchanges;
import io.retour.logistics.Carrier.Slot;
import io.retour.logistics.Parcel;
import io.retour.logistics.Parcels;
import io.retour.logistics.Pickups;
import io.retour.logistics.QrCodes;
import io.retour.logistics.SendBack;
import io.retour.logistics.SendBacks;
import io.retour.notifications.MailButton.Page;
import io.retour.orders.Order;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.DeductionObjection;
import io.retour.refunds.DeductionObjections;
import io.retour.refunds.Grant;
import io.retour.refunds.LatePayment;
import io.retour.refunds.LatePayments;
import io.retour.refunds.Overpayments;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredit;
import io.retour.refunds.StoreCredits;
import io.retour.returns.CaseHistory;
import io.retour.returns.GiftReturns;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Goods;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.shared.Market;
import io.retour.shared.Money;
import io.retour.shared.RetourProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what a shopper is to be told into the mail outbox; the mailer sends it from there. Each
 * template goes out once per return and occasion.
 */
@Service
public class Notifications {

  /** How long the link in a mail opens the return's status page. */
  private static final Duration LINK_VALIDITY = Duration.ofDays(120);

  /**
   * @param sentAt absent while it waits
   * @param givenUpAt when it was tried for the last time without being taken
   * @param lastError why it was not taken, in the mail server's words
   */
  public record Message(
      String template,
      String subject,
      String body,
      Instant createdAt,
      Optional<Instant> sentAt,
      Optional<Instant> givenUpAt,
      String lastError) {

    /** How far it is, in a word: sent, waiting or not delivered. */
    public String state() {
      return sentAt.isPresent() ? "sent" : givenUpAt.isPresent() ? "not delivered" : "waiting";
    }
  }

  /** What says that money went out. */
  private static final Set<String> PAID = Set.of("refund-settled", "refund-at-drop-off");

  private final Returns returns;
  private final Refunds refunds;
  private final Overpayments overpayments;
  private final OverpaymentWords overpaid;
  private final DeductionObjections objections;
  private final StoreCredits credits;
  private final PayoutAccounts accounts;
  private final LatePayments late;
  private final Parcels parcels;
  private final SendBacks sendBacks;
  private final QrCodes qrCodes;
  private final Pickups pickups;
  private final Exchanges exchanges;
  private final GiftReturns gifts;
  private final CaseHistory history;
  private final ShopperTokens tokens;
  private final RetourProperties properties;
  private final TimeLimits limits;
  private final MessageSource texts;
  private final MailButton button;
  private final MailOutbox outbox;
  private final Clock clock;

  Notifications(
      Returns returns,
      Refunds refunds,
      Overpayments overpayments,
      OverpaymentWords overpaid,
      DeductionObjections objections,
      StoreCredits credits,
      PayoutAccounts accounts,
      LatePayments late,
      Parcels parcels,
      SendBacks sendBacks,
      QrCodes qrCodes,
      Pickups pickups,
      Exchanges exchanges,
      GiftReturns gifts,
      CaseHistory history,
      ShopperTokens tokens,
      RetourProperties properties,
      TimeLimits limits,
      MessageSource texts,
      MailButton button,
      MailOutbox outbox,
      Clock clock) {
    this.returns = returns;
    this.refunds = refunds;
    this.overpayments = overpayments;
    this.overpaid = overpaid;
    this.objections = objections;
    this.credits = credits;
    this.accounts = accounts;
    this.late = late;
    this.parcels = parcels;
    this.sendBacks = sendBacks;
    this.qrCodes = qrCodes;
    this.pickups = pickups;
    this.exchanges = exchanges;
    this.gifts = gifts;
    this.history = history;
    this.tokens = tokens;
    this.properties = properties;
    this.limits = limits;
    this.texts = texts;
    this.button = button;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * @param template one of the mail texts, e.g. {@code label-ready}
   * @param occasion tells repetitions of a template apart, empty when it goes out once
   */
  @Transactional
  public void send(UUID returnId, String template, String occasion) {
    ReturnCase of = returns.get(returnId);
    Order order = returns.order(of);
    Locale locale = Market.locale(of.language());
    String link =
        properties.page(
            of.brand(),
            "/r/"
                + of.rmaNumber()
                + "?t="
                + tokens.issue(ShopperTokens.Purpose.RETURN, returnId, LINK_VALIDITY));
    String account = accountPage(of.brand(), of.rmaNumber(), returnId, tokens, properties);
    Optional<Grant> grant = refunds.grantOf(returnId);
    // what is stopped on its way needs no way back, so that its fee falls away
    Money expected = of.stopped() ? of.quotedRefund().plus(of.quotedFee()) : of.quotedRefund();
    String amount = grant.map(Grant::amount).orElse(expected).format(locale);
    Optional<StoreCredit> credit = grant.map(Grant::id).flatMap(credits::ofGrant);
    Optional<Exchange> exchange = exchanges.ofReturn(returnId);
    Optional<DeductionObjection> objection = objections.ofReturn(returnId);
    if (template.equals("nothing-due") && exchange.filter(Exchange::completed).isPresent()) {
      // whoever hears that the new pieces are on their way knows what the old ones paid for
      return;
    }
    List<Refund> parts = grant.map(Grant::id).map(refunds::refundsOf).orElse(List.of());
    List<Refund> byHand =
        parts.stream().filter(refund -> refund.state() == Refund.State.MANUAL).toList();
    Object[] details = {
      of.rmaNumber(),
      order.orderNumber(),
      amount,
      link,
      credit.map(StoreCredit::code).orElse(""),
      credit.map(issued -> issued.amount().format(locale)).orElse(""),
      lastDetail(returnId, "rejected"),
      exchange.map(Notifications::wanted).orElse(""),
      exchange.map(wanted -> wanted.link().format(locale)).orElse(""),
      exchange.map(Exchange::linkUrl).orElse(""),
      date(exchange.map(Exchange::linkUntil), order, locale),
      date(
          exchange.map(
              wanted ->
                  wanted.requestedAt().plus(limits.of(TimeLimit.RETURN_LIMIT, order.country()))),
          order,
          locale),
      exchange.map(wanted -> wanted.price().format(locale)).orElse(""),
      pickups.current(returnId).map(pickup -> when(pickup.slot(), locale)).orElse(""),
      byHand.stream()
          .map(Refund::amount)
          .reduce(Money::plus)
          .map(sum -> sum.format(locale))
          .orElse(""),
      String.join(", ", byHand.stream().map(Refund::detail).toList()),
      account,
      accounts.allToBePaid(returnId).map(sum -> sum.format(locale)).orElse(""),
      accounts.of(returnId).map(PayoutAccount::lastFour).orElse(""),
      overpayments.of(returnId).map(found -> found.amount().format(locale)).orElse(""),
      overpayments
          .of(returnId)
          .map(found -> String.join("\n", overpaid.because(found, locale)))
          .orElse(""),
      accountOf(of.brand(), locale),
      titles(of.notSent(), ReturnUnit::title),
      sendBacks.of(returnId).map(SendBack::trackingNumber).orElse(""),
      titles(of.toSendBack(), unit -> goingBack(unit, locale)),
      late.of(returnId).map(owed -> owed.amount().format(locale)).orElse(""),
      late.of(returnId).map(owed -> owed.sum().daysLate()).orElse(0),
      late.of(returnId).map(LatePayment::dueOn).map(day -> longDate(day, locale)).orElse(""),
      objection.map(DeductionObjection::answer).orElse(""),
      objection
          .map(DeductionObjection::id)
          .flatMap(refunds::grantOf)
          .map(back -> back.amount().format(locale))
          .orElse("")
    };
    Optional<String> recipient = gifts.recipient(returnId);
    String text = template;
    if (template.equals("store-credit-issued") && recipient.isPresent()) {
      // who received a gift is not told what it cost
      text = "gift-credit-issued";
    } else if (PAID.contains(template)
        && parts.stream().anyMatch(refund -> refund.state() == Refund.State.CHARGED_BACK)) {
      text = "refund-charged-back";
    } else if (PAID.contains(template) && !byHand.isEmpty()) {
      text = "refund-by-hand";
    } else if (template.equals("refund-at-drop-off") && of.goods() == Goods.RECEIVED) {
      // it took its time, and the goods were quicker
      text = "refund-settled";
    } else if (template.equals("label-ready") && parcels.labelPdf(returnId).isEmpty()) {
      text = "label-arranged";
    }
    if (template.equals("pickup-booked")) {
      if (of.goods() != Goods.NOTHING) {
        // another time was chosen, and the driver who was ordered before was quicker
        return;
      }
      text = pickups.earlierStands(returnId) ? "pickup-kept" : text;
    }
    String subject = texts.getMessage("mail." + text + ".subject", details, locale);
    String body = texts.getMessage("mail." + text + ".body", details, locale);
    Link main =
        button.of(
            text,
            body,
            Map.of(
                Page.RETURN,
                link,
                Page.ACCOUNT,
                account,
                Page.PAYMENT,
                exchange.map(Exchange::linkUrl).orElse("")),
            locale);
    String extension = template.startsWith("qr-") ? ".png" : ".pdf";
    if (template.startsWith("label-") && parcels.ofReturn(returnId).size() > 1) {
      // a mail for each label: a shopper prints one and keeps the other for the other box
      List<Parcel> labelled = parcels.ofReturn(returnId);
      for (Parcel parcel : labelled) {
        queue(
            new Mail(
                of.brand(),
                of.language(),
                returnId,
                template,
                parcel.parcelNo() == 1 ? occasion : "parcel-" + parcel.parcelNo(),
                recipient.orElse(order.email()),
                "%s (%d/%d)".formatted(subject, parcel.parcelNo(), labelled.size()),
                body,
                main,
                parcels
                    .labelPdf(returnId, parcel.parcelNo())
                    .map(
                        file ->
                            new Attachment(
                                "return-label-%s-%d.pdf"
                                    .formatted(of.rmaNumber(), parcel.parcelNo()),
                                file))
                    .orElse(null)));
      }
      return;
    }
    queue(
        new Mail(
            of.brand(),
            of.language(),
            returnId,
            template,
            template.startsWith("pickup-") ? "try-" + pickups.tries(returnId) : occasion,
            recipient.orElse(order.email()),
            subject,
            body,
            main,
            attachment(returnId, template)
                .map(file -> new Attachment("return-label-" + of.rmaNumber() + extension, file))
                .orElse(null)));
  }

  /** Where the buyer names the account of a payout by hand; only mails carry this link. */
  static String accountPage(
      String brand, String number, UUID caseId, ShopperTokens tokens, RetourProperties properties) {
    return properties.page(
        brand,
        "/a/"
            + number
            + "?t="
            + tokens.issue(ShopperTokens.Purpose.ACCOUNT, caseId, LINK_VALIDITY));
  }

  /**
   * @param name ends in {@code .pdf}, {@code .png} or {@code .txt}
   */
  public record Attachment(String name, @SuppressWarnings("ArrayRecordComponent") byte[] content) {}

  /**
   * What a mail's button opens.
   *
   * @param url as the body names it
   */
  public record Link(String url, String says) {}

  /**
   * A mail that its sender wrote.
   *
   * @param brand whom it comes from; what is answered goes to the brand's contact
   * @param language of its words, ISO 639-1
   * @param about the return or the statement of withdrawal that it is about
   * @param occasion tells repetitions of a template apart, empty when it goes out once
   * @param body its words, as {@link MailLayout} reads them
   */
  public record Mail(
      String brand,
      String language,
      UUID about,
      String template,
      String occasion,
      String recipient,
      String subject,
      String body,
      @Nullable Link link,
      @Nullable Attachment attachment) {}

  /** Puts a mail into the outbox, in the caller's transaction if there is one. */
  @Transactional
  public void queue(Mail mail) {
    outbox.add(mail, clock.instant());
  }

  private String accountOf(String brandId, Locale locale) {
    RetourProperties.Brand brand = properties.brands().get(brandId);
    return brand == null || brand.account().isEmpty()
        ? texts.getMessage("mail.account-on-request", null, locale)
        : brand.account();
  }

  private static String when(Slot slot, Locale locale) {
    return slot.day().format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale))
        + ", "
        + slot.from()
        + "–"
        + slot.until();
  }

  private Optional<byte[]> attachment(UUID returnId, String template) {
    return switch (template) {
      case "label-ready", "label-reminder" -> parcels.labelPdf(returnId);
      case "qr-ready", "qr-reminder" -> qrCodes.png(returnId);
      default -> Optional.empty();
    };
  }

  /** A piece that is sent back; what came in the place of another has no name of its own. */
  private String goingBack(ReturnUnit unit, Locale locale) {
    return unit.didNotCome()
        ? texts.getMessage("mail.in-place-of", new Object[] {unit.title()}, locale)
        : unit.title();
  }

  /** What the pieces are called, each name once with how many it stands for. */
  private static String titles(List<ReturnUnit> units, Function<ReturnUnit, String> title) {
    return units.stream()
        .collect(Collectors.groupingBy(title, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> each.getValue() > 1 ? each.getValue() + " × " + each.getKey() : each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String wanted(Exchange exchange) {
    return String.join(", ", exchange.units().stream().map(Exchange.Unit::title).toList());
  }

  private static String date(Optional<Instant> at, Order order, Locale locale) {
    return at.map(
            instant -> longDate(instant.atZone(Market.zone(order.country())).toLocalDate(), locale))
        .orElse("");
  }

  private static String longDate(LocalDate day, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day);
  }

  private String lastDetail(UUID returnId, String kind) {
    return history.of(returnId).stream()
        .filter(event -> event.kind().equals(kind))
        .map(CaseHistory.Event::detail)
        .reduce("", (earlier, later) -> later);
  }

  @Transactional(readOnly = true)
  public List<Message> of(UUID returnId) {
    return outbox.of(returnId);
  }
}
