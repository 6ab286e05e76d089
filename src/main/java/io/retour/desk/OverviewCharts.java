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
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.UK);

  /** Where pieces go that nobody will pay for again. */
  private static final Set<String> WRITTEN_OFF = Set.of("DESTROY", "RECYCLE", "DONATE");

  private static final String KEPT = "KEPT_BY_CUSTOMER";

  private final Overview overview;
  private final List<Week> weeks;

  OverviewCharts(Overview overview) {
    this.overview = overview;
    this.weeks = overview.span().weeks();
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
    String title = "Returns confirmed each week";
    String says =
        "Returns by the day on which they were confirmed; those that were called off, refused or"
            + " ran out later are counted too.";
    if (overview.returns() == 0) {
      return Chart.nothing(id, title, says, "No return was confirmed in these days.");
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
              DAY.format(week.first()),
              Long.toString(each.returns()),
              "%s: %s".formatted(days(week), counted(each.returns(), "return"))));
      rows.add(row(week, each.returns(), each.pieces()));
    }
    Confirmed most =
        overview.confirmed().stream().max(Comparator.comparing(Confirmed::returns)).orElseThrow();
    return Chart.ofColumns(
        id,
        title,
        says,
        "%s in %s; the most in the week %s: %d."
            .formatted(
                counted(overview.returns(), "return"),
                counted(weeks.size(), "week"),
                days(weeks.get(most.week())),
                most.returns()),
        ColumnDrawing.of(values, "", "", 1, Long::toString),
        List.of("From", "To", "Whole week", "Returns", "Pieces"),
        rows);
  }

  private List<Chart> paidBack() {
    String says =
        "What was paid for returns by the day of its booking, deductions that were given back"
            + " included. Not in it: claims, exchanges, bonuses on store credit, and what the law"
            + " adds to late refunds.";
    List<Chart> charts = new ArrayList<>();
    for (Currency currency : currencies(overview.paid().stream().map(Paid::amount))) {
      charts.add(paidBack(currency, says));
    }
    if (charts.isEmpty()) {
      charts.add(
          Chart.nothing(
              "paid-back", "Paid back each week", says, "Nothing was paid back in these days."));
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
              DAY.format(week.first()),
              "",
              "%s: %s in money, %s in store credit".formatted(days(week), money, credit)));
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
        "Paid back each week, " + code,
        says,
        "%s in money and %s in store credit in %s."
            .formatted(money, credit, counted(weeks.size(), "week")),
        ColumnDrawing.of(
            values,
            "in money",
            credit.isZero() ? "" : "in store credit",
            oneMajor(currency),
            minor -> new Money(minor, currency).toMajor().toBigInteger().toString()),
        List.of(
            "From",
            "To",
            "Whole week",
            "In money, " + code,
            "In store credit, " + code,
            "Came back from providers, " + code,
            "Bookings"),
        rows);
  }

  private static Money sum(Collection<Paid> paid, Way way, Currency currency) {
    return paid.stream()
        .filter(each -> each.way() == way)
        .map(Paid::amount)
        .reduce(Money.zero(currency), Money::plus);
  }

  private Chart reasons() {
    String id = "reasons";
    String title = "Reasons";
    String says =
        "What shoppers said of each piece. Nobody has to say why, so “no reason given” is an"
            + " answer like the others.";
    Map<String, Long> counts =
        overview.reasons().stream()
            .collect(
                Collectors.groupingBy(
                    each -> words(each.reason().name()), Collectors.summingLong(Reason::pieces)));
    if (counts.isEmpty()) {
      return Chart.nothing(id, title, says, "No reasons in these days.");
    }
    long all = overview.pieces();
    List<Map.Entry<String, Long>> most = mostFirst(counts);
    return Chart.ofBars(
        id,
        title,
        says,
        "Of %s the most came back for “%s”: %s."
            .formatted(
                counted(all, "piece"),
                most.getFirst().getKey(),
                withShare(most.getFirst().getValue(), all)),
        BarDrawing.of(
            most.stream()
                .map(
                    each ->
                        new BarDrawing.Value(
                            each.getValue(), each.getKey(), withShare(each.getValue(), all), false))
                .toList()),
        List.of("Reason", "Pieces", "Share of all pieces"),
        most.stream()
            .map(each -> row(each.getKey(), each.getValue(), share(each.getValue(), all)))
            .toList());
  }

  private Chart reasonsByChannel() {
    String id = "reasons-by-channel";
    String title = "Reasons by channel";
    String says =
        "Where the pieces were bought, and the %d most frequent reasons of each channel; the table has all. A share is of the channel's pieces."
            .formatted(MOST_REASONS_OF_A_CHANNEL);
    if (overview.reasons().isEmpty()) {
      return Chart.nothing(id, title, says, "No reasons in these days.");
    }
    Map<String, Long> channels = new TreeMap<>();
    Map<String, Integer> drawn = new TreeMap<>();
    overview.reasons().forEach(each -> channels.merge(each.channel(), each.pieces(), Long::sum));
    List<BarDrawing.Value> values = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Reason each : overview.reasons()) {
      long ofChannel = channels.get(each.channel());
      String reason = words(each.reason().name());
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
            .map(each -> each.getKey() + ": " + counted(each.getValue(), "piece"))
            .collect(Collectors.joining("; ", "", ".")),
        BarDrawing.of(values),
        List.of("Channel", "Reason", "Pieces", "Share of the channel's pieces"),
        rows);
  }

  private Chart articles() {
    String id = "articles";
    String title = "Articles that come back most";
    String says =
        "Pieces that came back, whenever they were sold. A rate is in the table where it is known: of the pieces in orders"
            + " that Retour has and that were placed in these days, how many are in a return by now. It can"
            + " still grow, and it is too high if the shop sends Retour only orders that come back.";
    if (overview.articles().isEmpty()) {
      return Chart.nothing(id, title, says, "No article came back in these days.");
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
              .map(most -> "%s (%d)".formatted(words(most.reason().name()), most.pieces()))
              .orElse("");
      rows.add(
          row(
              each.sku(),
              each.title(),
              each.pieces(),
              each.returns(),
              why,
              base == null ? "not known" : base.pieces(),
              base == null ? "" : base.cameBack(),
              base == null ? "" : share(base.cameBack(), base.pieces())));
    }
    Article most = overview.articles().getFirst();
    return Chart.ofBars(
        id,
        title,
        says,
        "%s comes back most: %s in %s."
            .formatted(
                most.sku(), counted(most.pieces(), "piece"), counted(most.returns(), "return")),
        BarDrawing.of(
            overview.articles().stream()
                .map(
                    each ->
                        new BarDrawing.Value(
                            each.pieces(),
                            each.sku(),
                            "%s, %s"
                                .formatted(
                                    counted(each.pieces(), "piece"),
                                    counted(each.returns(), "return")),
                            false))
                .toList()),
        List.of(
            "SKU",
            "Article",
            "Pieces back",
            "Returns",
            "Most frequent reason",
            "Sold in these days",
            "Of these back",
            "Rate"),
        rows);
  }

  private Chart ages() {
    String id = "ages";
    String title = "How old running returns are";
    String says =
        "Returns that are not closed today, by days since they were confirmed, whenever that was.";
    long open = overview.open();
    if (open == 0) {
      return Chart.nothing(id, title, says, "No return is running.");
    }
    Function<Age, String> name =
        age ->
            age.toDays() == null
                ? "%d days and more".formatted(age.fromDays())
                : "%d to %d days".formatted(age.fromDays(), age.toDays());
    return Chart.ofBars(
        id,
        title,
        says,
        "%s running; %s."
            .formatted(
                counted(open, "return"),
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
        List.of("Age", "Returns", "Share of running returns"),
        overview.running().stream()
            .map(age -> row(name.apply(age), age.returns(), share(age.returns(), open)))
            .toList());
  }

  /**
   * @param taken whether shoppers bore it, so that it cost the shop less
   */
  private record Cost(String name, Money amount, String count, boolean taken) {}

  private List<Chart> costs() {
    String says =
        "Of the returns that were confirmed in these days, as far as it is on record today. Hatched is"
            + " what shoppers bore. Not counted are pieces lost on their way, and what Retour does not know: what carriers charge for labels, work in"
            + " the warehouse, what pieces cost in purchase or still bring in,"
            + " and fees of payment providers.";
    List<Chart> charts = new ArrayList<>();
    for (Currency currency : costCurrencies()) {
      List<Cost> costs = costs(currency).stream().filter(cost -> !cost.amount().isZero()).toList();
      if (!costs.isEmpty()) {
        charts.add(costs(currency, costs, says));
      }
    }
    if (charts.isEmpty()) {
      charts.add(
          Chart.nothing("cost", "What returns cost", says, "No costs are on record for them."));
    }
    return charts;
  }

  private static Chart costs(Currency currency, List<Cost> costs, String says) {
    String code = currency.getCurrencyCode();
    return Chart.ofBars(
        "cost-" + code.toLowerCase(Locale.ROOT),
        "What returns cost, " + code,
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
        List.of("What", "Who bore it", "Counted", "Amount, " + code),
        costs.stream()
            .map(
                cost ->
                    row(
                        cost.name(),
                        cost.taken() ? "shoppers" : "the shop",
                        cost.count(),
                        major(cost.amount())))
            .toList());
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
        stated("Outbound delivery paid back", Kind.OUTBOUND_SHIPPING, currency, false),
        lost("Destroyed or given away", WRITTEN_OFF, currency),
        lost("Left with the shopper", Set.of(KEPT), currency),
        booked("Bonus on store credit", Account.CREDIT_BONUS, currency),
        booked("Added to late refunds", Account.LATE_INTEREST, currency),
        booked("Overpaid and let be", Account.WRITTEN_OFF, currency),
        stated("Return fees", Kind.RETURN_FEE, currency, true),
        stated("Taken off for lost value", Kind.DEDUCTION, currency, true));
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
        counted(lines.stream().mapToLong(Stated::returns).sum(), "return"),
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
        counted(pieces.stream().mapToLong(Fate::pieces).sum(), "piece") + ", at what was paid",
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
        "in the ledger",
        false);
  }

  private List<Chart> fates() {
    String says =
        "Where the inspected pieces of these returns went, by what was paid for them. It is no loss yet: what goes back"
            + " on the shelf can be sold again.";
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
      charts.add(
          Chart.nothing(
              "pieces", "What became of the pieces", says, "No piece of them is decided on yet."));
    }
    return charts;
  }

  private static Chart fates(Currency currency, List<Fate> fates, String says) {
    Map<String, Long> values =
        fates.stream()
            .collect(
                Collectors.groupingBy(
                    OverviewCharts::whereTo, Collectors.summingLong(each -> each.value().minor())));
    Map<String, Long> pieces =
        fates.stream()
            .collect(
                Collectors.groupingBy(
                    OverviewCharts::whereTo, Collectors.summingLong(Fate::pieces)));
    String code = currency.getCurrencyCode();
    return Chart.ofBars(
        "pieces-" + code.toLowerCase(Locale.ROOT),
        "What became of the pieces, " + code,
        says,
        mostFirst(values).stream()
            .map(
                each ->
                    "%s: %s, %s"
                        .formatted(
                            each.getKey(),
                            counted(pieces.get(each.getKey()), "piece"),
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
                                    counted(pieces.get(each.getKey()), "piece"),
                                    new Money(each.getValue(), currency)),
                            false))
                .toList()),
        List.of("Grade", "Where to", "Pieces", "Paid for them, " + code),
        fates.stream()
            .map(
                each ->
                    row(
                        each.grade() == null ? "none" : words(each.grade().name()),
                        whereTo(each),
                        each.pieces(),
                        major(each.value())))
            .toList());
  }

  private static String whereTo(Fate fate) {
    return fate.disposition() == null ? "" : words(fate.disposition());
  }

  private Chart labels() {
    String id = "labels";
    String title = "Labels by carrier";
    String says =
        "Labels and codes that were made for the way back of these returns, used or not, and parcels with refused"
            + " pieces back to shoppers. Only their number is known here, not what carriers charge.";
    if (overview.labels().isEmpty()) {
      return Chart.nothing(id, title, says, "No label was made for them.");
    }
    return Chart.ofBars(
        id,
        title,
        says,
        overview.labels().stream()
            .map(each -> each.carrier() + ": " + counted(each.made(), "label"))
            .collect(Collectors.joining("; ", "", ".")),
        BarDrawing.of(
            overview.labels().stream()
                .map(
                    each ->
                        new BarDrawing.Value(
                            each.made() + each.sentBack(),
                            each.carrier(),
                            each.sentBack() == 0
                                ? counted(each.made(), "label")
                                : "%s, %d sent back"
                                    .formatted(counted(each.made(), "label"), each.sentBack()),
                            false))
                .toList()),
        List.of("Carrier", "Labels for the way back", "Parcels back to shoppers"),
        overview.labels().stream()
            .map(each -> row(each.carrier(), each.made(), each.sentBack()))
            .toList());
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

  private static String withShare(long some, long all) {
    return some == 0 ? "0" : "%d · %s".formatted(some, share(some, all));
  }

  private static String share(long some, long all) {
    return some < ENOUGH || all < ENOUGH
        ? "fewer than " + ENOUGH
        : "%d %%".formatted((200 * some / all + 1) / 2);
  }

  private static String counted(long number, String what) {
    return number == 1 ? "1 " + what : "%d %ss".formatted(number, what);
  }

  private static String days(Week week) {
    return "%s to %s".formatted(DAY.format(week.first()), DAY.format(week.last()));
  }

  private static String words(String constant) {
    return constant.length() == 1 ? constant : constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String major(Money amount) {
    return amount.toMajor().toPlainString();
  }

  private static long oneMajor(Currency currency) {
    return BigDecimal.ONE.scaleByPowerOfTen(currency.getDefaultFractionDigits()).longValueExact();
  }

  private static List<String> row(Week week, @Nullable Object... cells) {
    List<String> row = new ArrayList<>();
    row.add(week.first().toString());
    row.add(week.last().toString());
    row.add(week.whole() ? "yes" : "no");
    row.addAll(row(cells));
    return row;
  }

  private static List<String> row(@Nullable Object... cells) {
    return Stream.of(cells).map(String::valueOf).toList();
  }
}
