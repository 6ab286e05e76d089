package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.LatePayment;
import io.retour.refunds.LatePaymentStore;
import io.retour.refunds.LateSum;
import io.retour.refunds.LateSum.Interest;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Money;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What a late refund brings on top is told line by line, to the shopper and at the desk. */
@WebTest
class LateNoticeTest {

  private static final LocalDate DUE = LocalDate.of(2026, 1, 15);
  private static final LateSum FIVE_PERCENT =
      new LateSum(12, 5, Money.of(1250, "EUR"), List.of(), "FR_L242_4");

  /** Above the price, with the interest that runs from there. */
  private static final LateSum THE_PRICE =
      new LateSum(
          370,
          100,
          Money.of(24000, "EUR"),
          List.of(new Interest(DUE.plusDays(361), DUE.plusDays(370), 667, Money.of(46, "EUR"))),
          "FR_L242_4");

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired LatePaymentStore late;
  @Autowired PayoutAccounts accounts;
  @Autowired ShopperTokens tokens;

  private ReturnCase owed(LateSum sum) {
    Order order = order().country("FR").line("TEE-M", 1, 25000).build();
    orders.add(order);
    ReturnCase of = returns.register(Confirmed.onePieceOf(order));
    refunds.grant(of.id(), "REFUND", 0);
    late.add(
        new LatePayment(
            of.id(),
            order.id(),
            Money.of(25000, "EUR"),
            DUE,
            DUE.plusDays(sum.daysLate()),
            sum,
            "",
            Instant.now(),
            null));
    return of;
  }

  private ResultActions statusPage(ReturnCase of, Locale locale) throws Exception {
    return http.perform(
            get("/r/" + of.rmaNumber())
                .param("t", tokens.issue(Purpose.RETURN, of.id(), Duration.ofHours(1)))
                .param("lang", locale.getLanguage())
                .locale(locale))
        .andExpect(status().isOk());
  }

  private ResultActions accountPage(ReturnCase of) throws Exception {
    return http.perform(
            get("/a/" + of.rmaNumber())
                .param("t", tokens.issue(Purpose.ACCOUNT, of.id(), Duration.ofHours(1)))
                .locale(Locale.ENGLISH))
        .andExpect(status().isOk());
  }

  private ResultActions caseFile(ReturnCase of) throws Exception {
    return http.perform(get("/desk/returns/" + of.rmaNumber()).with(staff("sam", "agent")))
        .andExpect(status().isOk());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | came 12 days late | A colleague pays it to a bank account",
        "nl | kwam 12 dagen te laat | Een collega betaalt het op een bankrekening",
        "de | kam 12 Tage zu spät | Ein Kollege zahlt es auf ein Bankkonto",
        "fr | avec 12 jours de retard | Un collègue le verse sur un compte bancaire"
      })
  void tellsTheShopperWhyAndHowMuch(String language, String why, String how) throws Exception {
    statusPage(owed(FIVE_PERCENT), Locale.of(language))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString(why),
                        containsString("L242-4"),
                        containsString("12"),
                        containsString(how))));
  }

  @Test
  void tellsTheShopperOfInterestAndOfThePriceThatEndsTheUplift() throws Exception {
    statusPage(owed(THE_PRICE), Locale.ENGLISH)
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("Up to the price of the goods"),
                        containsString("Legal interest of 6.67 % a year"),
                        containsString("11 January 2027"),
                        containsString("240.46"))));
  }

  @Test
  void namesTheAccountAndThenThatItIsPaid() throws Exception {
    ReturnCase of = owed(FIVE_PERCENT);
    accountPage(of)
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("Our refund came late"),
                        not(containsString("could not pay")))));
    accounts.give(of.id(), "Camille Dupont", "FR14 2004 1010 0505 0001 3M02 606", "shopper");
    statusPage(of, Locale.ENGLISH).andExpect(content().string(containsString("ending in 2606")));

    late.paid(of.id(), "SEPA 4714");

    statusPage(of, Locale.ENGLISH).andExpect(content().string(containsString("We have paid it.")));
    accountPage(of).andExpect(content().string(containsString("nothing left to pay")));
  }

  @Test
  void theCaseFileShowsTheLines() throws Exception {
    ReturnCase of = owed(THE_PRICE);
    caseFile(of)
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("For the delay of 370 days"),
                        containsString("owed"),
                        containsString("100 % of EUR 250.00, at most the price of the goods"),
                        containsString("Legal interest of 6.67 % a year on EUR 250.00, 10 days"))));

    late.paid(of.id(), "SEPA 4714");

    caseFile(of)
        .andExpect(
            content().string(allOf(containsString("SEPA 4714"), containsString(">paid</span>"))));
  }

  @Test
  void saysNothingOfARefundInTime() throws Exception {
    Order order = order().country("FR").line("TEE-M", 1, 25000).build();
    orders.add(order);
    ReturnCase of = returns.register(Confirmed.onePieceOf(order));

    statusPage(of, Locale.ENGLISH).andExpect(content().string(not(containsString("id=\"late\""))));
    caseFile(of).andExpect(content().string(not(containsString("id=\"late-payment\""))));
  }
}
