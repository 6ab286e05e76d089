package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.CreditMovement.Kind;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.testing.Confirmed;
import io.retour.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Store credits on a real database: spent, given back, turned into money, ended. */
@SpringBootTest(properties = "retour.store-credit.expiry-interval=P1D")
class StoreCreditsTest {

  @TestConfiguration
  static class Time {
    @Bean
    @Primary
    TestClock testClock() {
      return new TestClock();
    }
  }

  private static final CreditTerms THREE_YEARS =
      new CreditTerms(36, 36, true, "BGB 195, 199(1)", null);

  @Autowired StoreCredits credits;
  @Autowired Refunds refunds;
  @Autowired Returns returns;
  @Autowired Orders orders;
  @Autowired Ledger ledger;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;

  private ReturnCase credited;

  @AfterEach
  void timeIsAsItWas() {
    clock.reset();
  }

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  /** 100.00 and a bonus of 5.00. */
  private StoreCredit issued(CreditTerms terms) {
    Order order = order().country("DE").line("TEE-M", 1, 10000).build();
    orders.add(order);
    return issued(Confirmed.forCredit(order), terms);
  }

  private StoreCredit issued(Registration registration, CreditTerms terms) {
    credited = returns.register(registration);
    return credits.issue(refunds.grant(credited.id(), "STORE_CREDIT", 5).id(), terms);
  }

  private Money left(StoreCredit credit) {
    return credits.account(credit.code()).left().sum();
  }

  private CreditMovement redeem(StoreCredit credit, long minor) {
    return credits.redeem(UUID.randomUUID(), credit.code(), euro(minor), "A-77");
  }

  /** What each account holds for the credited return. */
  private Map<Account, Long> books() {
    Map<Account, Long> sums = new EnumMap<>(Account.class);
    ledger
        .of(credited.id())
        .forEach(entry -> sums.merge(entry.account(), entry.amount().minor(), Long::sum));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  @Test
  void keepsWhatTheShopperAgreedToAndWhen() {
    StoreCredit credit = issued(THREE_YEARS);

    assertThat(credit.amount()).isEqualTo(euro(10500));
    assertThat(credit.bonus()).isEqualTo(euro(500));
    assertThat(credit.consent()).isNotNull();
    assertThat(credit.consent().at()).isEqualTo(returns.get(credited.id()).registeredAt());
    assertThat(credit.consent().words()).contains("a bonus of 5 %", "shopper");
    assertThat(credits.ofGrant(credit.grantId()).orElseThrow().consent().words())
        .isEqualTo(credit.consent().words());
  }

  @Test
  void givesNoBonusToWhoDidNotChooseCredit() {
    Order order = order().country("DE").line("TEE-M", 1, 10000).build();
    orders.add(order);

    StoreCredit credit = issued(Confirmed.onePieceOf(order), THREE_YEARS);

    assertThat(credit.amount()).isEqualTo(euro(10000));
    assertThat(credit.bonus()).isEqualTo(euro(0));
    assertThat(credit.consent()).isNull();
  }

  @Test
  void isSpentOnceForTheSameRequest() {
    StoreCredit credit = issued(THREE_YEARS);
    UUID request = UUID.randomUUID();

    CreditMovement first = credits.redeem(request, credit.code(), euro(6000), "A-77");
    CreditMovement again = credits.redeem(request, credit.code(), euro(6000), "A-77");

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(left(credit)).isEqualTo(euro(4500));
    assertThat(books())
        .containsOnly(
            Map.entry(Account.RETURNED_GOODS, -10000L),
            Map.entry(Account.CREDIT_BONUS, -500L),
            Map.entry(Account.STORE_CREDIT, 4500L),
            Map.entry(Account.CREDIT_SPENT, 6000L));
  }

  @Test
  void refusesMoreThanIsLeftAndAnotherCurrency() {
    StoreCredit credit = issued(THREE_YEARS);

    assertThatThrownBy(() -> redeem(credit, 10501))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("credit-too-small"));
    assertThatThrownBy(
            () -> credits.redeem(UUID.randomUUID(), credit.code(), Money.of(1, "USD"), "A-77"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("currency-differs"));
    assertThatThrownBy(() -> redeem(credit, -1)).isInstanceOf(Problem.class);
    assertThat(left(credit)).isEqualTo(euro(10500));
  }

  @Test
  void isNeverSpentBelowZeroByManyAtOnce() throws Exception {
    StoreCredit credit = issued(THREE_YEARS);
    List<Future<Boolean>> tills = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        tills.add(
            threads.submit(
                () -> {
                  try {
                    redeem(credit, 1000);
                    return true;
                  } catch (Problem usedUp) {
                    return false;
                  }
                }));
      }
    }
    int taken = 0;
    for (Future<Boolean> till : tills) {
      taken += till.get() ? 1 : 0;
    }

