package io.retour.desk;

import io.retour.insights.Overview;
import io.retour.insights.Overview.Age;
import io.retour.insights.ReturnFacts.Article;
import io.retour.insights.ReturnFacts.ArticleReason;
import io.retour.insights.ReturnFacts.Booked;
import io.retour.insights.ReturnFacts.Confirmed;
import io.retour.insights.ReturnFacts.Fate;
import io.retour.insights.ReturnFacts.Paid;
import io.retour.insights.ReturnFacts.Reason;
import io.retour.insights.ReturnFacts.Sold;
import io.retour.insights.ReturnFacts.Stated;
import io.retour.insights.ReturnFacts.Way;
import io.retour.insights.Span.Week;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.RefundStatement.Kind;
import io.retour.shared.Money;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An overview as figures. Counts stand beside shares, few are called few, and each currency has a
 * figure of its own.
 */
final class OverviewCharts {

  /** Below it a share says more than it knows. */
  private static final int ENOUGH = 5;

  private static final int MOST_REASONS_OF_A_CHANNEL = 5;

  /** Where pieces go that nobody will pay for again. */
  private static final Set<String> WRITTEN_OFF = Set.of("DESTROY", "RECYCLE", "DONATE");

  private static final String KEPT = "KEPT_BY_CUSTOMER";

  private final Overview overview;
  private final List<Week> weeks;
  private final ScreenWords words;
  private final Locale locale;
  private final DateTimeFormatter day;
  private final Set<String> gaps;

  OverviewCharts(Overview overview, ScreenWords words, Locale locale) {
    this.overview = overview;
    this.weeks = overview.span().weeks();
    this.words = words;
    this.locale = locale;
    this.day = DateTimeFormatter.ofPattern("d MMM", locale);
    this.gaps = Set.of(say("fewer", ENOUGH), say("not-known"));
  }

  private String say(String key, Object... values) {
    return words.text("chart." + key, locale, values);
  }

  /** In the order of the screen. */
  List<Chart> all() {
    List<Chart> all = new ArrayList<>();
    all.add(returnsPerWeek());
    all.addAll(paidBack());
    all.add(reasons());
    all.add(reasonsByChannel());
    all.add(articles());
    all.add(ages());
    all.addAll(costs());
    all.addAll(fates());
    all.add(labels());
    return all;
  }

