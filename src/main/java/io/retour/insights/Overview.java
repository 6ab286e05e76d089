package io.retour.insights;

import io.retour.insights.ReturnFacts.Article;
import io.retour.insights.ReturnFacts.ArticleReason;
import io.retour.insights.ReturnFacts.Booked;
import io.retour.insights.ReturnFacts.Confirmed;
import io.retour.insights.ReturnFacts.Fate;
import io.retour.insights.ReturnFacts.Labels;
import io.retour.insights.ReturnFacts.Paid;
import io.retour.insights.ReturnFacts.Reason;
import io.retour.insights.ReturnFacts.Sold;
import io.retour.insights.ReturnFacts.Stated;
import io.retour.insights.ReturnFacts.TimeToRefund;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A brand's returns over some days.
 *
 * @param confirmed one for each week of the span, empty weeks too
 * @param paid sums by week, way and currency; amounts of two currencies are never added
 * @param timeToRefund absent when nothing was paid
 * @param articles those that come back most
 * @param sold of these articles, where orders say that any were sold
 * @param running returns that are open today, whenever they were confirmed
 * @param booked what the ledger has of costs beside the refund
 */
public record Overview(
    String brand,
    Span span,
    List<Confirmed> confirmed,
    List<Paid> paid,
    @Nullable TimeToRefund timeToRefund,
    List<Reason> reasons,
    List<Article> articles,
    List<ArticleReason> articleReasons,
    List<Sold> sold,
    List<Age> running,
    List<Stated> stated,
    List<Fate> fates,
    List<Labels> labels,
    List<Booked> booked) {

  /**
   * Running returns of an age in days.
   *
   * @param toDays absent for the oldest
   */
  public record Age(int fromDays, @Nullable Integer toDays, long returns) {}

  public Overview {
    confirmed = List.copyOf(confirmed);
    paid = List.copyOf(paid);
    reasons = List.copyOf(reasons);
    articles = List.copyOf(articles);
    articleReasons = List.copyOf(articleReasons);
    sold = List.copyOf(sold);
    running = List.copyOf(running);
    stated = List.copyOf(stated);
    fates = List.copyOf(fates);
    labels = List.copyOf(labels);
    booked = List.copyOf(booked);
  }

  /** How many returns were confirmed. */
  public long returns() {
    return confirmed.stream().mapToLong(Confirmed::returns).sum();
  }

  /** How many pieces these returns have. */
  public long pieces() {
    return confirmed.stream().mapToLong(Confirmed::pieces).sum();
  }

  /** How many returns run today. */
  public long open() {
    return running.stream().mapToLong(Age::returns).sum();
  }
}