    assertThat(taken).isEqualTo(10);
    assertThat(left(credit)).isEqualTo(euro(500));
    assertThat(books()).containsEntry(Account.CREDIT_SPENT, 10000L);
  }

  @Test
  void comesBackWhenTheShopCancelsWhatItPaidFor() {
    StoreCredit credit = issued(THREE_YEARS);
    CreditMovement redemption = redeem(credit, 10500);

    credits.giveBack(UUID.randomUUID(), credit.code(), redemption.id(), euro(4000), "A-77");

    assertThat(left(credit)).isEqualTo(euro(4000));
    assertThat(books()).containsEntry(Account.CREDIT_SPENT, 6500L);
    assertThatThrownBy(
            () ->
                credits.giveBack(
                    UUID.randomUUID(), credit.code(), redemption.id(), euro(6501), "A-77"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("given-back-already"));
  }

  @Test
  void givesTheBonusUpWhenItBecomesMoney() {
    StoreCredit credit = issued(THREE_YEARS);
    redeem(credit, 6000);

    CreditMovement paid = credits.cashOut(UUID.randomUUID(), credit.code(), "SEPA 4711");

    assertThat(paid.value()).isEqualTo(euro(-4000));
    assertThat(paid.bonus()).isEqualTo(euro(-500));
    assertThat(left(credit)).isEqualTo(euro(0));
    assertThat(books())
        .containsOnly(
            Map.entry(Account.RETURNED_GOODS, -10000L),
            Map.entry(Account.CREDIT_SPENT, 6000L),
            Map.entry(Account.BANK, 4000L));
    assertThatThrownBy(() -> credits.cashOut(UUID.randomUUID(), credit.code(), "SEPA 4712"))
        .isInstanceOf(Problem.class);
  }

  /**
   * Issued in 2026 or later, for three years to the end of the year: over after four and a half.
   */
  @Test
  void isBookedAsIncomeWhenItEnds() {
    StoreCredit credit = issued(THREE_YEARS);
    redeem(credit, 6000);
    clock.pass(Duration.ofDays(365 * 4 + 180));

    assertThatThrownBy(() -> redeem(credit, 1)).isInstanceOf(Problem.class);
    credits.expire();
    credits.expire();

    assertThat(left(credit)).isEqualTo(euro(0));
    assertThat(credits.account(credit.code()).movements())
        .extracting(CreditMovement::kind)
        .containsExactly(Kind.REDEEMED, Kind.EXPIRED);
    assertThat(books())
        .containsOnly(
            Map.entry(Account.RETURNED_GOODS, -10000L),
            Map.entry(Account.CREDIT_SPENT, 6000L),
            Map.entry(Account.CREDIT_EXPIRED, 4000L));
  }

  /** What is owed by law stays, whatever time passes; the bonus was a gift. */
  @Test
  void neverEndsWhatIsOwedByLaw() {
    StoreCredit credit = issued(new CreditTerms(0, 36, true, "CRD 13(1)", null));
    clock.pass(Duration.ofDays(365 * 40));

    credits.expire();

    assertThat(left(credit)).isEqualTo(euro(10000));
    redeem(credit, 10000);
    assertThat(books()).containsEntry(Account.CREDIT_SPENT, 10000L);
  }

  @Test
  void theDatabaseRefusesToChangeWhatIsBooked() {
    StoreCredit credit = issued(THREE_YEARS);
    redeem(credit, 100);

    for (String table : List.of("ledger_entry", "store_credit_movement")) {
      assertThatThrownBy(() -> jdbc.sql("delete from " + table).update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("append-only");
      assertThatThrownBy(() -> jdbc.sql("update " + table + " set currency = 'USD'").update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("append-only");
    }
  }
}