  private Chart returnsPerWeek() {
    String id = "returns-per-week";
    String title = say("confirmed");
    String says = say("confirmed.says");
    if (overview.returns() == 0) {
      return Chart.nothing(id, title, says, say("confirmed.nothing"));
    }
    List<ColumnDrawing.Value> values = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Confirmed each : overview.confirmed()) {
      Week week = weeks.get(each.week());
      values.add(
          new ColumnDrawing.Value(
              each.returns(),
              0,
              !week.whole(),
              day.format(week.first()),
              Long.toString(each.returns()),
              say("confirmed.column", days(week), say("returns", each.returns()))));
      rows.add(row(week, each.returns(), each.pieces()));
    }
    Confirmed most =
        overview.confirmed().stream().max(Comparator.comparing(Confirmed::returns)).orElseThrow();
    return Chart.ofColumns(
        id,
        title,
        says,
        say(
            "confirmed.summary",
            say("returns", overview.returns()),
            say("weeks", weeks.size()),
            days(weeks.get(most.week())),
            most.returns()),
        ColumnDrawing.of(values, "", "", 1, Long::toString),
        List.of(say("from"), say("to"), say("whole-week"), say("of-returns"), say("of-pieces")),
        rows,
        gaps);
  }

  private List<Chart> paidBack() {
    String says = say("paid.says");
    List<Chart> charts = new ArrayList<>();
    for (Currency currency : currencies(overview.paid().stream().map(Paid::amount))) {
      charts.add(paidBack(currency, says));
    }
    if (charts.isEmpty()) {
      charts.add(Chart.nothing("paid-back", say("paid.empty"), says, say("paid.nothing")));
    }
    return charts;
  }

  private Chart paidBack(Currency currency, String says) {
    List<Paid> paid =
        overview.paid().stream().filter(each -> each.amount().currency().equals(currency)).toList();
    List<ColumnDrawing.Value> values = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < weeks.size(); i++) {
      int at = i;
      Week week = weeks.get(i);
      List<Paid> here = paid.stream().filter(each -> each.week() == at).toList();
      Money money = sum(here, Way.MONEY, currency);
      Money credit = sum(here, Way.STORE_CREDIT, currency);
      Money back = sum(here, Way.CAME_BACK, currency);
      values.add(
          new ColumnDrawing.Value(
              money.minor(),
              credit.minor(),
              !week.whole(),
              day.format(week.first()),
              "",
              say("paid.column", days(week), money, credit)));
      rows.add(
          row(
              week,
              major(money),
              major(credit),
              major(back),
              here.stream().mapToLong(Paid::payments).sum()));
    }
    Money money = sum(paid, Way.MONEY, currency);
    Money credit = sum(paid, Way.STORE_CREDIT, currency);
    String code = currency.getCurrencyCode();
    return Chart.ofColumns(
        "paid-back-" + code.toLowerCase(Locale.ROOT),
        say("paid", code),
        says,
        say("paid.summary", money, credit, say("weeks", weeks.size())),
        ColumnDrawing.of(
            values,
            say("paid.in-money"),
            credit.isZero() ? "" : say("paid.in-credit"),
            oneMajor(currency),
            minor -> new Money(minor, currency).toMajor().toBigInteger().toString()),
        List.of(
            say("from"),
            say("to"),
            say("whole-week"),
            say("paid.money", code),
            say("paid.credit", code),
            say("paid.came-back", code),
            say("paid.bookings")),
        rows,
        gaps);
  }

  private static Money sum(Collection<Paid> paid, Way way, Currency currency) {
    return paid.stream()
        .filter(each -> each.way() == way)
        .map(Paid::amount)
        .reduce(Money.zero(currency), Money::plus);
  }

  private Chart reasons() {
    String id = "reasons";
    String title = say("reasons");
    String says = say("reasons.says");
    Map<String, Long> counts =
        overview.reasons().stream()
            .collect(
                Collectors.groupingBy(
                    each -> words.label(each.reason(), locale),
                    Collectors.summingLong(Reason::pieces)));
    if (counts.isEmpty()) {
      return Chart.nothing(id, title, says, say("reasons.nothing"));
    }
    long all = overview.pieces();
    List<Map.Entry<String, Long>> most = mostFirst(counts);
    return Chart.ofBars(
        id,
        title,
        says,
        say(
            "reasons.summary",
            say("pieces", all),
            most.getFirst().getKey(),
            withShare(most.getFirst().getValue(), all)),
        BarDrawing.of(
            most.stream()
                .map(
                    each ->
                        new BarDrawing.Value(
                            each.getValue(), each.getKey(), withShare(each.getValue(), all), false))
                .toList()),
        List.of(say("reason"), say("of-pieces"), say("reasons.share")),
        most.stream()
            .map(each -> row(each.getKey(), each.getValue(), share(each.getValue(), all)))
            .toList(),
        gaps);
  }

  private Chart reasonsByChannel() {
    String id = "reasons-by-channel";
    String title = say("by-channel");
    String says = say("by-channel.says", MOST_REASONS_OF_A_CHANNEL);
    if (overview.reasons().isEmpty()) {
      return Chart.nothing(id, title, says, say("reasons.nothing"));
    }
    Map<String, Long> channels = new TreeMap<>();
    Map<String, Integer> drawn = new TreeMap<>();
    overview.reasons().forEach(each -> channels.merge(each.channel(), each.pieces(), Long::sum));
    List<BarDrawing.Value> values = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Reason each : overview.reasons()) {
      long ofChannel = channels.get(each.channel());
      String reason = words.label(each.reason(), locale);
      if (drawn.merge(each.channel(), 1, Integer::sum) <= MOST_REASONS_OF_A_CHANNEL) {
        values.add(
            new BarDrawing.Value(
                each.pieces(),
                each.channel() + " · " + reason,
                withShare(each.pieces(), ofChannel),
                false));
      }
      rows.add(row(each.channel(), reason, each.pieces(), share(each.pieces(), ofChannel)));
    }
    return Chart.ofBars(
        id,
        title,
        says,
        channels.entrySet().stream()
            .map(each -> each.getKey() + ": " + say("pieces", each.getValue()))
            .collect(Collectors.joining("; ", "", ".")),
        BarDrawing.of(values),
        List.of(say("channel"), say("reason"), say("of-pieces"), say("by-channel.share")),
        rows,
        gaps);
  }

  private Chart articles() {
    String id = "articles";
    String title = say("articles");
    String says = say("articles.says");
    if (overview.articles().isEmpty()) {
      return Chart.nothing(id, title, says, say("articles.nothing"));
    }
    Map<String, Sold> sold =
        overview.sold().stream().collect(Collectors.toMap(Sold::sku, Function.identity()));
    List<List<String>> rows = new ArrayList<>();
    for (Article each : overview.articles()) {
      Sold base = sold.get(each.sku());
      String why =
          overview.articleReasons().stream()
              .filter(reason -> reason.sku().equals(each.sku()))
              .max(Comparator.comparing(ArticleReason::pieces))
              .map(most -> "%s (%d)".formatted(words.label(most.reason(), locale), most.pieces()))
              .orElse("");
      rows.add(
          row(
              each.sku(),
              each.title(),
              each.pieces(),
              each.returns(),
              why,
              base == null ? say("not-known") : base.pieces(),
              base == null ? "" : base.cameBack(),
              base == null ? "" : share(base.cameBack(), base.pieces())));
    }
    Article most = overview.articles().getFirst();
    return Chart.ofBars(
        id,
        title,
        says,
        say(
            "articles.summary",
            most.sku(),
            say("pieces", most.pieces()),
            say("returns", most.returns())),
        BarDrawing.of(
            overview.articles().stream()
                .map(
                    each ->
                        new BarDrawing.Value(
                            each.pieces(),
                            each.sku(),
                            "%s, %s"
                                .formatted(
                                    say("pieces", each.pieces()), say("returns", each.returns())),
                            false))
                .toList()),
        List.of(
            say("sku"),
            say("article"),
            say("articles.back"),
            say("of-returns"),
            say("articles.why"),
            say("articles.sold"),
            say("articles.of-these"),
            say("articles.rate")),
        rows,
        gaps);
  }

  private Chart ages() {
    String id = "ages";
    String title = say("ages");
    String says = say("ages.says");
    long open = overview.open();
    if (open == 0) {
      return Chart.nothing(id, title, says, say("ages.nothing"));
    }
    Function<Age, String> name =
        age ->
            age.toDays() == null
                ? say("ages.and-more", age.fromDays())
                : say("ages.between", age.fromDays(), age.toDays());
    return Chart.ofBars(
        id,
        title,
        says,
        say(
            "ages.summary",
            say("returns", open),
            overview.running().stream()
                .map(age -> name.apply(age) + ": " + age.returns())
                .collect(Collectors.joining(", "))),
        BarDrawing.of(
            overview.running().stream()
                .map(
                    age ->
                        new BarDrawing.Value(
                            age.returns(), name.apply(age), withShare(age.returns(), open), false))
                .toList()),
        List.of(say("ages.age"), say("of-returns"), say("ages.share")),
        overview.running().stream()
            .map(age -> row(name.apply(age), age.returns(), share(age.returns(), open)))
            .toList(),
        gaps);
  }

  /**
   * @param taken whether shoppers bore it, so that it cost the shop less
   */
  private record Cost(String name, Money amount, String count, boolean taken) {}

  private List<Chart> costs() {
    String says = say("cost.says");
    List<Chart> charts = new ArrayList<>();
    for (Currency currency : costCurrencies()) {
      List<Cost> costs = costs(currency).stream().filter(cost -> !cost.amount().isZero()).toList();
      if (!costs.isEmpty()) {
        charts.add(costs(currency, costs, says));
      }
    }
    if (charts.isEmpty()) {
      charts.add(Chart.nothing("cost", say("cost.empty"), says, say("cost.nothing")));
    }
    return charts;
  }

  private Chart costs(Currency currency, List<Cost> costs, String says) {
    String code = currency.getCurrencyCode();
    return Chart.ofBars(
        "cost-" + code.toLowerCase(Locale.ROOT),
        say("cost", code),
        says,
        costs.stream()
            .map(cost -> cost.name() + ": " + cost.amount())
            .collect(Collectors.joining("; ", "", ".")),
        BarDrawing.of(
            costs.stream()
                .map(
                    cost ->
                        new BarDrawing.Value(
                            cost.amount().minor(),
                            cost.name(),
                            cost.amount().toString(),
                            cost.taken()))
                .toList()),
        List.of(say("cost.what"), say("cost.who"), say("cost.counted"), say("cost.amount", code)),
        costs.stream()
            .map(
                cost ->
                    row(
                        cost.name(),
                        cost.taken() ? say("cost.shoppers") : say("cost.shop"),
                        cost.count(),
                        major(cost.amount())))
            .toList(),
        gaps);
  }

  private Set<Currency> costCurrencies() {
    return currencies(
        Stream.of(
                overview.stated().stream().map(Stated::amount),
                overview.fates().stream().map(Fate::value),
                overview.booked().stream().map(Booked::amount))
            .flatMap(Function.identity()));
  }

  private List<Cost> costs(Currency currency) {
    return List.of(
        stated(say("cost.delivery"), Kind.OUTBOUND_SHIPPING, currency, false),
        lost(say("cost.destroyed"), WRITTEN_OFF, currency),
        lost(say("cost.kept"), Set.of(KEPT), currency),
        booked(say("cost.bonus"), Account.CREDIT_BONUS, currency),
        booked(say("cost.late"), Account.LATE_INTEREST, currency),
        booked(say("cost.let-be"), Account.WRITTEN_OFF, currency),
        stated(say("cost.fees"), Kind.RETURN_FEE, currency, true),
        stated(say("cost.deductions"), Kind.DEDUCTION, currency, true));
  }

  /** A line that is taken off is what the shopper bore. */
  private Cost stated(String name, Kind kind, Currency currency, boolean taken) {
    List<Stated> lines =
        overview.stated().stream()
            .filter(each -> each.kind() == kind && each.amount().currency().equals(currency))
            .toList();
    Money sum = lines.stream().map(Stated::amount).reduce(Money.zero(currency), Money::plus);
    return new Cost(
        name,
        taken ? sum.negate() : sum,
        say("returns", lines.stream().mapToLong(Stated::returns).sum()),
        taken);
  }

  private Cost lost(String name, Set<String> dispositions, Currency currency) {
    List<Fate> pieces =
        overview.fates().stream()
            .filter(each -> each.value().currency().equals(currency))
            .filter(each -> each.disposition() != null && dispositions.contains(each.disposition()))
            .toList();
    return new Cost(
        name,
        pieces.stream().map(Fate::value).reduce(Money.zero(currency), Money::plus),
        say("cost.at-what-was-paid", say("pieces", pieces.stream().mapToLong(Fate::pieces).sum())),
        false);
  }

  private Cost booked(String name, Account account, Currency currency) {
    return new Cost(
        name,
        overview.booked().stream()
            .filter(each -> each.account() == account)
            .map(Booked::amount)
            .filter(amount -> amount.currency().equals(currency))
            .reduce(Money.zero(currency), Money::plus),
        say("cost.in-the-ledger"),
        false);
  }

  private List<Chart> fates() {
    String says = say("fates.says");
    List<Fate> decided =
        overview.fates().stream().filter(each -> each.disposition() != null).toList();
    List<Chart> charts = new ArrayList<>();
    for (Currency currency : currencies(decided.stream().map(Fate::value))) {
      charts.add(
          fates(
              currency,
              decided.stream().filter(each -> each.value().currency().equals(currency)).toList(),
              says));
    }
    if (charts.isEmpty()) {
      charts.add(Chart.nothing("pieces", say("fates.empty"), says, say("fates.nothing")));
    }
    return charts;
  }

  private Chart fates(Currency currency, List<Fate> fates, String says) {
    Map<String, Long> values =
        fates.stream()
            .collect(
                Collectors.groupingBy(
                    this::whereTo, Collectors.summingLong(each -> each.value().minor())));
    Map<String, Long> pieces =
        fates.stream()
            .collect(Collectors.groupingBy(this::whereTo, Collectors.summingLong(Fate::pieces)));
    String code = currency.getCurrencyCode();
    return Chart.ofBars(
        "pieces-" + code.toLowerCase(Locale.ROOT),
        say("fates", code),
        says,
        mostFirst(values).stream()
            .map(
                each ->
                    "%s: %s, %s"
                        .formatted(
                            each.getKey(),
                            say("pieces", pieces.get(each.getKey())),
                            new Money(each.getValue(), currency)))
            .collect(Collectors.joining("; ", "", ".")),
        BarDrawing.of(
            mostFirst(values).stream()
                .map(
                    each ->
                        new BarDrawing.Value(
                            each.getValue(),
                            each.getKey(),
                            "%s, %s"
                                .formatted(
                                    say("pieces", pieces.get(each.getKey())),
                                    new Money(each.getValue(), currency)),
                            false))
                .toList()),
        List.of(
            say("fates.grade"), say("fates.where-to"), say("of-pieces"), say("fates.paid", code)),
        fates.stream()
            .map(
                each ->
                    row(
                        each.grade() == null ? say("none") : words.label(each.grade(), locale),
                        whereTo(each),
                        each.pieces(),
                        major(each.value())))
            .toList(),
        gaps);
  }

  private String whereTo(Fate fate) {
    return fate.disposition() == null ? "" : words.said("disposition", fate.disposition(), locale);
  }

  private Chart labels() {
    String id = "labels";
    String title = say("carriers");
    String says = say("carriers.says");
    if (overview.labels().isEmpty()) {
      return Chart.nothing(id, title, says, say("carriers.nothing"));
    }
    return Chart.ofBars(
        id,
        title,
        says,
        overview.labels().stream()
            .map(each -> each.carrier() + ": " + say("labels", each.made()))
            .collect(Collectors.joining("; ", "", ".")),
        BarDrawing.of(
            overview.labels().stream()
                .map(
                    each ->
                        new BarDrawing.Value(
                            each.made() + each.sentBack(),
                            each.carrier(),
                            each.sentBack() == 0
                                ? say("labels", each.made())
                                : say(
                                    "carriers.also-back",
                                    say("labels", each.made()),
                                    each.sentBack()),
                            false))
                .toList()),
        List.of(say("carrier"), say("carriers.way-back"), say("carriers.to-shoppers")),
        overview.labels().stream()
            .map(each -> row(each.carrier(), each.made(), each.sentBack()))
            .toList(),
        gaps);
  }

  private static Set<Currency> currencies(Stream<Money> amounts) {
    return amounts
        .map(Money::currency)
        .collect(
            Collectors.toCollection(
                () -> new TreeSet<>(Comparator.comparing(Currency::getCurrencyCode))));
  }

  private static List<Map.Entry<String, Long>> mostFirst(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  private String withShare(long some, long all) {
    return some == 0 ? "0" : "%d · %s".formatted(some, share(some, all));
  }

  private String share(long some, long all) {
    return some < ENOUGH || all < ENOUGH
        ? say("fewer", ENOUGH)
        : "%d %%".formatted((200 * some / all + 1) / 2);
  }

  private String days(Week week) {
    return say("days", day.format(week.first()), day.format(week.last()));
  }

  private static String major(Money amount) {
    return amount.toMajor().toPlainString();
  }

  private static long oneMajor(Currency currency) {
    return BigDecimal.ONE.scaleByPowerOfTen(currency.getDefaultFractionDigits()).longValueExact();
  }

  private List<String> row(Week week, @Nullable Object... cells) {
    List<String> row = new ArrayList<>();
    row.add(week.first().toString());
    row.add(week.last().toString());
    row.add(week.whole() ? say("yes") : say("no"));
    row.addAll(row(cells));
    return row;
  }

  private static List<String> row(@Nullable Object... cells) {
    return Stream.of(cells).map(String::valueOf).toList();
  }
}
