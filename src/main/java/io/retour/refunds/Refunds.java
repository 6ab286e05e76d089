package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.RefundStatement;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Goods;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is due, and to whom: grants, and what of an order's money pays for other goods instead. That
 * money goes back is the business of {@link Payouts}.
 */
@Service
public class Refunds {

  private final RefundStore store;
  private final RefundStatements statements;
  private final Ledger ledger;
  private final CreditNotes notes;
  private final Returns returns;
  private final Orders orders;
  private final TenderOrder tenderOrder;
  private final SettlementNews news;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Refunds(
      RefundStore store,
      RefundStatements statements,
      Ledger ledger,
      CreditNotes notes,
      Returns returns,
      Orders orders,
      TenderOrder tenderOrder,
      SettlementNews news,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.statements = statements;
    this.ledger = ledger;
    this.notes = notes;
    this.returns = returns;
    this.orders = orders;
    this.tenderOrder = tenderOrder;
    this.news = news;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Works out what is due for a return and grants it, once.
   *
   * @param resolution REFUND or STORE_CREDIT, as decided
   * @param bonusPercent on top of a store credit, for a shopper who chose one
   */
  public Grant grant(UUID returnId, String resolution, int bonusPercent) {
    return transaction.execute(
        status -> {
          ReturnCase of = locked(returnId);
          return store
              .grantOfReturn(returnId)
              .orElseGet(() -> granted(of, resolution, bonusPercent, false));
        });
  }

  /**
   * Grants money at the carrier's first scan, before anybody saw the goods.
   *
   * @return empty when the goods are here already, or something was granted for them: then the
   *     inspection decides
   */
  public Optional<Grant> grantAtDropOff(UUID returnId) {
    return transaction.execute(
        status -> {
          ReturnCase of = locked(returnId);
          Optional<Grant> existing = store.grantOfReturn(returnId);
          if (existing.isPresent()) {
            return existing.filter(Grant::atDropOff);
          }
          return of.open() && of.goods() == Goods.SENT && anythingDue(of)
              ? Optional.of(granted(of, "REFUND", 0, true))
              : Optional.empty();
        });
  }

  /** A fee can eat all of it up: then the settlement says why nothing is due. */
  private boolean anythingDue(ReturnCase of) {
    return statements
        .statement(returns.order(of), of.units(), of.quotedFee(), store.carried(of.id()))
        .total()
        .isPositive();
  }

  /** Who holds the order's lock sees what its holder before wrote. */
  private ReturnCase locked(UUID returnId) {
    orders.lock(returns.get(returnId).orderId());
    return returns.get(returnId);
  }

  private Grant granted(ReturnCase of, String resolution, int bonusPercent, boolean atDropOff) {
    UUID returnId = of.id();
    Order order = returns.order(of);
    RefundStatement statement = statements.toGrant(of, order, store.carried(returnId));
    Money bonus =
        resolution.equals("STORE_CREDIT") && StoreCredits.agreed(of)
            ? statement
                .total()
                .basisPoints(
                    bonusAtLeastAsAgreed(returnId, bonusPercent) * 100, RoundingMode.HALF_UP)
            : Money.zero(order.currency());
    Grant grant =
        new Grant(
            Grant.idOf(returnId),
            returnId,
            order.id(),
            resolution,
            statement.total(),
            bonus,
            statement,
            clock.instant(),
            atDropOff);
    keep(grant, order);
    returns.settlement(returnId, Settlement.GRANTED, grant.amount().toString());
    return grant;
  }

  /** What the shopper saw and agreed to is given, whatever the risk says by now. */
  private int bonusAtLeastAsAgreed(UUID returnId, int decided) {
    int agreed = returns.agreedBonus(returnId).orElse(decided);
    if (agreed > decided) {
      returns.noted(returnId, "journey", "bonus-as-agreed", agreed + " %");
    }
    return Math.max(agreed, decided);
  }

  /** What of an order's money is neither granted nor used for other goods. */
  public Money room(UUID orderId) {
    return statements.room(orders.byId(orderId).orElseThrow(Refunds::unknownGrant));
  }

  public List<Carried> carried(UUID returnId) {
    return store.carried(returnId);
  }

  /**
   * Uses what was paid for returned pieces for other goods, once; it can then not be paid back. In
   * the same order as refunds.
   *
   * @throws Problem when the order has not that much left
   */
  public List<Carried> carryOver(UUID returnId, Money amount) {
    return transaction.execute(
        status -> {
          UUID orderId = returns.get(returnId).orderId();
          orders.lock(orderId);
          if (!store.carried(returnId).isEmpty() || !amount.isPositive()) {
            return store.carried(returnId);
          }
          Order order = orders.byId(orderId).orElseThrow();
          if (statements.room(order).compareTo(amount) < 0) {
            throw Problem.conflict(
                "nothing-left", "The order has less than %s left.".formatted(amount));
          }
          TenderSplit split = tenderOrder.split(amount, order, returnId);
          for (TenderSplit.Part part : split.parts()) {
            store.add(returnId, new Carried(part.tender().id(), part.amount()));
          }
          ledger.book(
              "carried:" + returnId,
              Account.RETURNED_GOODS,
              Account.EXCHANGED_GOODS,
              amount.minus(split.left()),
              orderId,
              returnId);
          return store.carried(returnId);
        });
  }

  /**
   * Grants money for pieces of an order that nobody sends back, once per case.
   *
   * @param caseId what it makes good, such as a claim
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Grant grantWithoutReturn(UUID caseId, Order order, List<RefundedPiece> pieces) {
    return grantedOnce(caseId, order, () -> statements.statement(order, pieces));
  }

  /**
   * Grants a part of the price of a piece that stays, once per case (Directive (EU) 2019/771 Art.
   * 15). What is paid back for the piece later is less by it.
   *
   * @param caseId what it makes good, such as a claim
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Grant grantReduction(UUID caseId, Order order, RefundedPiece piece, Money by) {
    return grantedOnce(caseId, order, () -> statements.reduction(order, piece, by));
  }

  private Grant grantedOnce(UUID caseId, Order order, Supplier<RefundStatement> due) {
    orders.lock(order.id());
    Optional<Grant> existing = store.grantOfReturn(caseId);
    if (existing.isPresent()) {
      return existing.get();
    }
    RefundStatement statement = due.get();
    Grant grant =
        new Grant(
            Grant.idOf(caseId),
            caseId,
            order.id(),
            "REFUND",
            statement.total(),
            Money.zero(order.currency()),
            statement,
            clock.instant(),
            false);
    keep(grant, order);
    news.tell(grant, Settlement.GRANTED, grant.amount().toString());
    return grant;
  }

  /**
   * Grants what was taken off a return for lost value after all, once. What the return was granted
   * stays as it was.
   *
   * @param caseId the objection
   */
  @Transactional(propagation = Propagation.MANDATORY)
  Grant giveDeductionsBack(UUID caseId, UUID returnId) {
    ReturnCase of = locked(returnId);
    Optional<Grant> existing = store.grantOfReturn(caseId);
    if (existing.isPresent()) {
      return existing.get();
    }
    Order order = returns.order(of);
    List<RefundStatement.Line> lines =
        store
            .grantOfReturn(returnId)
            .orElseThrow(Refunds::unknownGrant)
            .statement()
            .lines()
            .stream()
            .filter(line -> line.kind() == RefundStatement.Kind.DEDUCTION)
            .map(Refunds::givenBack)
            .toList();
    Money zero = Money.zero(order.currency());
    Money total = lines.stream().map(RefundStatement.Line::amount).reduce(zero, Money::plus);
    if (total.compareTo(statements.room(order)) > 0) {
      throw Problem.conflict(
          "nothing-left", "The order has less than %s left to give back.".formatted(total));
    }
    Grant grant =
        new Grant(
            Grant.idOf(caseId),
            caseId,
            order.id(),
            "REFUND",
            total,
            zero,
            new RefundStatement(lines, zero, total),
            clock.instant(),
            false);
    keep(grant, order);
    news.tell(grant, Settlement.GRANTED, total.toString());
    return grant;
  }

  private static RefundStatement.Line givenBack(RefundStatement.Line taken) {
    return new RefundStatement.Line(
        taken.kind(),
        taken.subject(),
        taken.amount().negate(),
        taken.tax().negate(),
        taken.taxRateBasisPoints());
  }

  private void keep(Grant grant, Order order) {
    store.add(grant);
    notes.issue(grant, order);
    ledger.book(
        "grant:" + grant.id(),
        Account.RETURNED_GOODS,
        Account.REFUNDS_PAYABLE,
        grant.amount(),
        grant.orderId(),
        grant.returnId());
  }

  /** The return or claim that a refund makes good. */
  public UUID caseOf(Refund refund) {
    return news.known(store.grant(refund.grantId()).orElseThrow(Refunds::unknownGrant).returnId());
  }

  public Refund refund(UUID refundId) {
    return store.refund(refundId).orElseThrow(Refunds::unknownRefund);
  }

  public Optional<Grant> grantOf(UUID returnId) {
    return store.grantOfReturn(returnId);
  }

  public List<Refund> refundsOf(UUID grantId) {
    return store.refunds(grantId);
  }

  static Problem unknownGrant() {
    return Problem.notFound("grant-unknown", "There is no such grant.");
  }

  static Problem unknownRefund() {
    return Problem.notFound("refund-unknown", "There is no such refund.");
  }
}
