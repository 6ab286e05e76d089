package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

/**
 * The power goes at any point between the decision to pay and its booking: before or after any call
 * to what lasts, which is our database and the payment provider. What was going on is then done
 * again, as Camunda hands a job out again and providers tell again. In the end every shopper has
 * the money exactly once and the ledger says so.
 */
@WebTest
@Import(PayoutFaultsTest.Wiring.class)
class PayoutFaultsTest {

  private static final int CUTS = 1000;

  @Autowired Power power;
  @Autowired Bank bank;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired Ledger ledger;
  @Autowired Orders orders;
  @Autowired Returns returns;

  @Test
  void paysEveryShopperExactlyOnceHoweverOftenThePowerGoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int rounds = 0;
    while (power.cuts < CUTS) {
      round(random, "seed %d, round %d".formatted(seed, ++rounds));
    }
    System.out.printf("%d cuts in %d payouts, seed %d%n", power.cuts, rounds, seed);
  }

  private void round(Random random, String name) {
    UUID returnId = registered(random).id();
    Set<UUID> paidByHand = new HashSet<>();
    bank.random = random;
    for (int step = 0; step < 12; step++) {
      power.cutWithin(random, () -> step(returnId, random, paidByHand));
    }
    toTheEnd(returnId, paidByHand);

    Grant grant = refunds.grantOf(returnId).orElseThrow();
    Money out = Money.zero(grant.amount().currency());
    for (Refund refund : refunds.refundsOf(grant.id())) {
      Bank.Entry entry = bank.book.get(refund.id());
      assertThat(entry.payments).as("%s: payments of %s", name, refund).isLessThanOrEqualTo(1);
      boolean there = entry.state == State.SETTLED;
      assertThat(there ^ paidByHand.contains(refund.id()))
          .as("%s: %s is with the shopper once, %s at the bank", name, refund, entry.state)
          .isTrue();
      out = out.plus(refund.amount());
    }
    assertThat(out).as(name).isEqualTo(grant.amount());
    assertThat(booked(returnId, Account.REFUNDS_PAYABLE).isZero()).as(name).isTrue();
    assertThat(booked(returnId, Account.PROVIDER_CLEARING).plus(booked(returnId, Account.BANK)))
        .as(name)
        .isEqualTo(grant.amount());
  }

  private ReturnCase registered(Random random) {
    long onTheGiftCard = 500 + random.nextInt(500);
    long onTheCard = 1000 + random.nextInt(2000);
    Order order =
        order()
            .paidThrough("bank", "pay-" + UUID.randomUUID())
            .line("TEE-M", 1, onTheGiftCard + onTheCard)
            .paidWith("CARD", onTheCard)
            .paidWith("GIFT_CARD", onTheGiftCard)
            .build();
    orders.add(order);
    return returns.register(
        Confirmed.piecesOf(order, 1, ReturnReason.DEFECTIVE, "PARCEL_DROP_OFF"));
  }

  /** What a worker, a web hook or an agent does next. */
  private void step(UUID returnId, Random random, Set<UUID> paidByHand) {
    UUID grantId = refunds.grant(returnId, "REFUND", 0).id();
    List<Refund> known = refunds.refundsOf(grantId);
    int choice = known.isEmpty() ? 0 : random.nextInt(5);
    switch (choice) {
      case 0 -> payouts.submit(grantId);
      case 1 -> payouts.check(grantId);
      case 2 -> byHand(grantId, paidByHand);
      default -> {
        Refund one = known.get(random.nextInt(known.size()));
        bank.moves(one.id());
        Optional<Answer> news = bank.answer(one.id());
        news.ifPresent(answer -> payouts.told(one.id(), answer));
        if (news.isPresent() && random.nextBoolean()) {
          // late, and said before already
          payouts.told(one.id(), new Answer("b", State.PENDING, ""));
        }
      }
    }
  }

  /** The agent pays once; the task may be completed again and again. */
  private void byHand(UUID grantId, Set<UUID> paidByHand) {
    List<UUID> toPay =
        refunds.refundsOf(grantId).stream()
            .filter(refund -> refund.state().toBePaidAnotherWay())
            .map(Refund::id)
            .toList();
    paidByHand.addAll(toPay);
    payouts.paidByHand(grantId, toPay, "SEPA 1");
  }

  private void toTheEnd(UUID returnId, Set<UUID> paidByHand) {
    UUID grantId = refunds.grant(returnId, "REFUND", 0).id();
    payouts.submit(grantId);
    payouts.check(grantId);
    refunds.refundsOf(grantId).forEach(refund -> bank.settles(refund.id()));
    payouts.check(grantId);
    // a provider tells until it is heard
    refunds
        .refundsOf(grantId)
        .forEach(refund -> bank.answer(refund.id()).ifPresent(a -> payouts.told(refund.id(), a)));
    byHand(grantId, paidByHand);
    assertThat(payouts.payout(grantId).state()).isEqualTo(Refund.State.SETTLED);
  }

  private Money booked(UUID returnId, Account account) {
    return ledger.of(returnId).stream()
        .filter(entry -> entry.account() == account)
        .map(Ledger.Entry::amount)
        .reduce(Money.of(0, "EUR"), Money::plus);
  }

  /** The power; it goes before or after one of the next calls. */
  static final class Power {

    private static final int FURTHEST = 12;

    private int callsLeft = Integer.MAX_VALUE;
    private boolean before;
    private int cuts;

    /** Not a fault that anybody could handle. */
    private static final class Cut extends Error {
      private static final long serialVersionUID = 1L;
    }

    interface Call {
      Object go() throws Throwable;
    }

    void cutWithin(Random random, Runnable work) {
      callsLeft = random.nextInt(FURTHEST);
      before = random.nextBoolean();
      try {
        work.run();
      } catch (Cut gone) {
        cuts++;
      } catch (UndeclaredThrowableException wrapped) {
        // the power went while who listens to an event was at work
        if (!(wrapped.getUndeclaredThrowable() instanceof Cut)) {
          throw wrapped;
        }
        cuts++;
      } finally {
        callsLeft = Integer.MAX_VALUE;
      }
    }

    Object over(Call call) throws Throwable {
      boolean now = callsLeft-- == 0;
      if (now && before) {
        throw new Cut();
      }
      Object result = call.go();
      if (now) {
        throw new Cut();
      }
      return result;
    }
  }

  /** A provider that honours keys and is otherwise as it likes. */
  static final class Bank implements PaymentProvider {

    private static final class Entry {
      private State state = State.PENDING;
      private int payments;
    }

    private final Map<UUID, Entry> book = new HashMap<>();
    private Random random = new Random();

    @Override
    public String name() {
      return "bank";
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(Duration.ofHours(1), true, false, List.of());
    }

    @Override
    public Answer submit(Request request) {
      Entry entry = book.get(request.key());
      if (entry == null) {
        entry = new Entry();
        book.put(request.key(), entry);
        entry.state = List.of(State.SETTLED, State.PENDING, State.FAILED).get(random.nextInt(3));
        pays(entry, entry.state);
      }
      return answer(request.key()).orElseThrow();
    }

    private static void pays(Entry entry, State state) {
      entry.payments += state == State.SETTLED ? 1 : 0;
    }

    @Override
    public Optional<Answer> status(Request request) {
      return answer(request.key());
    }

    Optional<Answer> answer(UUID key) {
      return Optional.ofNullable(book.get(key)).map(entry -> new Answer("b", entry.state, ""));
    }

    /** What is pending ends; what was paid may come back. */
    void moves(UUID key) {
      Entry entry = book.get(key);
      if (entry != null && entry.state == State.PENDING) {
        entry.state = random.nextBoolean() ? State.SETTLED : State.FAILED;
        pays(entry, entry.state);
      } else if (entry != null && entry.state == State.SETTLED && random.nextInt(4) == 0) {
        entry.state = State.FAILED;
      }
    }

    void settles(UUID key) {
      Entry entry = book.get(key);
      if (entry != null && entry.state == State.PENDING) {
        entry.state = State.SETTLED;
        pays(entry, entry.state);
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
    static Power power() {
      return new Power();
    }

    @Bean
    static Bank bank() {
      return new Bank();
    }

    /** Every call to what lasts can be the last one. */
    @Bean
    static BeanPostProcessor cable(Power power) {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          boolean lasts = bean instanceof RefundStore || bean instanceof Ledger;
          return lasts ? onPower(bean, power) : bean;
        }
      };
    }

    private static Object onPower(Object bean, Power power) {
      return Proxy.newProxyInstance(
          bean.getClass().getClassLoader(),
          ClassUtils.getAllInterfaces(bean),
          (proxy, method, arguments) -> {
            try {
              return power.over(() -> method.invoke(bean, arguments));
            } catch (InvocationTargetException failed) {
              throw failed.getTargetException();
            }
          });
    }

    @Bean
    static PaymentProvider bankOnPower(Bank bank, Power power) {
      return (PaymentProvider) onPower(bank, power);
    }
  }
}
