package io.retour.terms;

import io.retour.policy.LateStep;
import io.retour.policy.MethodOffer;
import io.retour.policy.RefundTiming;
import io.retour.policy.SpendingTime;
import io.retour.policy.TranslatedNotes;
import io.retour.shared.Money;
import io.retour.terms.SaidTerms.Figure;
import io.retour.terms.SaidTerms.Item;
import io.retour.terms.SaidTerms.Part;
import io.retour.terms.Terms.Keeping;
import io.retour.terms.Terms.Late;
import io.retour.terms.Terms.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says what a brand promises in the reader's language, for the page and for the checkout alike. */
@Component
public class TermsInWords {

  private static final String STORE = "STORE";
  private static final int MONTHS_OF_A_YEAR = 12;
  private static final int GRAMS_OF_A_KILO = 1_000;
  private static final int LATE_STEPS_SHOWN = 5;

  private final MessageSource texts;
  private final TranslatedNotes notes;

  TermsInWords(MessageSource texts, TranslatedNotes notes) {
    this.texts = texts;
    this.notes = notes;
  }

  public SaidTerms say(Terms terms, Locale locale) {
    return new Saying(terms, locale).all();
  }

  /** What a checkout has room for below its line. */
  public List<String> points(Terms terms, Locale locale) {
    return new Saying(terms, locale).points();
  }

  /** What leads to all of it. */
  public String more(Locale locale) {
    return texts.getMessage("policy.more", null, locale);
  }

  /** What a way back is called. */
  public String method(String method, Locale locale) {
    return texts.getMessage("method." + method, null, locale);
  }

  /** What a category is called. */
  public String category(String category, Locale locale) {
    String found = texts.getMessage("policy.category." + category, null, category, locale);
    return found == null ? category : found;
  }

  private final class Saying {

    private final Terms terms;
    private final Locale locale;

    Saying(Terms terms, Locale locale) {
      this.terms = terms;
      this.locale = locale;
    }

    SaidTerms all() {
      List<Part> parts = new ArrayList<>();
      parts.add(window());
      parts.add(ways());
      parts.add(reward());
      parts.add(when());
      parts.add(exempt());
      parts.add(deductions());
      parts.add(fault());
      return new SaidTerms(headline(), text("policy.how"), glance(), List.copyOf(parts));
    }

    private String text(String key, Object... arguments) {
      return texts.getMessage(key, arguments.length == 0 ? null : arguments, locale);
    }

    private String money(long minor) {
      return new Money(minor, terms.purchase().currency()).format(locale);
    }

    private String price(long minor) {
      return minor == 0 ? text("portal.options.free") : money(minor);
    }

    private String period(int months) {
      return months % MONTHS_OF_A_YEAR == 0
          ? text("policy.years", months / MONTHS_OF_A_YEAR)
          : text("policy.months", months);
    }

    private Part part(Topic topic, List<String> sentences, List<Item> items, List<String> after) {
      List<TranslatedNotes.Note> why = new ArrayList<>(said(topic));
      if (topic == Topic.GET) {
        why.addAll(said(Topic.KEEP));
      } else if (topic == Topic.WHEN) {
        why.addAll(said(Topic.LATE));
      }
      String name = topic.name().toLowerCase(Locale.ROOT);
      return new Part(
          name, text("policy." + name), List.copyOf(sentences), List.copyOf(items), after, why);
    }

    private List<TranslatedNotes.Note> said(Topic topic) {
      return terms.why().getOrDefault(topic, List.of()).stream()
          .map(note -> notes.say(note, locale))
          .toList();
    }

    // the line and the figures

    private OptionalLong cheapest(boolean inStore) {
      return terms.readyWays().stream()
          .filter(way -> way.method().equals(STORE) == inStore)
          .mapToLong(MethodOffer::feeMinor)
          .min();
    }

