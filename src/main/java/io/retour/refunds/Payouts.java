package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    boolean again = !store.refunds(grantId).isEmpty();
    List<Refund> planned = transaction.execute(status -> planned(grantId));
    for (Refund refund : planned) {
      if (refund.state() == Refund.State.SUBMITTED) {
        submit(refund, again);
      }
    }
    return payout(grantId);
  }

  /**
   * An open dispute holds a refund up: the bank may give the same money back, and it would be paid
   * twice.
   *
   * @param again whether it may have been asked for before; then the provider is asked first what
   *     it knows, because it forgets our keys after a while
   */
  private void submit(Refund refund, boolean again) {
    PaymentProvider provider = provider(refund);
    PaymentProvider.Request request = request(refund);
    Optional<PaymentProvider.Answer> known = again ? provider.status(request) : Optional.empty();
    if (known.isEmpty() && provider.disputed(refund.paymentReference())) {
      held(refund);
      return;
    }
    if (known.isEmpty() && again) {
      stillKnown(refund, provider.capabilities());
    }
    PaymentProvider.Answer answer = known.orElseGet(() -> provider.submit(request));
    transaction.executeWithoutResult(status -> outcome(refund.id(), answer));
  }

  private void held(Refund refund) {
    if (!refund.detail().equals(Refund.DISPUTED)) {
      transaction.executeWithoutResult(
          status -> store.update(refund.id(), Refund.State.SUBMITTED, "", Refund.DISPUTED));
    }
  }

  /** A provider that cannot be asked, and has forgotten the key, would pay a second time. */
  private void stillKnown(Refund refund, PaymentProvider.Capabilities can) {
    Duration age = Duration.between(store.plannedAt(refund.id()), clock.instant());
    boolean forgotten = age.compareTo(can.requestKeysLast()) > 0;
    if (!can.answersStatus() && forgotten) {
      throw new IllegalStateException(
          "Nobody knows whether %s paid refund %s: look there, and if it did not, pay by hand"
              .formatted(refund.provider(), refund.id()));
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
              UUID.randomUUID(),
              grantId,
              part.tender().id(),
              part.tender().provider(),
              part.tender().reference(),
              part.amount(),
              part.beyond() ? Refund.State.FAILED : Refund.State.SUBMITTED,
              null,
              part.beyond() ? "more than was captured: the shopper had paid it back" : ""));
    }
    if (split.left().isPositive()) {
      throw new IllegalStateException(
          "Grant %s is %s above what the order's tenders can take"
              .formatted(grantId, split.left()));
    }
    news.tell(grant, Settlement.SUBMITTED, "");
    if (split.parts().stream().anyMatch(TenderSplit.Part::beyond)) {
      // nobody is asked for it: an agent pays it by hand
      reportSettlement(grant);
    }
    return store.refunds(grantId);
  }

  private PaymentProvider provider(Refund refund) {
    return providers.stream()
        .filter(provider -> provider.name().equals(refund.provider()))
        .findFirst()
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
        submit(refund, true);
      } else if (refund.state() == Refund.State.PENDING) {
        provider(refund)
            .status(request(refund))
            .ifPresent(
                answer -> transaction.executeWithoutResult(status -> outcome(refund.id(), answer)));
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
    transaction.executeWithoutResult(
        status -> {
          if (outcome(refundId, answer) && answer.state() != PaymentProvider.State.PENDING) {
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
  private boolean outcome(UUID refundId, PaymentProvider.Answer answer) {
    Grant grant = grantOfRefund(refundId);
    orders.lock(grant.orderId());
    Refund refund = store.refundForChange(refundId).orElseThrow(Refunds::unknownRefund);
    if (refund.state() == Refund.State.SETTLED && answer.state() == PaymentProvider.State.FAILED) {
      reverse(grant, refund, answer.detail());
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
   * Banks and cards send money back days after they took it (Stripe: a succeeded refund can fail;
   * Adyen: REFUNDED_REVERSED). It is owed again from then on.
   */
  private void reverse(Grant grant, Refund refund, String detail) {
    store.update(refund.id(), Refund.State.REVERSED, "", detail);
    ledger.book(
        "reversal:" + refund.id(),
        Account.PROVIDER_CLEARING,
        Account.REFUNDS_PAYABLE,
        refund.amount(),
        grant.orderId(),
        grant.returnId());
    reportSettlement(grant);
    events.publishEvent(new RefundReversed(grant.returnId(), grant.id(), refund.id()));
  }

  private void reportSettlement(Grant grant) {
    Settlement settlement =
        switch (payout(grant.id()).state()) {
          case SUBMITTED -> Settlement.SUBMITTED;
          case PENDING -> Settlement.PENDING;
          case SETTLED, MANUAL -> Settlement.SETTLED;
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
}
