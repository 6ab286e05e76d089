package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.refunds.CreditAccount.Parts;
import io.retour.refunds.CreditMovement.Kind;
import io.retour.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left of a store credit of 100.00 with a bonus of 5.00. */
class CreditAccountTest {

  private static final LocalDate LAST_DAY = LocalDate.of(2029, 12, 31);
  private static final LocalDate IN_TIME = LocalDate.of(2027, 3, 1);

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  private static Parts parts(long value, long bonus) {
    return new Parts(euro(value), euro(bonus));
  }

  private static CreditAccount account(@Nullable LocalDate valueUntil, CreditMovement... moved) {
    return new CreditAccount(
        new StoreCredit(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "SC-AAAA-BBBB-CCCC",
            euro(10500),
            euro(500),
            Instant.parse("2026-11-01T10:00:00Z"),
            valueUntil,
            LAST_DAY,
            "POLICY",
            ZoneId.of("Europe/Amsterdam"),
            null),
        List.of(moved));
  }

  private static CreditMovement moved(
      Kind kind, long value, long bonus, @Nullable UUID reverses, String at) {
    return new CreditMovement(
        UUID.randomUUID(),
        UUID.randomUUID(),
        1,
        kind,
        euro(value),
        euro(bonus),
        "A-1",
        reverses,
        Instant.parse(at));
  }

  private static CreditMovement redeemed(long value, long bonus) {
    return moved(Kind.REDEEMED, -value, -bonus, null, "2026-12-01T10:00:00Z");
  }

  @Test
  void spendsTheBonusLast() {
    assertThat(account(null).taking(euro(10000), IN_TIME)).isEqualTo(parts(10000, 0));
    assertThat(account(null).taking(euro(10200), IN_TIME)).isEqualTo(parts(10000, 200));
    assertThat(account(null, redeemed(6000, 0)).left()).isEqualTo(parts(4000, 500));
  }

  @Test
  void givesBackTheBonusFirst() {
    CreditMovement all = redeemed(10000, 500);
    CreditAccount spent = account(null, all);

    assertThat(spent.givingBack(all.id(), euro(300))).isEqualTo(parts(0, 300));
    assertThat(spent.givingBack(all.id(), euro(10500))).isEqualTo(parts(10000, 500));

    CreditMovement back = moved(Kind.GIVEN_BACK, 0, 300, all.id(), "2026-12-02T10:00:00Z");
    CreditAccount partly = account(null, all, back);

    assertThat(partly.standing(all.id())).isEqualTo(parts(10000, 200));
    assertThat(partly.givingBack(all.id(), euro(700))).isEqualTo(parts(500, 200));
  }

  @Test
  void endsAfterItsLastDayOnly() {
    CreditAccount account = account(LAST_DAY);

    assertThat(account.usable(LAST_DAY)).isEqualTo(parts(10000, 500));
    assertThat(account.expired(LAST_DAY)).isEqualTo(parts(0, 0));
    assertThat(account.usable(LAST_DAY.plusDays(1))).isEqualTo(parts(0, 0));
    assertThat(account.expired(LAST_DAY.plusDays(1))).isEqualTo(parts(10000, 500));
  }

  /** What is owed by law has no last day; only the bonus ends. */
  @Test
  void neverEndsWhatHasNoLastDay() {
    assertThat(account(null).usable(LAST_DAY.plusYears(50))).isEqualTo(parts(10000, 0));
  }

  @Test
  void canBeSpentForThreeMonthsAfterItWasGivenBack() {
    CreditMovement all = redeemed(10000, 500);
    CreditMovement back = moved(Kind.GIVEN_BACK, 10000, 500, all.id(), "2029-12-20T10:00:00Z");
    CreditAccount account = account(LAST_DAY, all, back);
    LocalDate last = LocalDate.of(2029, 12, 20).plusDays(90);

    assertThat(account.usable(last)).isEqualTo(parts(10000, 500));
    assertThat(account.usable(last.plusDays(1))).isEqualTo(parts(0, 0));
  }

  /** Whatever is taken in whatever steps: never below zero, and the bonus waits for the value. */
  @Property
  void neverGoesBelowZero(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 4000) Integer> wishes) {
    List<CreditMovement> moved = new ArrayList<>();
    for (int wish : wishes) {
      CreditAccount account = account(null, moved.toArray(CreditMovement[]::new));
      Money amount = euro(wish).min(account.usable(IN_TIME).sum());
      Parts taken = account.taking(amount, IN_TIME);
      moved.add(redeemed(taken.value().minor(), taken.bonus().minor()));
      Parts left = account(null, moved.toArray(CreditMovement[]::new)).left();

      assertThat(taken.sum()).isEqualTo(amount);
      assertThat(left.value().isNegative()).isFalse();
      assertThat(left.bonus().isNegative()).isFalse();
      assertThat(left.bonus().minor() == 500 || left.value().isZero()).isTrue();
    }
  }
}
