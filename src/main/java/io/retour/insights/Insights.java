package io.retour.insights;

import io.retour.insights.Overview.Age;
import io.retour.insights.ReturnFacts.Article;
import io.retour.insights.ReturnFacts.Confirmed;
import io.retour.refunds.Ledger.Account;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;

/** What the returns of a brand say together. */
@Service
@EnableConfigurationProperties(InsightProperties.class)
public class Insights {

  private static final int MOST_ARTICLES = 10;

  /** Where one age ends and the next begins, in days; the oldest first. */
  private static final List<Integer> AGES = List.of(60, 30, 14, 7);

  private static final List<Account> COSTS =
      List.of(Account.CREDIT_BONUS, Account.LATE_INTEREST, Account.WRITTEN_OFF);

  private final ReturnFacts facts;
  private final InsightProperties properties;
  private final Clock clock;

  Insights(ReturnFacts facts, InsightProperties properties, Clock clock) {
    this.facts = facts;
    this.properties = properties;
    this.clock = clock;
  }

  public Overview overview(String brand, Period period) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), properties.zone());
    Span span = new Span(period.firstDay(today), today, properties.zone());
    List<Article> articles = facts.articles(brand, span, MOST_ARTICLES);
    List<String> skus = articles.stream().map(Article::sku).toList();
    return new Overview(
        brand,
        span,
        everyWeek(span, facts.confirmed(brand, span)),
        facts.paid(brand, span),
        facts.timeToRefund(brand, span).orElse(null),
        facts.reasons(brand, span),
        articles,
        skus.isEmpty() ? List.of() : facts.reasonsOf(skus, brand, span),
        skus.isEmpty() ? List.of() : facts.sold(skus, brand, span),
        ages(brand, span),
        facts.stated(brand, span),
        facts.fates(brand, span),
        facts.labels(brand, span),
        facts.booked(COSTS, brand, span));
  }

  private static List<Confirmed> everyWeek(Span span, List<Confirmed> some) {
    Map<Integer, Confirmed> known =
        some.stream().collect(Collectors.toMap(Confirmed::week, Function.identity()));
    return IntStream.range(0, span.weeks().size())
        .mapToObj(week -> known.getOrDefault(week, new Confirmed(week, 0, 0)))
        .toList();
  }

  /** The youngest first. A return of today is no day old. */
  private List<Age> ages(String brand, Span span) {
    List<Instant> borders =
        AGES.stream().map(days -> span.beginningOf(span.last().minusDays(days - 1))).toList();
    List<Long> counts = facts.running(brand, borders);
    List<Age> ages = new ArrayList<>();
    for (int age = AGES.size(); age >= 0; age--) {
      ages.add(
          new Age(
              age == AGES.size() ? 0 : AGES.get(age),
              age == 0 ? null : AGES.get(age - 1) - 1,
              counts.get(age)));
    }
    return ages;
  }
}
