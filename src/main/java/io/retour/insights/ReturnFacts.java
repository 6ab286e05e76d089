package io.retour.insights;

import io.retour.refunds.Ledger.Account;
import io.retour.returns.RefundStatement;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts and sums of what is on record about a brand's returns. A return belongs to the day on
 * which it was confirmed, a payment to the day on which it was booked.
 */
public interface ReturnFacts {

  /** How a shopper was paid. */
  enum Way {
    MONEY,
    STORE_CREDIT,
    /** Money that a provider paid and that came back. */
    CAME_BACK
  }

  /**
   * @param week its place among the weeks of the span, from 0
   */
  record Confirmed(int week, long returns, long pieces) {}

  /**
   * @param week its place among the weeks of the span, from 0
   */
  record Paid(int week, Way way, Money amount, long payments) {}

  /** How long the returns that were paid took. */
  record TimeToRefund(long returns, Duration median) {}

  /** Pieces that came back for a reason, by the channel they were bought through. */
  record Reason(String channel, ReturnReason reason, long pieces) {}

  /** Pieces and returns of one article. */
  record Article(String sku, String title, long returns, long pieces) {}

  /** Why an article comes back. */
  record ArticleReason(String sku, ReturnReason reason, long pieces) {}

  /**
   * What was sold of an article in orders that Retour has.
   *
   * @param cameBack how many of these pieces are in a return by now
   */
  record Sold(String sku, long pieces, long cameBack) {}

  /** Lines of a kind on the statements of what was granted. */
  record Stated(RefundStatement.Kind kind, Money amount, long returns) {}

  /** What the pieces of returns were worth when they were paid for. */
  record Fate(@Nullable Grade grade, @Nullable String disposition, Money value, long pieces) {}

  /**
   * @param made labels for a way back, those that were never used too
   * @param sentBack parcels with refused pieces back to shoppers
   */
  record Labels(String carrier, long made, long sentBack) {}

  /** What was booked to a cost account. */
  record Booked(Account account, Money amount) {}

  List<Confirmed> confirmed(String brand, Span span);

  List<Paid> paid(String brand, Span span);

  /** Of the returns that were paid in these days, from their confirmation to their last payment. */
  Optional<TimeToRefund> timeToRefund(String brand, Span span);

  List<Reason> reasons(String brand, Span span);

  /** Those of which the most pieces came back. */
  List<Article> articles(String brand, Span span, int most);

  List<ArticleReason> reasonsOf(List<String> skus, String brand, Span span);

  /** Of articles in orders that were placed in these days. */
  List<Sold> sold(List<String> skus, String brand, Span span);

  /**
   * How many running returns there are, by when they were confirmed.
   *
   * @param borders the earliest first
   * @return one number more than borders: before the first, from each one on
   */
  List<Long> running(String brand, List<Instant> borders);

  /** Of the returns that were confirmed in these days. */
  List<Stated> stated(String brand, Span span);

  /** Of the returns that were confirmed in these days. */
  List<Fate> fates(String brand, Span span);

  /** Of the returns that were confirmed in these days. */
  List<Labels> labels(String brand, Span span);

  /** Of the returns that were confirmed in these days; what was taken back of it is taken off. */
  List<Booked> booked(List<Account> costs, String brand, Span span);
}
