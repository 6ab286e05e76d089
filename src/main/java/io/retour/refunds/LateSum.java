package io.retour.refunds;

import io.retour.policy.LateStep;
import io.retour.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * What the law gives on top of a refund that came late: a share of it, interest, or both. Worked
 * out from the tables late-refund-interest and legal-interest-rate for the day on which the refund
 * was through.
 *
 * @param daysLate how many days after the due day the refund was through
 * @param upliftPercent the share that the last step of the delay names
 * @param uplift that share in money, at most the price of the goods where the law says so
 * @param interest what runs at the legal rate, a line for each rate
 * @param provision the article, a word of the vocabulary
 */
public record LateSum(
    int daysLate, int upliftPercent, Money uplift, List<Interest> interest, String provision) {

  /** As French courts and the state's own calculator divide, leap year or not. */
  private static final long DAYS_OF_A_YEAR = 365;

  private static final BigDecimal HUNDREDTHS_OF_A_PERCENT = BigDecimal.valueOf(10_000);

  /**
   * Interest for days at one rate.
   *
   * @param until the last of the days
   * @param rateBasisPoints a year's, in hundredths of a percent
   */
  public record Interest(LocalDate from, LocalDate until, int rateBasisPoints, Money amount) {

    /** How many days it runs. */
    public long days() {
      return ChronoUnit.DAYS.between(from, until) + 1;
    }
  }

  /**
   * @param refund what was to be paid back; interest and uplift are of it
   * @param price what was paid for the goods
   * @param dueOn the last day in time
   * @param throughOn the day on which the refund was through
   * @param ladder the step that counts on a day of delay, counted from 1
   * @param legalRate the rate of a month, in hundredths of a percent
   * @return empty when it was in time, or no law gives anything
   */
  static Optional<LateSum> of(
      Money refund,
      Money price,
      LocalDate dueOn,
      LocalDate throughOn,
      IntFunction<LateStep> ladder,
      ToIntFunction<YearMonth> legalRate) {
    int days = (int) ChronoUnit.DAYS.between(dueOn, throughOn);
    if (days <= 0 || !refund.isPositive()) {
      return Optional.empty();
    }
    int day = 1;
    int interestFrom = 0;
    boolean priceReached = false;
    LateStep step = ladder.apply(day);
    Money uplift = share(refund, step);
    while (true) {
      boolean reachedBefore = priceReached;
      priceReached = step.upToPrice() && share(refund, step).compareTo(price) >= 0;
      uplift = priceReached ? price : share(refund, step);
      if (!(priceReached && reachedBefore)) {
        interestFrom = step.legalInterest() || priceReached ? day : 0;
      }
      if (step.nextStepDay() <= day || step.nextStepDay() > days) {
        break;
      }
      day = step.nextStepDay();
      step = ladder.apply(day);
    }
    List<Interest> interest =
        interestFrom == 0
            ? List.of()
            : interest(refund, dueOn.plusDays(interestFrom), throughOn, legalRate);
    LateSum sum = new LateSum(days, step.upliftPercent(), uplift, interest, step.provision());
    return sum.total().isPositive() ? Optional.of(sum) : Optional.empty();
  }

  private static Money share(Money refund, LateStep step) {
    return refund.basisPoints(step.upliftPercent() * 100, RoundingMode.HALF_UP);
  }

  /** A rate counts for the days of its half-year, so a delay over its turn has two lines. */
  private static List<Interest> interest(
      Money refund, LocalDate from, LocalDate until, ToIntFunction<YearMonth> legalRate) {
    List<Interest> lines = new ArrayList<>();
    LocalDate start = from;
    int rate = legalRate.applyAsInt(YearMonth.from(from));
    LocalDate month = YearMonth.from(from).plusMonths(1).atDay(1);
    for (; !month.isAfter(until); month = month.plusMonths(1)) {
      int next = legalRate.applyAsInt(YearMonth.from(month));
      if (next != rate) {
        lines.add(line(refund, start, month.minusDays(1), rate));
        start = month;
        rate = next;
      }
    }
    lines.add(line(refund, start, until, rate));
    return lines;
  }

  private static Interest line(Money refund, LocalDate from, LocalDate until, int rate) {
    long days = ChronoUnit.DAYS.between(from, until) + 1;
    long minor =
        BigDecimal.valueOf(refund.minor())
            .multiply(BigDecimal.valueOf(days))
            .multiply(BigDecimal.valueOf(rate))
            .divide(
                HUNDREDTHS_OF_A_PERCENT.multiply(BigDecimal.valueOf(DAYS_OF_A_YEAR)),
                0,
                RoundingMode.HALF_UP)
            .longValueExact();
    return new Interest(from, until, rate, new Money(minor, refund.currency()));
  }

  /** What is owed on top of the refund. */
  public Money total() {
    return interest.stream().map(Interest::amount).reduce(uplift, Money::plus);
  }
}
