package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.Overpayment.Cause;
import io.retour.refunds.Overpayment.State;
import io.retour.returns.RefundStatement;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Money that was paid at the drop-off scan and that the inspection did not confirm: what an agent
 * refused, or took off for lost value that somebody saw (CRD Art. 14(2)). A parcel that got lost
 * refuses nothing, so it is never in here (Art. 13(3)). The law gives the shopper time to be paid,
 * not the shop a right to be paid at once: it is asked for, and never charged.
 */
@Service
public class Overpayments {

  private final OverpaymentStore store;
  private final RefundStore refunds;
  private final RefundStatements statements;
  private final Ledger ledger;
  private final CreditNotes notes;
  private final Returns returns;
  private final Orders orders;
  private final Clock clock;

  Overpayments(
      OverpaymentStore store,
      RefundStore refunds,
      RefundStatements statements,
      Ledger ledger,
      CreditNotes notes,
      Returns returns,
      Orders orders,
      Clock clock) {
    this.store = store;
    this.refunds = refunds;
    this.statements = statements;
    this.ledger = ledger;
    this.notes = notes;
    this.returns = returns;
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * What a return was paid more at the drop-off scan than it turned out to be worth.
   *
   * @return zero when it was not paid then
   */
  @Transactional(readOnly = true)
  public Money overpaid(UUID returnId) {
    ReturnCase of = returns.get(returnId);
    Money zero = Money.zero(of.quotedRefund().currency());
    return refunds
        .grantOfReturn(returnId)
        .filter(Grant::atDropOff)
        .map(grant -> grant.amount().minus(due(of, grant).total()).max(zero))
        .orElse(zero);
  }

  private RefundStatement due(ReturnCase of, Grant grant) {
    return statements.insteadOf(grant, returns.order(of), of.units(), of.quotedFee());
  }

  /**
   * Puts it on record, once: in the books it is owed by the shopper from now on, and the credit
   * note is corrected.
   *
   * @throws Problem when nothing was overpaid
   */
  @Transactional
  public Overpayment record(UUID returnId) {
    ReturnCase of = returns.get(returnId);
    orders.lock(of.orderId());
    Optional<Overpayment> existing = store.ofReturn(returnId);
    if (existing.isPresent()) {
      return existing.get();
    }
    Money amount = overpaid(returnId);
    if (!amount.isPositive()) {
      throw Problem.conflict(
          "nothing-overpaid", "Return %s was not paid too much.".formatted(of.rmaNumber()));
    }
    Grant grant = refunds.grantOfReturn(returnId).orElseThrow();
    Order order = returns.order(of);
    Overpayment found =
        new Overpayment(
            returnId, order.id(), amount, due(of, grant), State.OPEN, "", clock.instant(), null);
    store.add(found);
    notes.correct(grant, order, found);
    ledger.book(
        "overpaid:" + grant.id(),
        Account.OWED_BY_SHOPPERS,
        Account.RETURNED_GOODS,
        amount,
        order.id(),
        returnId);
    returns.noted(returnId, "journey", "overpaid", amount.toString());
    return found;
  }

  /** Why it was too much, piece by piece, and what hung on the pieces. */
  @Transactional(readOnly = true)
  public List<Cause> causes(Overpayment found) {
    RefundStatement paid = refunds.grantOfReturn(found.returnId()).orElseThrow().statement();
    Stream<Cause> pieces =
        returns.get(found.returnId()).units().stream()
            .filter(unit -> !unit.accepted() || unit.deduction().isPositive())
            .map(Overpayments::cause);
    Stream<Cause> rest =
        Stream.of(Cause.Kind.EXTRA, Cause.Kind.OUTBOUND_SHIPPING, Cause.Kind.PROMOTION)
            .map(kind -> new Cause(kind, "", less(paid, found.statement(), kind)))
            .filter(cause -> cause.amount().isPositive());
    return Stream.concat(pieces, rest).toList();
  }

  private static Cause cause(ReturnUnit unit) {
    if (unit.accepted()) {
      return new Cause(Cause.Kind.DEDUCTION, unit.title(), unit.deduction());
    }
    Cause.Kind kind =
        unit.grade() == Grade.MISSING
            ? Cause.Kind.MISSING
            : unit.grade() == Grade.WRONG_ITEM ? Cause.Kind.WRONG_ITEM : Cause.Kind.REFUSED;
    return new Cause(kind, unit.title(), unit.value());
  }

  private static Money less(RefundStatement paid, RefundStatement due, Cause.Kind kind) {
    RefundStatement.Kind line = RefundStatement.Kind.valueOf(kind.name());
    return paid.of(line).minus(due.of(line));
  }

  public Optional<Overpayment> of(UUID returnId) {
    return store.ofReturn(returnId);
  }

  /**
   * The shopper paid it back; again changes nothing.
   *
   * @param reference of the payment
   */
  @Transactional
  public void repaid(UUID returnId, String reference) {
    if (end(returnId, State.REPAID, reference, "repaid", Account.BANK)) {
      returns.refusedIsPaidBack(returnId);
    }
  }

  /** It was asked for and is let be; again changes nothing. */
  @Transactional
  public void letBe(UUID returnId, String why) {
    end(returnId, State.LET_BE, why, "let-be", Account.WRITTEN_OFF);
  }

  /** It is not asked for; again changes nothing. */
  @Transactional
  public void writtenOff(UUID returnId, String why) {
    end(returnId, State.WRITTEN_OFF, why, "written-off", Account.WRITTEN_OFF);
  }

  private boolean end(UUID returnId, State state, String reference, String kind, Account from) {
    Overpayment found = store.ofReturn(returnId).orElseThrow(Overpayments::unknown);
    if (!store.end(returnId, state, reference)) {
      return false;
    }
    ledger.book(
        kind + ":" + returnId,
        from,
        Account.OWED_BY_SHOPPERS,
        found.amount(),
        found.orderId(),
        returnId);
    returns.noted(
        returnId, "journey", "overpayment-" + kind, "%s %s".formatted(found.amount(), reference));
    return true;
  }

  private static Problem unknown() {
    return Problem.notFound("overpayment-unknown", "Nothing was overpaid for this return.");
  }
}
