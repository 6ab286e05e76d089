package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.journey.ProcessMessages;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.refunds.Payouts.PaidBy;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.testing.Confirmed;
import io.retour.testing.Power;
import io.retour.testing.TestClock;
import io.retour.testing.WebTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The power goes at any point between the decision to pay and its booking: before or after any call
 * to what lasts, which is our database with its ledger, credit notes and messages to Camunda, and
 * the payment provider. Providers answer late or after they gave up, one of them forgets our keys
 * within the hour and cannot be asked. What was going on is then done again, as Camunda hands a job
 * out again and providers tell again. In the end every shopper has the money exactly once, and the
 * ledger, one credit note and one message for each refund that came back say so.
 */
@WebTest
@Import(PayoutFaultsTest.Wiring.class)
class PayoutFaultsTest {

  private static final int CUTS = 1000;
  private static final int RETURNS_AT_ONCE = 60;
  private static final int HANDS = 4;
  private static final Duration KEYS_LAST = Duration.ofHours(1);

  @Autowired Power power;
  @Autowired List<Bank> banks;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired Ledger ledger;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void timeIsAsItWas() {
    clock.reset();
  }

  /** A return whose money is on its way, and what an agent paid of it. */
  private record Scene(UUID returnId, Bank bank, Set<UUID> paidByHand) {}