    private String headline() {
      int days = terms.window().days();
      OptionalLong sent = cheapest(false);
      OptionalLong carried = cheapest(true);
      if (days == 0) {
        return text("policy.headline.none");
      }
      if (sent.isEmpty() && carried.isEmpty()) {
        return text("policy.headline.days", days);
      }
      long least = sent.orElse(carried.orElse(0));
      if (least == 0) {
        return text("policy.headline.free", days);
      }
      return carried.isPresent() && carried.getAsLong() == 0
          ? text("policy.headline.store", days, money(least))
          : text("policy.headline.fee", days, money(least));
    }

    private List<Figure> glance() {
      List<Figure> figures = new ArrayList<>();
      figures.add(
          new Figure(text("policy.days", terms.window().days()), text("policy.glance.window")));
      terms.readyWays().stream()
          .min(Comparator.comparingLong(MethodOffer::feeMinor))
          .ifPresent(
              way ->
                  figures.add(
                      new Figure(
                          way.feeMinor() == 0
                              ? price(0)
                              : text("policy.from", money(way.feeMinor())),
                          text("method." + way.method()))));
      figures.add(
          new Figure(
              text("policy.days", firstTiming().daysUntilDue()), text("policy.glance.when")));
      if (terms.fault().months() > 0) {
        figures.add(new Figure(period(terms.fault().months()), text("policy.glance.fault")));
      }
      return figures;
    }

    private RefundTiming firstTiming() {
      RefundTiming withdrawal = terms.payment().withdrawal();
      return withdrawal == null ? terms.payment().voluntary() : withdrawal;
    }

    List<String> points() {
      List<String> points = new ArrayList<>();
      if (terms.window().withdrawalDays() > 0) {
        points.add(text("policy.window.withdrawal", terms.window().withdrawalDays()));
      }
      terms.ways().stream()
          .map(
              way ->
                  text("policy.point.way", text("method." + way.method()), price(way.feeMinor())))
          .forEach(points::add);
      if (Boolean.TRUE.equals(terms.keepsThis())) {
        points.add(text("policy.keep.this"));
      }
      points.add(text("policy.point.way", text("policy.when"), when(firstTiming())));
      if (terms.freeWhenFaulty()) {
        points.add(text("policy.ways.faulty"));
      }
      return points;
    }

    // how long

    private Part window() {
      List<String> sentences = new ArrayList<>();
      int days = terms.window().days();
      sentences.add(days > 0 ? text("policy.window.days", days) : text("policy.headline.none"));
      sentences.add(
          terms.window().withdrawalDays() > 0
              ? text("policy.window.withdrawal", terms.window().withdrawalDays())
              : text("policy.window.no-withdrawal"));
      if (terms.window().graceDays() > 0) {
        sentences.add(text("policy.window.grace", terms.window().graceDays()));
        if (terms.window().creditAfter()) {
          sentences.add(text("policy.window.credit-after"));
        }
      }
      sentences.add(text("policy.window.better"));
      return part(Topic.WINDOW, sentences, List.of(), List.of());
    }

    private Part exempt() {
      List<Item> items =
          new ArrayList<>(
              terms.exempt().kinds().stream()
                  .map(
                      kind ->
                          new Item(
                              text("policy.exemption." + kind.exemption()),
                              text("policy.exempt." + kind.outcome()),
                              "",
                              false))
                  .toList());
      if (terms.exempt().finalSaleByRightOnly()) {
        items.add(
            new Item(
                text("policy.exemption.final-sale"),
                terms.window().withdrawalDays() > 0
                    ? text("policy.exempt.by-right", terms.window().withdrawalDays())
                    : text("policy.exempt.NOT_ELIGIBLE"),
                "",
                false));
      }
      List<String> after = new ArrayList<>();
      if (terms.exempt().faultyComesBack()) {
        after.add(text("policy.exempt.faulty"));
      }
      if (terms.exempt().toBeTold()) {
        after.add(text("policy.exempt.told"));
      }
      return part(Topic.EXEMPT, List.of(), items, after);
    }

