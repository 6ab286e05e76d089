package io.retour.withdrawal;

import io.retour.notifications.MailButton;
import io.retour.notifications.MailButton.Page;
import io.retour.notifications.Notifications.Attachment;
import io.retour.notifications.Notifications.Mail;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.returns.PieceHolder.Holder;
import io.retour.returns.ReturnCase;
import io.retour.returns.WithdrawalPeriods;
import io.retour.security.ShopperTokens;
import io.retour.shared.Market;
import io.retour.shared.RetourProperties;
import io.retour.withdrawal.WithdrawalRecords.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a consumer is written about a statement of withdrawal. */
@Component
class WithdrawalMails {

  private static final Duration LINK_VALIDITY = Duration.ofDays(120);

  /** CRD Art. 14(1): to be sent back within fourteen days of the statement. */
  private static final int DAYS_TO_SEND_BACK = 14;

  /** Classes in the order in which a consumer wants to read them. */
  private static final List<String> IN_ORDER =
      List.of(
          "IN_TIME",
          "BEFORE_DELIVERY",
          "ALREADY_RETURNED",
          "LATE",
          "EXEMPT",
          "NOT_A_CONSUMER",
          "NO_STATUTORY_RIGHT");

  /**
   * @param registered the returns that carry the statement out
   * @param voluntaryOffer whether late items can still come back under the shop's own policy
   * @param elsewhere other returns that hold items of the statement
   * @param beside what else than a return holds items of it, such as a claim
   */
  record Circumstances(
      List<ReturnCase> registered,
      boolean voluntaryOffer,
      List<ReturnCase> elsewhere,
      List<Holder> beside) {

    /** The return that holds what the outcomes are about. */
    Optional<ReturnCase> returnOf(List<Outcome> outcomes) {
      return registered.stream()
          .filter(
              each ->
                  each.units().stream()
                      .anyMatch(
                          unit ->
                              outcomes.stream()
                                  .map(Outcome::orderLineId)
                                  .anyMatch(unit.orderLineId()::equals)))
          .findFirst();
    }
  }

  private final MessageSource texts;
  private final MailButton button;
  private final RetourProperties properties;
  private final ShopperTokens tokens;
  private final WithdrawalPeriods periods;

  WithdrawalMails(
      MessageSource texts,
      MailButton button,
      RetourProperties properties,
      ShopperTokens tokens,
      WithdrawalPeriods periods) {
    this.texts = texts;
    this.button = button;
    this.properties = properties;
    this.tokens = tokens;
    this.periods = periods;
  }

  /**
   * The acknowledgement with content, date and time, as a mail with the same as a file: both can be
   * kept and read unchanged (CRD Art. 2(10), 11a(4)).
   */
  Mail acknowledgement(Statement statement) {
    Locale locale = locale(statement);
    String body =
        text(
            locale,
            "mail.withdrawal-received.body",
            statement.name(),
            brand(statement),
            statement.contract(),
            statement.items().isEmpty() ? text(locale, "withdrawal.all-items") : statement.items(),
            statement.contact(),
            statement.statedAtText(locale),
            statement.receivedAtText(locale),
            statement.id().toString(),
            contactOf(statement));
    return new Mail(
        statement.brand(),
        statement.language(),
        statement.id(),
        "withdrawal-received",
        "",
        statement.contact(),
        text(
            locale,
            "mail.withdrawal-received.subject",
            brand(statement),
            statement.statedAtText(locale)),
        body,
        null,
        new Attachment(
            "withdrawal-" + statement.id() + ".txt", body.getBytes(StandardCharsets.UTF_8)));
  }

  Mail unknownContract(Statement statement) {
    Locale locale = locale(statement);
    return new Mail(
        statement.brand(),
        statement.language(),
        statement.id(),
        "withdrawal-unknown",
        "",
        statement.contact(),
        text(locale, "mail.withdrawal-unknown.subject", brand(statement)),
        text(
            locale,
            "mail.withdrawal-unknown.body",
            statement.name(),
            statement.statedAtText(locale),
            statement.contract(),
            contactOf(statement),
            statement.id().toString()),
        null,
        null);
  }

  Mail answer(
      Statement statement, Order order, List<Outcome> outcomes, Circumstances circumstances) {
    Locale locale = locale(statement);
    Map<String, List<Outcome>> byClass = new LinkedHashMap<>();
    IN_ORDER.forEach(each -> byClass.put(each, new ArrayList<>()));
    outcomes.forEach(
        outcome ->
            byClass
                .computeIfAbsent(outcome.withdrawalClass(), any -> new ArrayList<>())
                .add(outcome));
    Map<UUID, String> links =
        circumstances.registered().stream()
            .collect(Collectors.toMap(ReturnCase::id, this::link, (one, other) -> one));
    List<String> paragraphs = new ArrayList<>();
    byClass.forEach(
        (withdrawalClass, of) -> {
          if (!of.isEmpty()) {
            paragraphs.add(paragraph(statement, order, withdrawalClass, of, circumstances, links));
          }
        });
    String body =
        text(
            locale,
            "mail.withdrawal-answer.body",
            statement.name(),
            statement.statedAtText(locale),
            statement.contract(),
            String.join("\n\n", paragraphs),
            contactOf(statement),
            statement.id().toString());
    Map<Page, String> pages = new EnumMap<>(Page.class);
    pages.put(Page.PORTAL, portal(statement));
    circumstances.registered().stream()
        .map(registered -> links.get(registered.id()))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(link -> pages.put(Page.RETURN, link));
    return new Mail(
        statement.brand(),
        statement.language(),
        statement.id(),
        "withdrawal-answer",
        "",
        statement.contact(),
        text(locale, "mail.withdrawal-answer.subject", brand(statement)),
        body,
        button.of("withdrawal-answer", body, pages, locale),
        null);
  }

