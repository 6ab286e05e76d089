package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.Tender;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.refunds.Payouts.PaidBy;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Confirmed;
import io.retour.testing.OrderBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Many hands on one order at once, on a real database. saleor#7271, medusa and solidus all had
 * refunds above what was captured when two people pressed the button together. All hundred stand in
 * line for one order, on a busy machine longer than a request waits for a connection.
 */
@SpringBootTest(properties = "spring.datasource.hikari.connection-timeout=120000")
class RefundsConcurrencyTest {

  private static final int AT_ONCE = 100;

  private static final List<Behaviour> PROVIDERS =
      List.of(
          Behaviour.NORMAL,
          Behaviour.REFUSE,
          Behaviour.ANSWER_LATER,
          Behaviour.DISPUTED,
          Behaviour.DISPUTE_LOST);

  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired StoreCredits credits;
  @Autowired Returns returns;
  @Autowired Orders orders;
  @Autowired Ledger ledger;
  @Autowired Simulators simulators;
  @Autowired JdbcClient jdbc;

  /** One return for each of the order's pieces, to Germany where the way back is free. */
  private List<ReturnCase> returnsOfEachPiece(Order order) {
    orders.add(order);
    List<ReturnCase> registered = new ArrayList<>();
    for (int piece = 0; piece < order.totalUnits(); piece++) {
      ReturnCase one = returns.register(Confirmed.onePieceOf(order));
      Map<UUID, Ground> ground =
          Map.of(order.lines().getFirst().id(), new Ground("STATUTORY_WITHDRAWAL", "NONE"));
      returns.authorise(one.id(), ground, "LOW", null, "");
      registered.add(one);
    }
    return registered;
  }

