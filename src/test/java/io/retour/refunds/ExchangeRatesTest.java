package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Bought in euros at a shop that keeps its books in another currency. */
@WebTest
class ExchangeRatesTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired ExchangeRates rates;
  @Autowired Ledger ledger;
  @Autowired Clock clock;
  @Autowired Simulators simulators;

  private ReturnCase refunded(String shopCurrency) {
    Order order =
        order().country("DE").line("TEE-M", 1, 10000).soldIn(shopCurrency, "0.85").build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.onePieceOf(order));
    payouts.submit(refunds.grant(registered.id(), "REFUND", 0).id());
    return registered;
  }

  private ResultActions tell(String shopCurrency, String rate, int daysAgo) throws Exception {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(daysAgo);
    return http.perform(
        post("/api/v1/exchange-rates")
            .with(as("shop", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                """
                {"currency": "EUR", "shopCurrency": "%s", "day": "%s", "rate": %s}"""
                    .formatted(shopCurrency, day, rate)));
  }

  private List<Map.Entry<Account, Money>> differences(ReturnCase of) {
    return ledger.of(of.id()).stream()
        .filter(entry -> entry.booking().startsWith("exchange"))
        .map(entry -> Map.entry(entry.account(), entry.amount()))
        .toList();
  }

  @Test
  void booksTheDifferenceOnceInTheShopsCurrency() throws Exception {
    ReturnCase one = refunded("GBP");
    rates.book();
    assertThat(differences(one)).as("no rate is known").isEmpty();

    tell("GBP", "0.87", 2).andExpect(status().isNoContent());
    rates.book();
    rates.book();

    assertThat(differences(one))
        .containsExactly(
            Map.entry(Account.EXCHANGE_DIFFERENCE, Money.of(-200, "GBP")),
            Map.entry(Account.PROVIDER_CLEARING, Money.of(200, "GBP")));
    assertThat(ledger.of(one.id()))
        .filteredOn(entry -> entry.booking().startsWith("refund:"))
        .as("what the shopper gets is what was paid")
        .extracting(Ledger.Entry::amount)
        .containsExactly(Money.of(-10000, "EUR"), Money.of(10000, "EUR"));
  }

  /** The bank is poorer by it, and not the provider. */
  @Test
  void booksTheDifferenceOfAPayoutByHandToTheBank() throws Exception {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    ReturnCase one = refunded("PLN");
    Grant grant = refunds.grantOf(one.id()).orElseThrow();
    payouts.paidByHand(grant.id(), payouts.payout(grant.id()).failed().refunds(), "SEPA 1");
    tell("PLN", "0.87", 2).andExpect(status().isNoContent());

    rates.book();
    rates.book();

    assertThat(differences(one))
        .containsExactly(
            Map.entry(Account.EXCHANGE_DIFFERENCE, Money.of(-200, "PLN")),
            Map.entry(Account.BANK, Money.of(200, "PLN")));
  }

  /** Paid at one rate, come back, and paid by hand at another day's. */
  @Test
  void takesTheDifferenceBackWithTheMoneyAndBooksThatOfTheSecondPayment() throws Exception {
    ReturnCase one = refunded("CZK");
    tell("CZK", "0.87", 2).andExpect(status().isNoContent());
    rates.book();
    assertThat(of(Account.PROVIDER_CLEARING, one)).isEqualTo(Money.of(200, "CZK"));
    Grant grant = refunds.grantOf(one.id()).orElseThrow();
    UUID refund = refunds.refundsOf(grant.id()).getFirst().id();

    payouts.told(refund, new Answer("", State.FAILED, "closed card"));
    rates.book();
    assertThat(of(Account.EXCHANGE_DIFFERENCE, one)).isEqualTo(Money.of(0, "CZK"));
    assertThat(of(Account.PROVIDER_CLEARING, one)).isEqualTo(Money.of(0, "CZK"));
    payouts.paidByHand(grant.id(), List.of(refund), "SEPA 1");
    tell("CZK", "0.88", 0).andExpect(status().isNoContent());
    rates.book();
    rates.book();

    assertThat(of(Account.EXCHANGE_DIFFERENCE, one)).isEqualTo(Money.of(-300, "CZK"));
    assertThat(of(Account.PROVIDER_CLEARING, one)).isEqualTo(Money.of(0, "CZK"));
    assertThat(of(Account.BANK, one)).isEqualTo(Money.of(300, "CZK"));
  }

  /** No rate was known before it came back: there is nothing to take back, and nothing to book. */
  @Test
  void booksNoDifferenceOfWhatCameBackBeforeItHadARate() throws Exception {
    ReturnCase one = refunded("HUF");
    UUID refund = refunds.refundsOf(refunds.grantOf(one.id()).orElseThrow().id()).getFirst().id();
    payouts.told(refund, new Answer("", State.FAILED, "closed card"));
    tell("HUF", "0.87", 2).andExpect(status().isNoContent());

    rates.book();

    assertThat(differences(one)).isEmpty();
  }

  private Money of(Account account, ReturnCase one) {
    String currency =
        java.util.Objects.requireNonNull(returns.order(one).shopCurrency())
            .currency()
            .getCurrencyCode();
    return ledger.of(one.id()).stream()
        .filter(entry -> entry.account() == account && entry.booking().startsWith("exchange"))
        .map(Ledger.Entry::amount)
        .reduce(Money.of(0, currency), Money::plus);
  }

  @Test
  void takesNoRateThatIsOlderThanAWeek() throws Exception {
    ReturnCase one = refunded("CHF");
    tell("CHF", "0.95", 8).andExpect(status().isNoContent());

    rates.book();

    assertThat(differences(one)).isEmpty();
  }

  @Test
  void keepsTheFirstRateOfADay() throws Exception {
    tell("SEK", "11.2", 1).andExpect(status().isNoContent());
    tell("SEK", "11.20", 1).andExpect(status().isNoContent());

    tell("SEK", "11.3", 1)
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("rate-told-already"));
    tell("XX", "1", 1).andExpect(status().isUnprocessableEntity());
    tell("SEK", "0", 1).andExpect(status().isUnprocessableEntity());
  }
}
