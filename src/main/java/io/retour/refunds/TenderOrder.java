package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Tender;
import io.retour.policy.DecisionLog;
import io.retour.policy.ReturnPolicy;
import io.retour.policy.TenderRank;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * In which order the means of payment of an order are paid back. The table tender-order says so;
 * between equal ranks the order of payment counts.
 */
@Component
class TenderOrder {

  private final RefundStore store;
  private final OverpaymentStore overpayments;
  private final ReturnPolicy policy;
  private final DecisionLog decisions;
  private final Returns returns;
  private final SettlementNews news;
  private final List<GrantedCase> otherCases;

  TenderOrder(
      RefundStore store,
      OverpaymentStore overpayments,
      ReturnPolicy policy,
      DecisionLog decisions,
      Returns returns,
      SettlementNews news,
      List<GrantedCase> otherCases) {
    this.store = store;
    this.overpayments = overpayments;
    this.policy = policy;
    this.decisions = decisions;
    this.returns = returns;
    this.news = news;
    this.otherCases = otherCases;
  }

  /**
   * Spreads an amount over the means of payment of an order, each at most what it captured less
   * what went back over it or pays for other goods. What the shopper paid back to the bank can be
   * granted again, and no provider sends it: that much goes beyond, on the first one. The order is
   * to be locked.
   *
   * @param caseId the return or claim that is made good
   */
  TenderSplit split(Money amount, Order order, UUID caseId) {
    List<Tender> tenders = inOrder(order, caseId);
    TenderSplit split = TenderSplit.of(amount, tenders, this::room);
    Money repaid = overpayments.repaid(order.id(), Money.zero(order.currency()));
    return split.left().isPositive() && split.left().compareTo(repaid) <= 0
        ? split.leftOn(tenders.getFirst())
        : split;
  }

  private Money room(Tender tender) {
    Money zero = Money.zero(tender.captured().currency());
    return tender.captured().minus(store.refundedOver(tender.id(), zero)).max(zero);
  }

  /**
   * All means of payment, the one to be paid back first at the front. What the table said of each
   * is kept with the case that people know, an objection's with its return.
   */
  private List<Tender> inOrder(Order order, UUID caseId) {
    List<Tender> tenders = new ArrayList<>(order.tenders());
    if (tenders.size() > 1) {
      String basis = legalBasis(caseId);
      UUID known = news.known(caseId);
      Map<UUID, Long> ranks = new HashMap<>();
      for (Tender tender : tenders) {
        TenderRank said = policy.tenderRank(tender.method(), basis, order.country());
        decisions.record(known, tender.id().toString(), said.asked());
        ranks.put(tender.id(), said.rank());
      }
      tenders.sort(Comparator.comparing(tender -> ranks.get(tender.id())));
    }
    return tenders;
  }

  private String legalBasis(UUID caseId) {
    return otherCases.stream()
        .map(other -> other.legalBasis(caseId))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> returns.legalBasis(caseId));
  }
}
