package io.retour.refunds;

import io.retour.policy.Decision;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a store credit can be spent, as the table credit-terms says. What is owed by law has no
 * end.
 *
 * @param valueMonths months for what was paid for the goods, 0 for without end
 * @param bonusMonths months for the bonus, 0 for without end
 * @param untilYearEnd whether the months run on to the end of the calendar year in which they end
 * @param provision what it rests on, as a stable word
 * @param asked what the table was asked and said, null when none was
 */
public record CreditTerms(
    int valueMonths,
    int bonusMonths,
    boolean untilYearEnd,
    String provision,
    @Nullable Decision asked) {

  /** No end, for credits that no table was asked about. */
  public static final CreditTerms WITHOUT_END = new CreditTerms(0, 0, false, "", null);

  /** The last day on which the value can be spent; empty when there is none. */
  public Optional<LocalDate> valueExpiresOn(LocalDate issuedOn) {
    return last(issuedOn, valueMonths);
  }

  /** The last day on which the bonus can be spent; empty when there is none. */
  public Optional<LocalDate> bonusExpiresOn(LocalDate issuedOn) {
    return last(issuedOn, bonusMonths);
  }

  private Optional<LocalDate> last(LocalDate issuedOn, int months) {
    if (months == 0) {
      return Optional.empty();
    }
    LocalDate last = issuedOn.plusMonths(months);
    return Optional.of(untilYearEnd ? LocalDate.of(last.getYear(), 12, 31) : last);
  }
}
