package io.retour.claims;

import io.retour.refunds.GrantedCase;
import io.retour.returns.CaseHistory;
import io.retour.returns.DeliveryClaims;
import io.retour.returns.LiabilityExtensions;
import io.retour.returns.PieceHolder;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Money;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What returns and refunds have to know of claims. */
@Component
class ClaimedPieces implements PieceHolder, GrantedCase, LiabilityExtensions, DeliveryClaims {

  private final ClaimStore store;
  private final CaseHistory history;
  private final ApplicationEventPublisher events;

  ClaimedPieces(ClaimStore store, CaseHistory history, ApplicationEventPublisher events) {
    this.store = store;
    this.history = history;
    this.events = events;
  }

  @Override
  public Set<String> held(Collection<UUID> orderLineIds) {
    return store.held(orderLineIds);
  }

  @Override
  public List<Holder> holders(Collection<UUID> orderLineIds) {
    return store.holding(orderLineIds).stream()
        .map(claim -> new Holder(claim.number(), !claim.open()))
        .toList();
  }

  @Override
  public Set<String> refunded(UUID orderId) {
    return store.refunded(orderId);
  }

  @Override
  public Map<String, Money> reduced(UUID orderId) {
    return store.reduced(orderId);
  }

  @Override
  public Optional<LocalDate> liableUntil(UUID orderLineId) {
    return store.liableUntil(orderLineId);
  }

  @Override
  public int neverArrived(UUID orderId) {
    return (int)
        store.ofOrders(List.of(orderId)).stream()
            .filter(claim -> claim.kind() == Claim.Kind.NEVER_ARRIVED)
            .filter(claim -> claim.outcome() != Claim.Outcome.CALLED_OFF)
            .count();
  }

  @Override
  public boolean settlement(UUID caseId, Settlement settlement, String detail) {
    boolean ours = store.exists(caseId);
    if (ours) {
      String kind = "settlement-" + settlement.name().toLowerCase(Locale.ROOT);
      List<CaseHistory.Event> before = history.of(caseId);
      if (before.isEmpty() || !lastSettlement(before).equals(kind)) {
        history.note(caseId, "journey", kind, detail);
        if (settlement == Settlement.SETTLED) {
          events.publishEvent(new ClaimNews.RefundThrough(caseId));
        }
      }
    }
    return ours;
  }

  /** Goods that are not as agreed, or that never came. */
  @Override
  public Optional<String> legalBasis(UUID caseId) {
    return store.exists(caseId) ? Optional.of("CONFORMITY") : Optional.empty();
  }

  @Override
  public Optional<String> number(UUID caseId) {
    return store.find(caseId).map(Claim::number);
  }

  private static String lastSettlement(List<CaseHistory.Event> events) {
    return events.stream()
        .map(CaseHistory.Event::kind)
        .filter(kind -> kind.startsWith("settlement-"))
        .reduce("", (earlier, later) -> later);
  }
}
