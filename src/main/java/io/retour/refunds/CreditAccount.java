package io.retour.refunds;

import io.retour.refunds.CreditMovement.Kind;
import io.retour.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store credit and all that became of it. What was paid for the goods is spent first and the
 * bonus last, so that credit which is turned into money gives up the bonus in full, and money owed
 * by law never waits behind a bonus.
 */
public record CreditAccount(StoreCredit credit, List<CreditMovement> movements) {

  /** What is given back can be spent for that long at least, whatever day its credit ends on. */
  private static final Period SPENDABLE_AGAIN = Period.ofDays(90);

  /** An amount of a credit, by what it is. */
  public record Parts(Money value, Money bonus) {

    public Money sum() {
      return value.plus(bonus);
    }
  }

  public CreditAccount {
    movements = List.copyOf(movements);
  }

  /** What is left, expired or not. */
  public Parts left() {
    return new Parts(
        credit.value().plus(sum(movements, CreditMovement::value)),
        credit.bonus().plus(sum(movements, CreditMovement::bonus)));
  }

  /** What can be spent on that day, in the credit's zone. */
  public Parts usable(LocalDate on) {
    Parts left = left();
    Money zero = zero();
    return new Parts(
        ended(credit.valueExpiresOn(), on) ? zero : left.value(),
        ended(credit.bonusExpiresOn(), on) ? zero : left.bonus());
  }

  /** What is left and can no longer be spent on that day. */
  public Parts expired(LocalDate on) {
    Parts usable = usable(on);
    Parts left = left();
    return new Parts(left.value().minus(usable.value()), left.bonus().minus(usable.bonus()));
  }

  private boolean ended(@Nullable LocalDate lastDay, LocalDate on) {
    return lastDay != null && on.isAfter(lastDay) && on.isAfter(spendableAgainUntil());
  }

  private LocalDate spendableAgainUntil() {
    return movements.stream()
        .filter(movement -> movement.kind() == Kind.GIVEN_BACK)
        .map(movement -> day(movement.movedAt()).plus(SPENDABLE_AGAIN))
        .max(LocalDate::compareTo)
        .orElse(LocalDate.MIN);
  }

  /** The day of a moment, where the shopper is. */
  public LocalDate day(Instant moment) {
    return moment.atZone(credit.zone()).toLocalDate();
  }

  /**
   * How an amount is taken: from the value first.
   *
   * @param amount at most what {@link #usable} says
   */
  public Parts taking(Money amount, LocalDate on) {
    Money value = usable(on).value().min(amount);
    return new Parts(value, amount.minus(value));
  }

  /** What of a redemption was not given back yet. */
  public Parts standing(UUID redemptionId) {
    List<CreditMovement> about =
        movements.stream()
            .filter(
                movement ->
                    movement.id().equals(redemptionId) || redemptionId.equals(movement.reverses()))
            .toList();
    return new Parts(
        sum(about, CreditMovement::value).negate(), sum(about, CreditMovement::bonus).negate());
  }

  /**
   * How a part of a redemption is given back: the bonus first, as it was spent last.
   *
   * @param amount at most what {@link #standing} says
   */
  public Parts givingBack(UUID redemptionId, Money amount) {
    Money bonus = standing(redemptionId).bonus().min(amount);
    return new Parts(amount.minus(bonus), bonus);
  }

  private Money sum(List<CreditMovement> of, Function<CreditMovement, Money> part) {
    return of.stream().map(part).reduce(zero(), Money::plus);
  }

  private Money zero() {
    return Money.zero(credit.amount().currency());
  }
}