  private String paragraph(
      Statement statement,
      Order order,
      String withdrawalClass,
      List<Outcome> of,
      Circumstances circumstances,
      Map<UUID, String> links) {
    Locale locale = locale(statement);
    String items = items(statement, order, of);
    String portal = portal(statement);
    String key = "mail.withdrawal-answer." + withdrawalClass;
    switch (withdrawalClass) {
      case "IN_TIME" -> {
        Optional<ReturnCase> found = circumstances.returnOf(of);
        if (found.isEmpty()) {
          // another return took all of it in the meantime
          return elsewhere(locale, items, circumstances);
        }
        ReturnCase registered = found.get();
        String sendBy =
            date(
                statement
                    .statedAt()
                    .atZone(statement.zone())
                    .toLocalDate()
                    .plusDays(DAYS_TO_SEND_BACK),
                locale);
        String told =
            text(locale, key, items, registered.rmaNumber(), sendBy)
                + (registered.collectionOffered() ? "" : " " + text(locale, key + ".wait"))
                + " "
                + (registered.quotedFee().isPositive()
                    ? text(locale, key + ".fee", registered.quotedFee().format(locale))
                    : text(locale, key + ".free"));
        return followed(told, statement, order, links.getOrDefault(registered.id(), ""));
      }
      case "BEFORE_DELIVERY" -> {
        return circumstances
            .returnOf(of)
            .map(
                registered ->
                    followed(
                        text(locale, key, items, registered.rmaNumber()),
                        statement,
                        order,
                        links.getOrDefault(registered.id(), "")))
            .orElseGet(() -> elsewhere(locale, items, circumstances));
      }
      case "LATE" -> {
        LocalDate lastDay = periods.of(order).lastDay();
        String told = text(locale, key, items, lastDay == null ? "" : date(lastDay, locale));
        return circumstances.voluntaryOffer()
            ? told + "\n\n" + text(locale, key + ".offer", portal)
            : told;
      }
      case "EXEMPT" -> {
        String why =
            of.stream()
                .map(Outcome::provision)
                .distinct()
                .map(provision -> text(locale, "withdrawal.exempt." + provision))
                .collect(Collectors.joining(" "));
        return text(locale, key, items, why, portal);
      }
      case "ALREADY_RETURNED" -> {
        return elsewhere(locale, items, circumstances);
      }
      default -> {
        return text(locale, key, items, portal);
      }
    }
  }

  private String followed(String told, Statement statement, Order order, String link) {
    return isOrdersAddress(statement, order)
        ? told + "\n\n" + text(locale(statement), "mail.withdrawal-answer.IN_TIME.follow", link)
        : told;
  }

  /** What is settled is over; anything else goes on. A claim can hold them as well as a return. */
  private String elsewhere(Locale locale, String items, Circumstances circumstances) {
    List<Holder> returned =
        circumstances.elsewhere().stream()
            .map(
                other ->
                    new Holder(other.rmaNumber(), other.outcome() == ReturnCase.Outcome.SETTLED))
            .toList();
    List<Holder> all = Stream.concat(returned.stream(), circumstances.beside().stream()).toList();
    boolean settled = !all.isEmpty() && all.stream().allMatch(Holder::settled);
    return text(
        locale,
        "mail.withdrawal-answer.ALREADY_RETURNED"
            + (returned.isEmpty() && !all.isEmpty() ? ".claim" : "")
            + (settled ? ".settled" : ""),
        items,
        all.stream().map(Holder::number).collect(Collectors.joining(", ")));
  }

  /** Titles only for who gave the order's own address; a number alone is no reason to tell them. */
  private String items(Statement statement, Order order, List<Outcome> of) {
    boolean known = isOrdersAddress(statement, order);
    return of.stream()
        .map(
            outcome ->
                "- "
                    + outcome.quantity()
                    + " × "
                    + order
                        .line(outcome.orderLineId())
                        .filter(line -> known)
                        .map(OrderLine::title)
                        .orElse(
                            text(
                                locale(statement),
                                "withdrawal.item",
                                order
                                    .line(outcome.orderLineId())
                                    .map(OrderLine::lineNo)
                                    .orElse(0))))
        .collect(Collectors.joining("\n"));
  }

  boolean isOrdersAddress(Statement statement, Order order) {
    return statement.contact().strip().equalsIgnoreCase(order.email().strip());
  }

  private String link(ReturnCase registered) {
    return properties.page(
        registered.brand(),
        "/r/"
            + registered.rmaNumber()
            + "?t="
            + tokens.issue(ShopperTokens.Purpose.RETURN, registered.id(), LINK_VALIDITY));
  }

  private String portal(Statement statement) {
    return properties.page(statement.brand(), "/p/" + statement.brand());
  }

  private String brand(Statement statement) {
    RetourProperties.Brand brand = properties.brands().get(statement.brand());
    return brand == null ? statement.brand() : brand.name();
  }

  private String contactOf(Statement statement) {
    RetourProperties.Brand brand = properties.brands().get(statement.brand());
    return brand == null ? "" : brand.contact();
  }

  private static String date(LocalDate day, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day);
  }

  private static Locale locale(Statement statement) {
    return Market.locale(statement.language());
  }

  private String text(Locale locale, String key, Object... details) {
    return texts.getMessage(key, details, locale);
  }
}