    // the way back

    private Item way(MethodOffer way) {
      return new Item(
          text("method." + way.method()),
          text(
              "method." + way.method() + ".about",
              way.refundDays(),
              way.co2Grams(),
              text("resolution." + (terms.reward().money() ? "REFUND" : "STORE_CREDIT"))),
          price(way.feeMinor()),
          way.feeMinor() == 0);
    }

    private Part ways() {
      List<String> after = new ArrayList<>();
      if (terms.freeWhenFaulty()) {
        after.add(text("policy.ways.faulty"));
      }
      if (!terms.heavyWays().isEmpty()) {
        after.add(
            text(
                "policy.ways.heavy",
                ShopTerms.HEAVY_GRAMS / GRAMS_OF_A_KILO,
                terms.heavyWays().stream()
                    .map(
                        way ->
                            text(
                                "policy.point.way",
                                text("method." + way.method()),
                                price(way.feeMinor())))
                    .collect(Collectors.joining("; "))));
      }
      return part(
          Topic.WAYS,
          List.of(
              text(
                  "policy.ways.weight", terms.purchase().weightGrams() / (double) GRAMS_OF_A_KILO)),
          terms.ways().stream().map(this::way).toList(),
          after);
    }

    // what the shopper gets

    private Part reward() {
      List<Item> items = new ArrayList<>();
      if (terms.reward().money()) {
        items.add(new Item(text("resolution.REFUND"), text("resolution.REFUND.about"), "", false));
      }
      if (terms.reward().credit()) {
        int bonus = terms.reward().bonusPercent();
        items.add(
            new Item(
                text("resolution.STORE_CREDIT"),
                spending(),
                bonus > 0 ? text("policy.percent", bonus) : "",
                true));
      }
      if (terms.reward().exchange()) {
        items.add(
            new Item(
                text("resolution.EXCHANGE"),
                text("resolution.EXCHANGE.about")
                    + (terms.reward().inAdvance() ? " " + text("policy.get.advance") : ""),
                "",
                false));
      }
      keeping().forEach(items::add);
      List<String> after = new ArrayList<>();
      if (terms.window().withdrawalDays() > 0) {
        after.add(
            text(
                terms.reward().deliveryByShare()
                    ? "policy.delivery.PRO_RATA"
                    : "policy.delivery.WITH_THE_LAST_PIECE"));
      }
      if (terms.extrasMayEnd()) {
        after.add(text("policy.get.extras"));
      }
      return part(Topic.GET, List.of(), items, after);
    }

    private String spending() {
      List<String> said = new ArrayList<>();
      said.add(text("resolution.STORE_CREDIT.about", 0) + ".");
      if (terms.window().withdrawalDays() > 0) {
        said.add(spending("policy.credit.by-right", terms.reward().byRight().valueMonths()));
      }
      said.add(spending("policy.credit.by-policy", terms.reward().byPolicy().valueMonths()));
      SpendingTime time = terms.reward().byRight();
      if (terms.reward().bonusPercent() > 0 && time.bonusMonths() > 0) {
        said.add(text("policy.credit.bonus", period(time.bonusMonths())));
      }
      return String.join(" ", said);
    }

    private String spending(String key, int months) {
      return text(key, months == 0 ? text("policy.credit.no-end") : period(months));
    }

    /** Categories that share a limit stand together. */
    private List<Item> keeping() {
      Map<Long, List<String>> byLimit = new LinkedHashMap<>();
      for (Keeping each : terms.keeping()) {
        if (each.limitMinor() >= 0) {
          byLimit
              .computeIfAbsent(each.limitMinor(), none -> new ArrayList<>())
              .add(category(each.category(), locale));
        }
      }
      List<Item> items = new ArrayList<>();
      byLimit.forEach(
          (limit, categories) ->
              items.add(
                  new Item(
                      text("method.KEEP_ITEM"),
                      text("policy.keep.about", String.join(", ", categories)),
                      text("policy.up-to", money(limit)),
                      true)));
      return items;
    }

