package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.refunds.Reconciliation.Difference;
import io.retour.refunds.Reconciliation.Pair;
import io.retour.returns.CaseHistory;
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
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger beside the simulated provider's own book. */
@WebTest
class ReconciliationTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired Reconciliation reconciliation;
  @Autowired Simulators simulators;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;
  @Autowired Ledger ledger;
  @Autowired TransactionTemplate transaction;
  @Autowired CaseHistory history;

  private ReturnCase paid;
  private Refund refund;

  @BeforeEach
  void aRefundIsPaid() {
    Order order = order().country("DE").line("TEE-M", 1, 2495).build();
    orders.add(order);
    paid = returns.register(Confirmed.onePieceOf(order));
    pay();
  }

  private void pay() {
    UUID grant = refunds.grant(paid.id(), "REFUND", 0).id();
    payouts.submit(grant);
    refund = refunds.refundsOf(grant).getFirst();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private List<Pair> pairs() {
    return reconciliation.compare(today().minusDays(1), today().plusDays(1)).stream()
        .filter(report -> report.provider().equals("simulated"))
        .flatMap(report -> report.pairs().stream())
        .toList();
  }

  private Difference difference() {
    return pairs().stream()
        .filter(pair -> refund.id().equals(pair.refundId()))
        .map(Pair::difference)
        .findFirst()
        .orElseThrow();
  }

  private void theirs(String change) {
    int changed =
        jdbc.sql("update simulated_refund set " + change + " where request_key = ?")
            .param(refund.id().toString())
            .update();
    assertThat(changed).isEqualTo(1);
  }

  @Test
  void agreesWhenBothSayTheSame() {
    assertThat(difference()).isEqualTo(Difference.NONE);
  }

  @Test
  void namesWhatTheProviderDoesNotKnow() {
    jdbc.sql("delete from simulated_refund where request_key = ?")
        .param(refund.id().toString())
        .update();

    assertThat(difference()).isEqualTo(Difference.MISSING_THERE);
  }

  @Test
  void namesWhatIsNotKnownHere() {
    UUID theirKey = UUID.randomUUID();
    theirs("request_key = '" + theirKey + "', refund_id = 'sre_foreign'");

    assertThat(pairs())
        .filteredOn(pair -> theirKey.equals(pair.refundId()))
        .extracting(Pair::difference)
        .containsExactly(Difference.MISSING_HERE);
  }

  @Test
  void namesAnotherAmount() {
    theirs("amount_minor = amount_minor + 1");

    assertThat(difference()).isEqualTo(Difference.AMOUNT_DIFFERS);
  }

  @Test
  void namesAnotherState() {
    theirs("state = 'FAILED'");

    assertThat(difference()).isEqualTo(Difference.STATE_DIFFERS);
  }

  private Money onTheirAccount() {
    return ledger.of(paid.id()).stream()
        .filter(entry -> entry.account() == Ledger.Account.OWED_BY_SHOPPERS)
        .map(Ledger.Entry::amount)
        .reduce(Money.of(0, "EUR"), Money::plus);
  }

  private List<String> told(String kind) {
    return history.of(paid.id()).stream()
        .filter(event -> event.kind().equals(kind))
        .map(CaseHistory.Event::detail)
        .toList();
  }

  /** The provider was never asked for it, and cannot know it. */
  @Test
  void missesNothingThatADisputeHoldsUp() {
    Order order = order().country("DE").line("TEE-M", 1, 2495).build();
    orders.add(order);
    paid = returns.register(Confirmed.onePieceOf(order));
    simulators.set(Simulator.PAYMENT, Behaviour.DISPUTED, 1);
    pay();
    simulators.set(Simulator.PAYMENT, Behaviour.NORMAL, 0);
    assertThat(refund.detail()).isEqualTo(Refund.DISPUTED);

    assertThat(difference()).isEqualTo(Difference.NONE);
  }

  private UUID taken(String booking, long cents) {
    UUID key = UUID.randomUUID();
    transaction.executeWithoutResult(
        status ->
            ledger.book(
                booking + key,
                Ledger.Account.PROVIDER_CLEARING,
                Ledger.Account.EXCHANGED_GOODS,
                Money.of(cents, "EUR"),
                paid.orderId(),
                paid.id()));
    return key;
  }

  private void atTheProvider(String table, UUID key, String more, String state) {
    jdbc.sql(
            "insert into %s values ('%s', %s 3000, 'EUR', '2030-01-01', '%s')"
                .formatted(table, key, more, state))
        .update();
  }

  private Difference differenceOf(UUID key) {
    return pairs().stream()
        .filter(pair -> key.equals(pair.refundId()))
        .map(Pair::difference)
        .findFirst()
        .orElseThrow();
  }

  /** It moves the provider's account as refunds do, the other way. */
  @Test
  void comparesWhatWasTakenByLinksAndHoldsToo() {
    UUID link = taken("link:", 3000);
    assertThat(differenceOf(link)).isEqualTo(Difference.MISSING_THERE);
    atTheProvider("simulated_payment_link", link, "", "PAID");
    assertThat(differenceOf(link)).isEqualTo(Difference.NONE);

    UUID hold = taken("hold:", 3001);
    atTheProvider("simulated_hold", hold, "'pay-1',", "AUTHORISED");
    assertThat(differenceOf(hold)).isEqualTo(Difference.MISSING_THERE);
    jdbc.sql("update simulated_hold set state = 'CAPTURED' where request_key = ?")
        .param(hold.toString())
        .update();
    assertThat(differenceOf(hold)).isEqualTo(Difference.AMOUNT_DIFFERS);
  }

  /** The provider had refused it, and paid it after all. */
  @Test
  void saysAloudThatWhatWasPaidByHandIsPaidTwice() {
    Order order = order().country("DE").line("TEE-M", 1, 2495).build();
    orders.add(order);
    paid = returns.register(Confirmed.onePieceOf(order));
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    pay();
    payouts.paidByHand(refund.grantId(), List.of(refund.id()), "SEPA 1");
    payouts.told(refund.id(), new Answer("sre_1", State.PENDING, ""));
    assertThat(difference()).isEqualTo(Difference.NONE);

    theirs("state = 'SETTLED'");
    assertThat(difference()).isEqualTo(Difference.PAID_TWICE);
    payouts.told(refund.id(), new Answer("sre_1", State.SETTLED, ""));
    payouts.told(refund.id(), new Answer("sre_1", State.SETTLED, ""));

    assertThat(told("refund-paid-twice"))
        .containsExactly("%s by simulated too, refund %s".formatted(refund.amount(), refund.id()));
    assertThat(onTheirAccount()).isEqualTo(refund.amount().negate());
    assertThat(difference()).isEqualTo(Difference.PAID_TWICE);
    assertThat(refunds.refund(refund.id()).state()).isEqualTo(Refund.State.MANUAL);

    theirs("state = 'FAILED'");
    payouts.told(refund.id(), new Answer("sre_1", State.FAILED, "came back"));
    payouts.told(refund.id(), new Answer("sre_1", State.FAILED, "came back"));
    assertThat(onTheirAccount().isZero()).isTrue();
    assertThat(told("refund-paid-once-again")).hasSize(1);
    assertThat(difference()).isEqualTo(Difference.NONE);
  }

  /** It came back first, and the news that it was paid is only late. */
  @Test
  void isNotPaidTwiceWhenTheFirstPaymentCameBack() {
    payouts.told(refund.id(), new Answer("sre_1", State.FAILED, "closed card"));
    payouts.paidByHand(refund.grantId(), List.of(refund.id()), "SEPA 1");

    payouts.told(refund.id(), new Answer("sre_1", State.SETTLED, ""));

    assertThat(told("refund-paid-twice")).isEmpty();
    assertThat(onTheirAccount().isZero()).isTrue();
  }

  /** As if somebody had changed the refund past the ledger. */
  @Test
  void namesWhatTheLedgerDoesNotSay() {
    Order order = order().country("DE").line("TEE-M", 1, 2495).build();
    orders.add(order);
    paid = returns.register(Confirmed.onePieceOf(order));
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    pay();
    assertThat(difference()).isEqualTo(Difference.NONE);
    theirs("state = 'SETTLED'");
    jdbc.sql("update refund set state = 'SETTLED' where id = ?").param(refund.id()).update();

    assertThat(difference()).isEqualTo(Difference.LEDGER_DIFFERS);
  }

  @Test
  void showsDifferencesAtTheDeskAndAllRefundsAsCsv() throws Exception {
    theirs("amount_minor = amount_minor + 1");
    String days = "?from=%s&to=%s".formatted(today().minusDays(1), today().plusDays(1));

    http.perform(get("/desk/reconciliation" + days).with(staff("olga", "operations")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("amount differs")))
        .andExpect(content().string(containsString(paid.rmaNumber())));
    http.perform(get("/desk/reconciliation/refunds.csv" + days).with(staff("olga", "operations")))
        .andExpect(status().isOk())
        .andExpect(content().contentType("text/csv;charset=UTF-8"))
        .andExpect(
            content()
                .string(
                    containsString(
                        "simulated,AMOUNT_DIFFERS,%s,%s".formatted(paid.rmaNumber(), refund.id()))))
        .andExpect(content().string(not(containsString("null"))));
  }

  @Test
  void asksForDaysInTheirOrder() throws Exception {
    http.perform(
            get("/desk/reconciliation?from=2026-02-02&to=2026-02-01")
                .with(staff("olga", "operations")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Choose 1 to 92 days")));
  }
}
