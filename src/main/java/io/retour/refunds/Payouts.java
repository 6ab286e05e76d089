package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Money on its way back: what {@link Refunds} granted goes over the order's means of payment, and
 * by hand where those fail. Providers are only called outside a transaction, after what is about to
 * be asked is on record; asking again uses the same key, so nothing is paid twice.
 */
@Service
public class Payouts {

  /** So the ledger names a refund that a provider paid. */
  static final String BY_PROVIDER = "refund:";

  /** So it names one that an agent paid. */
  static final String BY_HAND = "payout:";

  /** So it names that it came back. */
  private static final String REVERSAL = "reversal:";

  /** So it names what a provider paid besides. */
  private static final String PAID_TWICE = "paid-twice:";

  private static final Logger log = LoggerFactory.getLogger(Payouts.class);

  /** So it names one that a bank gave back after a dispute. */
  static final String BY_BANK = "charged-back:";

  private final RefundStore store;
  private final Ledger ledger;
  private final Orders orders;
  private final TenderOrder tenderOrder;
  private final List<PaymentProvider> providers;
  private final PayoutAccountStore accounts;
  private final LatePaymentStore late;
  private final SettlementNews news;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Payouts(
      RefundStore store,
      Ledger ledger,
      Orders orders,
      TenderOrder tenderOrder,
      List<PaymentProvider> providers,
      PayoutAccountStore accounts,
      LatePaymentStore late,
      SettlementNews news,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.orders = orders;
    this.tenderOrder = tenderOrder;
    this.providers = providers;
    this.accounts = accounts;
    this.late = late;
    this.news = news;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Pays a grant back over the order's tenders, in the order of the table tender-order, each at
   * most what it captured. Which one gets how much is kept before anybody is asked; a table that
   * changes later changes nothing of it.
   */
  public Payout submit(UUID grantId) {
    List<Refund> planned = transaction.execute(status -> planned(grantId));
    for (Refund refund : planned) {
      if (refund.state() == Refund.State.SUBMITTED) {
        submit(refund);
      }
    }
    return payout(grantId);
  }

  /**
   * A dispute comes first: while it is open the bank may give the same money back, and what it gave
   * back for good is not paid again. The provider is asked what it knows before it is asked to pay,
   * because it forgets our keys after a while, and a restored database does not know what was asked
   * for after its backup.
   */
  private void submit(Refund refund) {
    PaymentProvider provider = provider(refund);
    PaymentProvider.Request request = request(refund);
    Optional<Instant> firstAsked = store.firstAskedAt(refund.id());
    Optional<PaymentProvider.Answer> known = provider.status(request);
    if (known.isPresent()) {
      if (firstAsked.isEmpty()) {
        // the database has lost that it was asked for; the reconciliation looks it up by the day
        transaction.executeWithoutResult(status -> store.asking(refund.id()));
      }
      said(refund, known.get());
      return;
    }
    PaymentProvider.Dispute dispute = provider.dispute(refund.paymentReference());
    if (firstAsked.isPresent()
        && !provider.capabilities().answersStatus()
        && dispute.standing() == PaymentProvider.Dispute.Standing.LOST) {
      // it may have been paid before the bank gave anything back: then no part of it is owed
      transaction.executeWithoutResult(status -> unclear(refund.id()));
      return;
    }
    if (dispute.standing() != PaymentProvider.Dispute.Standing.NONE
        && Boolean.TRUE.equals(
            transaction.execute(status -> keptByDispute(refund.id(), dispute)))) {
      store.refunds(refund.grantId()).stream()
          .filter(other -> other.restOf(refund))
          .forEach(this::submit);
      return;
    }
    if (firstAsked.filter(at -> forgotten(at, provider.capabilities())).isPresent()) {
      transaction.executeWithoutResult(status -> unclear(refund.id()));
      return;
    }
    transaction.executeWithoutResult(status -> store.asking(refund.id()));
    said(refund, provider.submit(request));
  }

  /** Whether a dispute keeps a refund that is still to be asked for from being paid. */
  private boolean keptByDispute(UUID refundId, PaymentProvider.Dispute dispute) {
    Grant grant = grantOfRefund(refundId);
    orders.lock(grant.orderId());
    Refund refund = store.refundForChange(refundId).orElseThrow(Refunds::unknownRefund);
    return refund.state() != Refund.State.SUBMITTED || disputed(grant, refund, dispute, "");
  }

  /** A refusal is none while the bank itself may give the money back, or has. */
  private PaymentProvider.Dispute behind(PaymentProvider.Answer answer, Refund refund) {
    return answer.state() == PaymentProvider.State.FAILED
        ? provider(refund).dispute(refund.paymentReference())
        : PaymentProvider.Dispute.NONE;
  }

  private void said(Refund refund, PaymentProvider.Answer answer) {
    PaymentProvider.Dispute dispute = behind(answer, refund);
    transaction.executeWithoutResult(status -> outcome(refund.id(), answer, dispute));
  }

  /**
   * What a dispute makes of a refund that the provider did not pay, or that came back.
   *
   * @return whether it makes something of it; not when all that the bank gave back is counted for
   *     other refunds of the same payment
   */
  private boolean disputed(
      Grant grant, Refund refund, PaymentProvider.Dispute dispute, String providerRefundId) {
    switch (dispute.standing()) {
      case NONE -> {
        return false;
      }
      case OPEN -> {
        if (!refund.detail().equals(Refund.DISPUTED)) {
          store.update(refund.id(), Refund.State.SUBMITTED, providerRefundId, Refund.DISPUTED);
        }
        return true;
      }
      case LOST -> {
        Optional<Money> plain = dispute.givenBackIn(refund.amount().currency());
        if (plain.isEmpty()) {
          store.update(
              refund.id(), Refund.State.UNCLEAR, providerRefundId, Refund.PERHAPS_GIVEN_BACK);
          reportSettlement(grant);
          return true;
        }
        Money left = plain.get().minus(countedAlready(refund));
        if (!left.isPositive()) {
          return false;
        }
        givenBackByBank(grant, refund, left.min(refund.amount()), providerRefundId);
        reportSettlement(grant);
        return true;
      }
      default -> throw new IllegalStateException("Unknown standing " + dispute.standing());
    }
  }

  private Money countedAlready(Refund refund) {
    return store.refundsOver(refund.provider(), refund.paymentReference()).stream()
        .filter(other -> other.state() == Refund.State.CHARGED_BACK)
        .map(Refund::amount)
        .reduce(Money.zero(refund.amount().currency()), Money::plus);
  }

  /** A rest goes on as a refund of its own, in the state that this one has now. */
  private void givenBackByBank(Grant grant, Refund refund, Money amount, String providerRefundId) {
    if (amount.compareTo(refund.amount()) < 0) {
      Refund rest = store.divide(refund, amount, restState(refund));
      if (rest.state() == Refund.State.REVERSED) {
        events.publishEvent(new RefundReversed(grant.returnId(), grant.id(), rest.id()));
      }
    }
    store.update(
        refund.id(), Refund.State.CHARGED_BACK, providerRefundId, Refund.GIVEN_BACK_BY_BANK);
    ledger.book(
        BY_BANK + refund.id(),
        Account.REFUNDS_PAYABLE,
        Account.CHARGED_BACK,
        amount,
        grant.orderId(),
        grant.returnId());
  }

  private static Refund.State restState(Refund refund) {
    return refund.state() == Refund.State.REVERSED ? Refund.State.REVERSED : Refund.State.SUBMITTED;
  }

  /** A provider that cannot be asked, and has forgotten the key, would pay a second time. */
  private boolean forgotten(Instant firstAsked, PaymentProvider.Capabilities can) {
    Duration age = Duration.between(firstAsked, clock.instant());
    return !can.answersStatus() && age.compareTo(can.requestKeysLast()) > 0;
  }

  private void unclear(UUID refundId) {
    Grant grant = grantOfRefund(refundId);
    orders.lock(grant.orderId());
    Refund refund = store.refundForChange(refundId).orElseThrow(Refunds::unknownRefund);
    if (refund.state() == Refund.State.SUBMITTED) {
      store.update(refundId, Refund.State.UNCLEAR, "", Refund.PERHAPS_ASKED_FOR);
      reportSettlement(grant);
    }
  }

  private List<Refund> planned(UUID grantId) {
    Grant grant = store.grant(grantId).orElseThrow(Refunds::unknownGrant);
    orders.lock(grant.orderId());
    List<Refund> existing = store.refunds(grantId);
    if (!existing.isEmpty()) {
      return existing;
    }
    Order order = orders.byId(grant.orderId()).orElseThrow();
    TenderSplit split = tenderOrder.split(grant.amount(), order, grant.returnId());
    for (TenderSplit.Part part : split.parts()) {
      store.add(
          new Refund(
              Refund.idOf(grantId, part.tender().id()),
              grantId,
              part.tender().id(),
              part.tender().provider(),
              part.tender().reference(),
              part.amount(),
              byHand(part).isEmpty() ? Refund.State.SUBMITTED : Refund.State.FAILED,
              null,
              byHand(part)));
    }
    if (split.left().isPositive()) {
      throw new IllegalStateException(
          "Grant %s is %s above what the order's tenders can take"
              .formatted(grantId, split.left()));
    }
    news.tell(grant, Settlement.SUBMITTED, "");
    if (split.parts().stream().anyMatch(part -> !byHand(part).isEmpty())) {
      // nobody is asked for it: an agent pays it by hand
      reportSettlement(grant);
    }
    return store.refunds(grantId);
  }

  /** Why nobody needs to be asked whether it goes back that way; empty when it may. */
  private String byHand(TenderSplit.Part part) {
    if (part.beyond()) {
      return "more than was captured: the shopper had paid it back";
    }
    String method = part.tender().method();
    return provider(part.tender().provider())
        .filter(provider -> provider.capabilities().refusesMethods().contains(method))
        .map(provider -> "%s pays nothing back over %s".formatted(provider.name(), method))
        .orElse("");
  }

  private Optional<PaymentProvider> provider(String name) {
    return providers.stream().filter(provider -> provider.name().equals(name)).findFirst();
  }

  private PaymentProvider provider(Refund refund) {
    return provider(refund.provider())
        .orElseThrow(
            () -> new IllegalStateException("No connector for provider " + refund.provider()));
  }

  private static PaymentProvider.Request request(Refund refund) {
    return new PaymentProvider.Request(
        refund.id(), refund.paymentReference(), refund.amount(), refund.providerRefundId());
  }

  /**
   * Asks the providers what became of refunds that are still on their way, and for those that were
   * held up.
   */
  public Payout check(UUID grantId) {
    for (Refund refund : store.refunds(grantId)) {
      if (refund.state() == Refund.State.SUBMITTED) {
        submit(refund);
      } else if (refund.state() == Refund.State.PENDING) {
        provider(refund).status(request(refund)).ifPresent(answer -> said(refund, answer));
      }
    }
    return payout(grantId);
  }

  /** How far the money of a grant is. */
  public Payout payout(UUID grantId) {
    return Payout.of(store.refunds(grantId));
  }

  /**
   * A provider told of a refund by itself. News that is old or known changes nothing.
   *
   * @param refundId our request key
   */
  public void told(UUID refundId, PaymentProvider.Answer answer) {
    Refund refund = store.refund(refundId).orElseThrow(Refunds::unknownRefund);
    PaymentProvider.Dispute dispute = behind(answer, refund);
    transaction.executeWithoutResult(
        status -> {
          if (outcome(refundId, answer, dispute)
              && answer.state() != PaymentProvider.State.PENDING) {
            Grant grant = grantOfRefund(refundId);
            events.publishEvent(new RefundOutcomeKnown(grant.returnId(), grant.id()));
          }
        });
  }

  private Grant grantOfRefund(UUID refundId) {
    return store
        .refund(refundId)
        .flatMap(refund -> store.grant(refund.grantId()))
        .orElseThrow(Refunds::unknownRefund);
  }

  /**
   * Keeps what a provider says. The order is locked, so that two tenders of one grant that settle
   * at the same moment see each other.
   *
   * @return whether it was news
   */
  private boolean outcome(
      UUID refundId, PaymentProvider.Answer answer, PaymentProvider.Dispute dispute) {
    Grant grant = grantOfRefund(refundId);
    orders.lock(grant.orderId());
    Refund refund = store.refundForChange(refundId).orElseThrow(Refunds::unknownRefund);
    if (refund.state() == Refund.State.SETTLED && answer.state() == PaymentProvider.State.FAILED) {
      reverse(grant, refund, answer.detail(), dispute);
      return false;
    }
    if (refund.state() == Refund.State.MANUAL || refund.state() == Refund.State.CHARGED_BACK) {
      paidBesides(grant, refund, answer);
      return false;
    }
    Refund.State state =
        switch (answer.state()) {
          case SETTLED -> Refund.State.SETTLED;
          case PENDING -> Refund.State.PENDING;
          case FAILED -> Refund.State.FAILED;
        };
    boolean oldNews = state == Refund.State.PENDING && refund.state() != Refund.State.SUBMITTED;
    boolean cameBack = refund.state() == Refund.State.REVERSED;
    if (refund.state().done() || refund.state() == state || oldNews || cameBack) {
      return false;
    }
    if (state == Refund.State.FAILED
        && disputed(grant, refund, dispute, answer.providerRefundId())) {
      return store.refund(refundId).orElseThrow().state() != refund.state();
    }
    store.update(refundId, state, answer.providerRefundId(), answer.detail());
    if (state == Refund.State.SETTLED) {
      ledger.book(
          BY_PROVIDER + refundId,
          Account.REFUNDS_PAYABLE,
          Account.PROVIDER_CLEARING,
          refund.amount(),
          grant.orderId(),
          grant.returnId());
    }
    reportSettlement(grant);
    return true;
  }

  /**
   * What somebody else has paid already, the provider pays as well: the shopper has it twice and
   * owes it once. Nobody asks for it by itself; history, reconciliation and log say it.
   */
  private void paidBesides(Grant grant, Refund refund, PaymentProvider.Answer answer) {
    List<String> booked =
        ledger.of(grant.returnId()).stream().map(Ledger.Entry::booking).distinct().toList();
    // what a provider paid first came back, and what it says of that now is old
    if (booked.contains(REVERSAL + refund.id())) {
      return;
    }
    if (answer.state() == PaymentProvider.State.SETTLED
        && ledger.book(
            PAID_TWICE + refund.id(),
            Account.OWED_BY_SHOPPERS,
            Account.PROVIDER_CLEARING,
            refund.amount(),
            grant.orderId(),
            grant.returnId())) {
      log.error(
          "{} paid refund {}, which is paid already: ask the shopper for {}",
          refund.provider(),
          refund.id(),
          refund.amount());
      news.note(
          grant,
          "refund-paid-twice",
          "%s by %s too, refund %s".formatted(refund.amount(), refund.provider(), refund.id()));
    } else if (answer.state() == PaymentProvider.State.FAILED
        && booked.contains(PAID_TWICE + refund.id())
        && ledger.book(
            "paid-twice-back:" + refund.id(),
            Account.PROVIDER_CLEARING,
            Account.OWED_BY_SHOPPERS,
            refund.amount(),
            grant.orderId(),
            grant.returnId())) {
      news.note(
          grant,
          "refund-paid-once-again",
          "%s came back to %s, refund %s"
              .formatted(refund.amount(), refund.provider(), refund.id()));
    }
  }

  /**
   * Banks and cards send money back days after they took it (Stripe: a succeeded refund can fail;
   * Adyen: REFUNDED_REVERSED). It is owed again from then on.
   */
  private void reverse(Grant grant, Refund refund, String detail, PaymentProvider.Dispute dispute) {
    Optional<Money> plain = dispute.givenBackIn(refund.amount().currency());
    boolean unclear =
        dispute.standing() != PaymentProvider.Dispute.Standing.NONE && plain.isEmpty();
    store.update(
        refund.id(),
        Refund.State.REVERSED,
        "",
        unclear ? "look at the payment's dispute first: " + detail : detail);
    ledger.book(
        REVERSAL + refund.id(),
        Account.PROVIDER_CLEARING,
        Account.REFUNDS_PAYABLE,
        refund.amount(),
        grant.orderId(),
        grant.returnId());
    Refund reversed = store.refund(refund.id()).orElseThrow();
    boolean plainlyGivenBack = plain.isPresent() && disputed(grant, reversed, dispute, "");
    reportSettlement(grant);
    if (!plainlyGivenBack) {
      events.publishEvent(new RefundReversed(grant.returnId(), grant.id(), refund.id()));
    }
  }

  private void reportSettlement(Grant grant) {
    Settlement settlement =
        switch (payout(grant.id()).state()) {
          case SUBMITTED, UNCLEAR -> Settlement.SUBMITTED;
          case PENDING -> Settlement.PENDING;
          case SETTLED, MANUAL, CHARGED_BACK -> Settlement.SETTLED;
          case FAILED -> Settlement.FAILED;
          case REVERSED -> Settlement.REVERSED;
        };
    news.tell(grant, settlement, grant.amount().toString());
    boolean allThrough =
        store.refunds(grant.id()).stream().allMatch(refund -> refund.state().done());
    // whoever was told may have found that the refund came late
    if (allThrough && late.ofReturn(grant.returnId()).filter(LatePayment::open).isEmpty()) {
      // nothing can be paid to the shopper's account any more
      accounts.erase(grant.returnId(), clock.instant());
    }
  }

  /**
   * An agent paid what providers refused, or what came back.
   *
   * @param refundIds the refunds that the agent was told of; others may have failed since, and are
   *     not paid by this
   * @param reference what the bank calls the payment
   */
  public Payout paidByHand(UUID grantId, List<UUID> refundIds, String reference) {
    if (reference.isBlank()) {
      throw Problem.invalid(
          "payout-reference-missing", "payoutReference", "Give the bank's reference.");
    }
    transaction.executeWithoutResult(
        status -> {
          Grant grant = store.grant(grantId).orElseThrow(Refunds::unknownGrant);
          orders.lock(grant.orderId());
          for (Refund refund : store.refunds(grantId)) {
            // what is still on its way may yet arrive; paying it too would pay twice
            if (refund.state().toBePaidAnotherWay() && refundIds.contains(refund.id())) {
              store.update(refund.id(), Refund.State.MANUAL, "", reference);
              ledger.book(
                  BY_HAND + refund.id(),
                  Account.REFUNDS_PAYABLE,
                  Account.BANK,
                  refund.amount(),
                  grant.orderId(),
                  grant.returnId());
            }
          }
          reportSettlement(grant);
        });
    return payout(grantId);
  }

  /** Who paid what was unclear. */
  public enum PaidBy {
    /** The bank gave it back after a dispute. */
    BANK,
    /** The provider paid it after all. */
    PROVIDER,
    /** Nobody did: it is to be paid by hand. */
    NOBODY
  }

  /**
   * An agent found out who paid.
   *
   * @param refundIds the refunds that the agent was asked about; of others, and of what the
   *     provider told of meanwhile, nothing is said
   */
  public Payout foundOut(UUID grantId, List<UUID> refundIds, PaidBy paidBy) {
    transaction.executeWithoutResult(
        status -> {
          Grant grant = store.grant(grantId).orElseThrow(Refunds::unknownGrant);
          orders.lock(grant.orderId());
          store.refunds(grantId).stream()
              .filter(refund -> refund.state() == Refund.State.UNCLEAR)
              .filter(refund -> refundIds.contains(refund.id()))
              .forEach(refund -> foundOut(grant, refund, paidBy));
          reportSettlement(grant);
        });
    return payout(grantId);
  }

  private void foundOut(Grant grant, Refund refund, PaidBy paidBy) {
    switch (paidBy) {
      case BANK -> givenBackByBank(grant, refund, refund.amount(), "");
      case PROVIDER -> {
        store.update(refund.id(), Refund.State.SETTLED, "", "");
        ledger.book(
            BY_PROVIDER + refund.id(),
            Account.REFUNDS_PAYABLE,
            Account.PROVIDER_CLEARING,
            refund.amount(),
            grant.orderId(),
            grant.returnId());
      }
      case NOBODY ->
          store.update(refund.id(), Refund.State.FAILED, "", "an agent saw that nobody paid it");
    }
  }
}