  @Test
  void paysEveryShopperExactlyOnceHoweverOftenThePowerGoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int rounds = 0;
    int before = power.cuts();
    while (power.cuts() < before + CUTS) {
      Scene scene = registered(random);
      for (int step = 0; step < 12; step++) {
        power.cutWithin(random, () -> step(scene, random));
        if (random.nextInt(4) == 0) {
          clock.pass(random.nextBoolean() ? KEYS_LAST.dividedBy(3) : KEYS_LAST.multipliedBy(2));
        }
      }
      toTheEnd(scene);
      everythingOnce(scene, "seed %d, round %d".formatted(seed, ++rounds));
    }
    System.out.printf("%d cuts in %d payouts, seed %d%n", CUTS, rounds, seed);
    noNoteIsLeftOut();
  }

  @Test
  void paysOnceHoweverManyWorkOnItAtTheSameTime() throws Exception {
    Random random = new Random();
    AtomicInteger inEachOthersWay = new AtomicInteger();
    try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < RETURNS_AT_ONCE; round++) {
        Scene scene = registered(random);
        List<Future<?>> working = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
          working.add(hands.submit(() -> severalSteps(scene, random, inEachOthersWay)));
        }
        for (Future<?> hand : working) {
          hand.get();
        }
        toTheEnd(scene);
        everythingOnce(scene, "round %d".formatted(round));
      }
    }
    System.out.printf(
        "%d payouts by %d at once, %d times in each other's way%n",
        RETURNS_AT_ONCE, HANDS, inEachOthersWay.get());
    noNoteIsLeftOut();
  }

  private void severalSteps(Scene scene, Random random, AtomicInteger inEachOthersWay) {
    for (int step = 0; step < 5; step++) {
      power.cutWithin(
          random,
          () -> {
            try {
              step(scene, random);
            } catch (PessimisticLockingFailureException again) {
              // the database chose one of two; Camunda hands the job out again
              inEachOthersWay.incrementAndGet();
            }
          });
    }
  }

  private void everythingOnce(Scene scene, String name) {
    Grant grant = refunds.grantOf(scene.returnId()).orElseThrow();
    Money out = Money.zero(grant.amount().currency());
    for (Refund refund : refunds.refundsOf(grant.id())) {
      Bank.Entry entry = scene.bank().entry(refund.id());
      assertThat(entry.payments).as("%s: payments of %s", name, refund).isLessThanOrEqualTo(1);
      boolean there = entry.state == State.SETTLED;
      assertThat(there ^ scene.paidByHand().contains(refund.id()))
          .as("%s: %s is with the shopper once, %s at the bank", name, refund, entry.state)
          .isTrue();
      assertThat(messages("refund-reversed", refund.id()))
          .as("%s: messages that %s came back", name, refund)
          .isEqualTo(cameBack(scene.returnId(), refund.id()) ? 1 : 0);
      out = out.plus(refund.amount());
    }
    assertThat(out).as(name).isEqualTo(grant.amount());
    assertThat(booked(scene.returnId(), Account.REFUNDS_PAYABLE).isZero()).as(name).isTrue();
    assertThat(
            booked(scene.returnId(), Account.PROVIDER_CLEARING)
                .plus(booked(scene.returnId(), Account.BANK)))
        .as(name)
        .isEqualTo(grant.amount());
    assertThat(count("select count(*) from credit_note where return_id = ?", scene.returnId()))
        .as("%s: credit notes", name)
        .isEqualTo(1);
  }

  /** Credit notes are numbered without a gap: a number that rolled back is given again. */
  private void noNoteIsLeftOut() {
    assertThat(
            jdbc.sql(
                    "select count(*) from (select brand, year_no, count(*) as n, max(no) as highest"
                        + " from credit_note group by brand, year_no) as years where n <> highest")
                .query(Long.class)
                .single())
        .isZero();
  }

  private boolean cameBack(UUID returnId, UUID refundId) {
    return ledger.of(returnId).stream()
        .anyMatch(entry -> entry.booking().equals("reversal:" + refundId));
  }

  private long messages(String name, UUID key) {
    return jdbc.sql("select count(*) from process_message where name = ? and correlation_key = ?")
        .params(name, key.toString())
        .query(Long.class)
        .single();
  }

  private long count(String sql, UUID id) {
    return jdbc.sql(sql).param(id).query(Long.class).single();
  }

  private Scene registered(Random random) {
    long onTheGiftCard = 500 + random.nextInt(500);
    long onTheCard = 1000 + random.nextInt(2000);
    Bank bank = banks.get(random.nextInt(banks.size()));
    bank.random = random;
    Order order =
        order()
            .paidThrough(bank.name(), "pay-" + UUID.randomUUID())
            .line("TEE-M", 1, onTheGiftCard + onTheCard)
            .paidWith("CARD", onTheCard)
            .paidWith("GIFT_CARD", onTheGiftCard)
            .build();
    orders.add(order);
    ReturnCase of =
        returns.register(Confirmed.piecesOf(order, 1, ReturnReason.DEFECTIVE, "PARCEL_DROP_OFF"));
    return new Scene(of.id(), bank, ConcurrentHashMap.newKeySet());
  }

  /** What a worker, a web hook or an agent does next. */
  private void step(Scene scene, Random random) {
    UUID grantId = refunds.grant(scene.returnId(), "REFUND", 0).id();
    List<Refund> known = refunds.refundsOf(grantId);
    int choice = known.isEmpty() ? 0 : random.nextInt(6);
    try {
      switch (choice) {
        case 0 -> payouts.submit(grantId);
        case 1 -> payouts.check(grantId);
        case 2 -> byHand(scene, grantId);
        case 3 -> findOut(scene, grantId);
        default -> {
          Refund one = known.get(random.nextInt(known.size()));
          scene.bank().moves(one.id());
          tells(scene, one.id());
          if (random.nextBoolean()) {
            // late, and said before already
            scene
                .bank()
                .answer(one.id())
                .ifPresent(said -> payouts.told(one.id(), new Answer("b", State.PENDING, "")));
          }
        }
      }
    } catch (Bank.TimedOut unknown) {
      // nobody knows whether it was done; the job is handed out again
    }
  }

  /**
   * One hook of a bank after the other, as providers tell of one refund: what it says of it is what
   * holds when it is heard.
   */
  private void tells(Scene scene, UUID refundId) {
    synchronized (scene) {
      scene.bank().answer(refundId).ifPresent(answer -> payouts.told(refundId, answer));
    }
  }

  /** The agent pays once; the task may be completed again and again. */
  private void byHand(Scene scene, UUID grantId) {
    List<UUID> toPay =
        refunds.refundsOf(grantId).stream()
            .filter(refund -> refund.state().toBePaidAnotherWay())
            .map(Refund::id)
            .toList();
    scene.paidByHand().addAll(toPay);
    payouts.paidByHand(grantId, toPay, "SEPA 1");
  }

  /** The agent looks into the bank's own book; what is on its way there is waited for. */
  private void findOut(Scene scene, UUID grantId) {
    for (Refund refund : refunds.refundsOf(grantId)) {
      if (refund.state() == Refund.State.UNCLEAR) {
        switch (scene.bank().entry(refund.id()).state) {
          case SETTLED -> payouts.foundOut(grantId, List.of(refund.id()), PaidBy.PROVIDER);
          case FAILED -> payouts.foundOut(grantId, List.of(refund.id()), PaidBy.NOBODY);
          case PENDING -> {
            // tomorrow
          }
        }
      }
    }
  }

  private void toTheEnd(Scene scene) {
    scene.bank().inTime = true;
    UUID grantId = refunds.grant(scene.returnId(), "REFUND", 0).id();
    payouts.submit(grantId);
    payouts.check(grantId);
    refunds.refundsOf(grantId).forEach(refund -> scene.bank().settles(refund.id()));
    payouts.check(grantId);
    // a provider tells until it is heard
    refunds.refundsOf(grantId).forEach(refund -> tells(scene, refund.id()));
    findOut(scene, grantId);
    byHand(scene, grantId);
    assertThat(payouts.payout(grantId).state()).isEqualTo(Refund.State.SETTLED);
    scene.bank().inTime = false;
  }

  private Money booked(UUID returnId, Account account) {
    return ledger.of(returnId).stream()
        .filter(entry -> entry.account() == account)
        .map(Ledger.Entry::amount)
        .reduce(Money.of(0, "EUR"), Money::plus);
  }

  /** A provider that honours keys as long as it says, and is otherwise as it likes. */
  static final class Bank implements PaymentProvider {

    /** As an HTTP client says it: the work may be done all the same. */
    static final class TimedOut extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    private static final class Entry {
      private State state = State.FAILED;
      private int payments;
      private Instant knownUntil = Instant.EPOCH;
    }

    private final String name;
    private final Capabilities capabilities;
    private final Clock clock;
    private final Map<UUID, Entry> book = new HashMap<>();
    private Random random = new Random();
    private volatile boolean inTime;

    Bank(String name, Capabilities capabilities, Clock clock) {
      this.name = name;
      this.capabilities = capabilities;
      this.clock = clock;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Capabilities capabilities() {
      return capabilities;
    }

    @Override
    public Answer submit(Request request) {
      if (late(10)) {
        throw new TimedOut();
      }
      Answer answer = done(request.key());
      if (late(3)) {
        throw new TimedOut();
      }
      return answer;
    }

    private boolean late(int oneOf) {
      return !inTime && random.nextInt(oneOf) == 0;
    }

    /** Who has forgotten a key takes the request for a new one. */
    private synchronized Answer done(UUID key) {
      Entry entry = book.computeIfAbsent(key, first -> new Entry());
      if (!clock.instant().isBefore(entry.knownUntil)) {
        entry.knownUntil = clock.instant().plus(capabilities.requestKeysLast());
        entry.state = List.of(State.SETTLED, State.PENDING, State.FAILED).get(random.nextInt(3));
        pays(entry);
      }
      return new Answer("b", entry.state, "");
    }

    /** What is on its way counts: it may arrive. */
    private static void pays(Entry entry) {
      entry.payments += entry.state == State.FAILED ? 0 : 1;
    }

    @Override
    public Optional<Answer> status(Request request) {
      return capabilities.answersStatus() ? answer(request.key()) : Optional.empty();
    }

    synchronized Optional<Answer> answer(UUID key) {
      return Optional.ofNullable(book.get(key)).map(entry -> new Answer("b", entry.state, ""));
    }

    /** What was never asked for is not paid. */
    synchronized Entry entry(UUID key) {
      return book.getOrDefault(key, new Entry());
    }

    /** What is pending ends; what was paid may come back. */
    synchronized void moves(UUID key) {
      Entry entry = entry(key);
      if (entry.state == State.PENDING) {
        entry.state = random.nextBoolean() ? State.SETTLED : State.FAILED;
      } else if (entry.state == State.SETTLED && random.nextInt(4) == 0) {
        entry.state = State.FAILED;
      }
    }

    synchronized void settles(UUID key) {
      Entry entry = entry(key);
      if (entry.state == State.PENDING) {
        entry.state = State.SETTLED;
      }
    }

    @Override
    public Dispute dispute(String paymentReference) {
      return Dispute.NONE;
    }

    @Override
    public List<Booked> booked(Instant from, Instant until) {
      return List.of();
    }
  }

  @TestConfiguration
  static class Wiring {

    @Bean
    @Primary
    static TestClock testClock() {
      return new TestClock();
    }

    @Bean
    static Power power() {
      return new Power();
    }

    @Bean
    static Bank bank(TestClock clock) {
      return new Bank(
          "bank",
          new PaymentProvider.Capabilities(Duration.ofDays(10_000), true, false, List.of()),
          clock);
    }

    @Bean
    static Bank forgetfulBank(TestClock clock) {
      return new Bank(
          "forgetful", new PaymentProvider.Capabilities(KEYS_LAST, false, false, List.of()), clock);
    }

    /** Every call to what lasts can be the last one. */
    @Bean
    static BeanPostProcessor cable(Power power) {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          boolean lasts =
              bean instanceof RefundStore
                  || bean instanceof Ledger
                  || bean instanceof CreditNoteStore
                  || bean instanceof ProcessMessages;
          return lasts ? power.feeds(bean) : bean;
        }
      };
    }

    @Bean
    static PaymentProvider bankOnPower(Bank bank, Power power) {
      return (PaymentProvider) power.feeds(bank);
    }

    @Bean
    static PaymentProvider forgetfulBankOnPower(Bank forgetfulBank, Power power) {
      return (PaymentProvider) power.feeds(forgetfulBank);
    }
  }
}
