package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.ReturnPolicy;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.GiftReturns;
import io.retour.returns.RefundNoLongerAwaited;
import io.retour.returns.RefundStatement;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the law gives on top of a refund that came late (Code de la consommation L242-4), from the
 * moment in which the refund is through: worked out, booked, told and paid once (ADR 25).
 */
@Service
@Transactional
public class LatePayments {

  private final LatePaymentStore store;
  private final RefundDeadlines deadlines;
  private final RefundStore refunds;
  private final PayoutAccountStore accounts;
  private final Ledger ledger;
  private final Returns returns;
  private final GiftReturns gifts;
  private final Orders orders;
  private final ReturnPolicy policy;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  LatePayments(
      LatePaymentStore store,
      RefundDeadlines deadlines,
      RefundStore refunds,
      PayoutAccountStore accounts,
      Ledger ledger,
      Returns returns,
      GiftReturns gifts,
      Orders orders,
      ReturnPolicy policy,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.deadlines = deadlines;
    this.refunds = refunds;
    this.accounts = accounts;
    this.ledger = ledger;
    this.returns = returns;
    this.gifts = gifts;
    this.orders = orders;
    this.policy = policy;
    this.events = events;
    this.clock = clock;
  }

  /**
   * The money of a return is through, or none is due: in the transaction that says so. Nothing is
   * owed of a gift: the law adds to what is due to the consumer who withdraws from a contract. That
   * is the giver, who withdrew from nothing; the recipient is made good with store credit, of which
   * no law says a day.
   */
  @EventListener
  public void on(RefundNoLongerAwaited event) {
    UUID returnId = event.returnId();
    // whoever changed the return holds its row, so that two of them see each other
    if (store.ofReturn(returnId).isPresent() || gifts.recipient(returnId).isPresent()) {
      return;
    }
    Order order = returns.order(returns.get(returnId));
    refunds
        .grantOfReturn(returnId)
        .flatMap(grant -> owed(grant, deadlines.whenPaid(returnId), order))
        .ifPresent(this::keep);
  }

  private Optional<LatePayment> owed(Grant grant, RefundDeadline due, Order order) {
    LocalDate dueOn = due.dueOn();
    if (dueOn == null) {
      return Optional.empty();
    }
    LocalDate throughOn = throughAt(grant).atZone(due.zone()).toLocalDate();
    return LateSum.of(
            grant.amount(),
            grant.statement().of(RefundStatement.Kind.ITEM),
            dueOn,
            throughOn,
            day -> policy.lateStep(order.country(), due.legalBasis(), day),
            month -> policy.legalRate(order.country(), month))
        .map(
            sum ->
                new LatePayment(
                    grant.returnId(),
                    order.id(),
                    grant.amount(),
                    dueOn,
                    throughOn,
                    sum,
                    "",
                    clock.instant(),
                    null));
  }

  /**
   * When the last part was paid for the first time. That a bank sends a part back afterwards is no
   * delay of the shop, and says nothing of a part that nobody had paid yet.
   */
  private Instant throughAt(Grant grant) {
    List<Ledger.Entry> booked = ledger.of(grant.returnId());
    List<Refund> parts = refunds.refunds(grant.id());
    return parts.stream()
        .flatMap(part -> firstPaidAt(part, parts, booked).stream())
        .max(Comparator.naturalOrder())
        .orElseGet(clock::instant);
  }

  /** A part that was divided after it came back was paid with the one it was divided from. */
  private static Optional<Instant> firstPaidAt(
      Refund part, List<Refund> parts, List<Ledger.Entry> booked) {
    Set<String> payments =
        parts.stream()
            .filter(other -> other.tenderId().equals(part.tenderId()))
            .map(other -> Payouts.BY_PROVIDER + other.id())
            .collect(Collectors.toCollection(HashSet::new));
    payments.add(Payouts.BY_HAND + part.id());
    payments.add(Payouts.BY_BANK + part.id());
    return booked.stream()
        .filter(entry -> payments.contains(entry.booking()))
        .map(Ledger.Entry::bookedAt)
        .findFirst();
  }

  private void keep(LatePayment owed) {
    store.add(owed);
    ledger.book(
        "late:" + owed.returnId(),
        Account.LATE_INTEREST,
        Account.REFUNDS_PAYABLE,
        owed.amount(),
        owed.orderId(),
        owed.returnId());
    returns.noted(
        owed.returnId(),
        "journey",
        "late-interest-due",
        "%s, %d days late".formatted(owed.amount(), owed.sum().daysLate()));
    events.publishEvent(new LateInterestOwed(owed.returnId()));
  }

  @Transactional(readOnly = true)
  public Optional<LatePayment> of(UUID returnId) {
    return store.ofReturn(returnId);
  }

  /**
   * An agent paid it; again changes nothing.
   *
   * @param reference what the bank calls the payment
   * @throws Problem without a reference, or when nothing is owed
   */
  public void paid(UUID returnId, String reference) {
    if (reference.isBlank()) {
      throw Problem.invalid(
          "payout-reference-missing", "payoutReference", "Give the bank's reference.");
    }
    LatePayment owed =
        store
            .ofReturn(returnId)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "late-interest-unknown", "Nothing is owed for a delay of this return."));
    orders.lock(owed.orderId());
    if (!store.paid(returnId, reference)) {
      return;
    }
    ledger.book(
        "late-paid:" + returnId,
        Account.REFUNDS_PAYABLE,
        Account.BANK,
        owed.amount(),
        owed.orderId(),
        returnId);
    returns.noted(
        returnId, "agent", "late-interest-paid", "%s %s".formatted(owed.amount(), reference));
    boolean moreToPay =
        refunds.grantOfReturn(returnId).stream()
            .flatMap(grant -> refunds.refunds(grant.id()).stream())
            .anyMatch(refund -> !refund.state().done());
    if (!moreToPay) {
      accounts.erase(returnId, clock.instant());
    }
  }

  /** What is owed and not paid. */
  @Transactional(readOnly = true)
  public Optional<Money> open(UUID returnId) {
    return store.ofReturn(returnId).filter(LatePayment::open).map(LatePayment::amount);
  }
}