    // when the money comes

    private String when(RefundTiming timing) {
      String start = text("policy.when." + timing.startsWith(), timing.daysUntilDue());
      return timing.withholding() == RefundTiming.Withholding.ACTIVE
              && timing.startsWith() == RefundTiming.Start.NOTICE
          ? start + " " + text("policy.when.may-wait")
          : start;
    }

    private Part when() {
      List<Item> items = new ArrayList<>();
      RefundTiming withdrawal = terms.payment().withdrawal();
      if (withdrawal != null) {
        items.add(timing("policy.when.withdrawal", withdrawal));
      }
      items.add(timing("policy.when.voluntary", terms.payment().voluntary()));
      items.add(timing("policy.when.fault", terms.payment().fault()));
      List<String> after = new ArrayList<>();
      if (!terms.late().isEmpty()) {
        after.add(text("policy.late", lateSteps()));
      }
      return part(Topic.WHEN, List.of(), items, after);
    }

    private Item timing(String name, RefundTiming timing) {
      return new Item(text(name), when(timing), text("policy.days", timing.daysUntilDue()), false);
    }

    /** The first steps and the last; those between follow the same way. */
    private String lateSteps() {
      List<String> steps = terms.late().stream().map(this::late).toList();
      if (steps.size() <= LATE_STEPS_SHOWN + 1) {
        return String.join("; ", steps);
      }
      return String.join("; ", steps.subList(0, LATE_STEPS_SHOWN))
          + "; "
          + text("policy.late.and-so-on", steps.getLast());
    }

    private String late(Late late) {
      LateStep step = late.step();
      String owed =
          step.upliftPercent() == 0
              ? text("policy.late.interest")
              : step.legalInterest()
                  ? text("policy.late.both", step.upliftPercent())
                  : text("policy.percent", step.upliftPercent());
      return text("policy.late.from", late.fromDay(), owed);
    }

    // what may be taken off, and what is wrong with the goods

    private Part deductions() {
      List<String> sentences = new ArrayList<>();
      int byRight = terms.deductions().withdrawalPercent();
      int byPolicy = terms.deductions().voluntaryPercent();
      if (byRight == 0 && byPolicy == 0) {
        sentences.add(text("policy.deductions.nothing"));
      } else {
        sentences.add(text("policy.deductions.try", Math.max(byRight, byPolicy)));
      }
      if (byRight > 0 && terms.deductions().withPhotoOnly()) {
        sentences.add(text("policy.deductions.photo"));
      }
      if (terms.deductions().faultPercent() == 0) {
        sentences.add(text("policy.deductions.fault"));
      }
      return part(Topic.DEDUCTIONS, sentences, List.of(), List.of());
    }

    private Part fault() {
      List<String> sentences = new ArrayList<>();
      int months = terms.fault().months();
      int presumed = terms.fault().presumedMonths();
      if (months == 0) {
        sentences.add(text("policy.fault.person"));
      } else {
        sentences.add(text("policy.fault.months", period(months)));
        if (presumed > 0) {
          sentences.add(text("policy.fault.presumed", period(presumed)));
        }
        if (presumed < months) {
          sentences.add(text("policy.fault.proof"));
        }
        sentences.add(text("policy.fault.after"));
      }
      if (terms.fault().atOnceDays() > 0) {
        sentences.add(text("policy.fault.at-once", terms.fault().atOnceDays()));
      }
      if (terms.fault().chooses()) {
        sentences.add(text("policy.fault.chooses"));
      }
      if (terms.fault().priceAfterFailure()) {
        sentences.add(
            text(terms.fault().orLess() ? "policy.fault.price-or-less" : "policy.fault.price"));
      }
      if (terms.fault().lessIfMinor()) {
        sentences.add(text("policy.fault.less-if-minor"));
      }
      return part(Topic.FAULT, sentences, List.of(), List.of());
    }
  }
}