  private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          work.stream()
              .map(
                  each ->
                      threads.submit(
                          () -> {
                            start.await();
                            return each.call();
                          }))
              .toList();
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    }
  }

  private List<Grant> grantAndSubmit(List<ReturnCase> registered) throws Exception {
    List<Callable<Grant>> work = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      ReturnCase one = registered.get(i % registered.size());
      work.add(
          () -> {
            Grant grant = refunds.grant(one.id(), "REFUND", 0);
            payouts.submit(grant.id());
            return grant;
          });
    }
    return atOnce(work);
  }

  private Money granted(Order order) {
    return euro(
        jdbc.sql("select sum(amount_minor) from refund_grant where order_id = ?")
            .param(order.id())
            .query(Long.class)
            .single());
  }

  private Money paidByTheProvider(Order order) {
    return euro(
        jdbc.sql(
                "select coalesce(sum(s.amount_minor), 0) from simulated_refund s join order_tender t"
                    + " on t.reference = s.payment_reference where t.order_id = ?")
            .param(order.id())
            .query(Long.class)
            .single());
  }

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  private void everyBookingSumsToZero(List<ReturnCase> registered) {
    for (ReturnCase one : registered) {
      Map<String, Long> bookings = new HashMap<>();
      for (Ledger.Entry entry : ledger.of(one.id())) {
        bookings.merge(entry.booking(), entry.amount().minor(), Long::sum);
      }
      assertThat(bookings).isNotEmpty();
      assertThat(bookings.values()).containsOnly(0L);
    }
  }

  /** The goods were worth 100.00, a voucher paid 40.00 of it. */
  @Test
  void neverGrantsMoreThanWasCapturedToReturnsAtOnce() throws Exception {
    Order order = order().country("DE").line("TEE-M", 5, 2000).paidWith("CARD", 6000).build();
    List<ReturnCase> registered = returnsOfEachPiece(order);

    grantAndSubmit(registered);

    assertThat(granted(order)).isEqualTo(euro(6000));
    assertThat(paidByTheProvider(order)).isEqualTo(euro(6000));
    everyBookingSumsToZero(
        registered.stream()
            .filter(one -> refunds.grantOf(one.id()).orElseThrow().amount().isPositive())
            .toList());
  }

  @Test
  void paysAllPiecesAndTheDeliveryExactlyOnce() throws Exception {
    Order order = order().country("DE").line("TEE-M", 5, 2000).shipping(495, 495).build();
    List<ReturnCase> registered = returnsOfEachPiece(order);

    List<Grant> grants = grantAndSubmit(registered);

    assertThat(grants.stream().map(Grant::id).distinct()).hasSize(registered.size());
    assertThat(granted(order)).isEqualTo(order.captured());
    assertThat(paidByTheProvider(order)).isEqualTo(order.captured());
    assertThat(
            registered.stream()
                .map(one -> refunds.grantOf(one.id()).orElseThrow().statement().shipping())
                .filter(Money::isPositive))
        .containsExactly(euro(495));
    everyBookingSumsToZero(registered);
  }

  /** Each is a return of its own, and all of them see each other. */
  @Test
  void neverPaysMoreThanWasCapturedToAHundredReturnsAtOnce() throws Exception {
    Order order =
        order()
            .country("DE")
            .line("TEE-M", AT_ONCE, 2000)
            .paidWith("CARD", 90_000)
            .paidWith("GIFT_CARD", 30_000)
            .build();
    List<ReturnCase> registered = returnsOfEachPiece(order);

    List<Grant> grants = grantAndSubmit(registered);

    assertThat(grants.stream().map(Grant::id).distinct()).hasSize(AT_ONCE);
    assertThat(granted(order)).isEqualTo(euro(120_000));
    assertThat(paidByTheProvider(order)).isEqualTo(euro(120_000));
    assertThat(paidOverEach(order))
        .containsOnly(Map.entry("CARD", 90_000L), Map.entry("GIFT_CARD", 30_000L));
    everyBookingSumsToZero(
        registered.stream()
            .filter(one -> refunds.grantOf(one.id()).orElseThrow().amount().isPositive())
            .toList());
  }

  /**
   * Whatever comes back in which order, whatever pays for other goods, is refused, disputed or
   * comes back from the bank: no tender gives more than it took, and all of it is given in the end.
   */
  @Test
  void neverTakesMoreFromATenderThanItCapturedWhateverHappens() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      String name = "seed %d, round %d".formatted(seed, round);
      OrderBuilder builder = order().country("DE");
      long total = 0;
      int pieces = 2 + random.nextInt(4);
      long price = 700 + random.nextInt(5000);
      builder.line("TEE-M", pieces, price);
      total += pieces * price;
      long left = total;
      for (String method : List.of("GIFT_CARD", "CARD")) {
        long part = 1 + random.nextLong(left / 2);
        builder.paidWith(method, part);
        left -= part;
      }
      Order order = builder.paidWith("PAYPAL", left).build();
      List<ReturnCase> registered = new ArrayList<>(returnsOfEachPiece(order));
      Collections.shuffle(registered, random);
      for (ReturnCase one : registered) {
        if (random.nextInt(3) == 0) {
          refunds.carryOver(one.id(), euro(1 + random.nextLong(price)));
        }
        Behaviour provider = PROVIDERS.get(random.nextInt(PROVIDERS.size()));
        simulators.set(Simulator.PAYMENT, provider, 1 + random.nextInt(3));
        Grant grant = refunds.grant(one.id(), "REFUND", 0);
        payouts.submit(grant.id());
        simulators.set(Simulator.PAYMENT, Behaviour.NORMAL, 0);
        for (Refund refund : refunds.refundsOf(grant.id())) {
          if (random.nextBoolean()) {
            State state = random.nextBoolean() ? State.SETTLED : State.FAILED;
            payouts.told(refund.id(), new Answer("", state, "as it likes"));
          }
        }
        payouts.check(grant.id());
        payouts.foundOut(grant.id(), payouts.payout(grant.id()).unclear().refunds(), PaidBy.NOBODY);
        payouts.paidByHand(
            grant.id(), refunds.refundsOf(grant.id()).stream().map(Refund::id).toList(), "SEPA");
        neverAboveCaptured(order, name);
      }
      assertThat(paidOverEach(order).values().stream().mapToLong(Long::longValue).sum())
          .as(name)
          .isEqualTo(total);
    }
  }

  private void neverAboveCaptured(Order order, String name) {
    Map<String, Long> paid = paidOverEach(order);
    for (Tender tender : order.tenders()) {
      assertThat(paid.getOrDefault(tender.method(), 0L))
          .as("%s: %s", name, tender.method())
          .isLessThanOrEqualTo(tender.captured().minor());
    }
  }

  /** What went back over each means of payment, or paid for other goods. */
  private Map<String, Long> paidOverEach(Order order) {
    Map<String, Long> paid = new HashMap<>();
    jdbc.sql(
            "select t.method, (select coalesce(sum(f.amount_minor), 0) from refund f"
                + " where f.tender_id = t.id) + (select coalesce(sum(c.amount_minor), 0)"
                + " from carried_payment c where c.tender_id = t.id) as paid"
                + " from order_tender t where t.order_id = ?")
        .param(order.id())
        .query(
            row -> {
              paid.put(row.getString("method"), row.getLong("paid"));
            });
    return paid;
  }

  /** Feature 27: no tender takes back more than it gave. */
  @Test
  void neverPaysATenderMoreThanItCaptured() throws Exception {
    Order order =
        order()
            .country("DE")
            .line("TEE-M", 5, 2000)
            .paidWith("CARD", 6500)
            .paidWith("GIFT_CARD", 3500)
            .build();
    List<ReturnCase> registered = returnsOfEachPiece(order);

    grantAndSubmit(registered);

    Map<String, Long> paid = new HashMap<>();
    jdbc.sql(
            "select t.method, sum(f.amount_minor) as paid from refund f join order_tender t"
                + " on t.id = f.tender_id where t.order_id = ? group by t.method")
        .param(order.id())
        .query(
            row -> {
              paid.put(row.getString("method"), row.getLong("paid"));
            });
    assertThat(paid).containsOnly(Map.entry("CARD", 6500L), Map.entry("GIFT_CARD", 3500L));
    assertThat(paidByTheProvider(order)).isEqualTo(order.captured());
  }

  @Test
  void issuesOneCreditForAGrantHoweverOftenItIsAsked() throws Exception {
    Order order = order().country("DE").line("TEE-M", 1, 2000).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.forCredit(order));
    List<Callable<StoreCredit>> work = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      work.add(
          () ->
              credits.issue(
                  refunds.grant(registered.id(), "STORE_CREDIT", 5).id(), CreditTerms.WITHOUT_END));
    }

    List<StoreCredit> credits = atOnce(work);

    assertThat(credits.stream().map(StoreCredit::code).distinct()).hasSize(1);
    assertThat(credits.getFirst().amount()).isEqualTo(euro(2100));
    everyBookingSumsToZero(List.of(registered));
  }

  /** Each sees the other's end, whichever comes first. */
  @Test
  void isSettledWhenBothTendersSettleAtTheSameMoment() throws Exception {
    for (int round = 0; round < 10; round++) {
      Order order =
          order().line("TEE-M", 1, 2000).paidWith("CARD", 1500).paidWith("GIFT_CARD", 500).build();
      ReturnCase registered = returnsOfEachPiece(order).getFirst();
      simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 2);
      Grant grant = refunds.grant(registered.id(), "REFUND", 0);
      payouts.submit(grant.id());
      List<Callable<Boolean>> work = new ArrayList<>();
      for (Refund refund : refunds.refundsOf(grant.id())) {
        work.add(
            () -> {
              payouts.told(refund.id(), new Answer("sre_1", State.SETTLED, ""));
              return true;
            });
      }

      atOnce(work);

      assertThat(returns.get(registered.id()).units())
          .allMatch(unit -> unit.settlement() == Settlement.SETTLED);
    }
  }

  /** An agent clicks twice, or two agents click once. */
  @Test
  void booksAManualPayoutOnce() throws Exception {
    Order order = order().country("DE").line("TEE-M", 1, 2000).build();
    ReturnCase registered = returnsOfEachPiece(order).getFirst();
    Grant grant = refunds.grant(registered.id(), "REFUND", 0);
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    payouts.submit(grant.id());
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      work.add(
          () -> {
            payouts.paidByHand(
                grant.id(), payouts.payout(grant.id()).failed().refunds(), "SEPA 4711");
            return true;
          });
    }

    atOnce(work);

    assertThat(ledger.of(registered.id()))
        .filteredOn(entry -> entry.account() == Ledger.Account.BANK)
        .extracting(Ledger.Entry::amount)
        .containsExactly(euro(2000));
    everyBookingSumsToZero(List.of(registered));
  }
}
