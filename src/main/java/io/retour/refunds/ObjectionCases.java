package io.retour.refunds;

import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What is given back on an objection is a case of its own, beside the return whose money is through
 * already; the return's history tells of it.
 */
@Component
class ObjectionCases implements GrantedCase {

  private final DeductionObjectionStore store;
  private final Returns returns;
  private final CaseHistory history;

  ObjectionCases(DeductionObjectionStore store, Returns returns, CaseHistory history) {
    this.store = store;
    this.returns = returns;
    this.history = history;
  }

  @Override
  public boolean settlement(UUID caseId, Settlement settlement, String detail) {
    Optional<UUID> of = returnOf(caseId);
    of.ifPresent(
        returnId -> {
          String kind = "objection-" + settlement.name().toLowerCase(Locale.ROOT);
          if (history.of(returnId).stream().noneMatch(event -> event.kind().equals(kind))) {
            history.note(returnId, "journey", kind, detail);
          }
        });
    return of.isPresent();
  }

  @Override
  public Optional<String> legalBasis(UUID caseId) {
    return returnOf(caseId).map(returns::legalBasis);
  }

  @Override
  public Optional<String> number(UUID caseId) {
    return returnOf(caseId).map(returnId -> returns.get(returnId).rmaNumber());
  }

  @Override
  public Optional<UUID> returnOf(UUID caseId) {
    return store.find(caseId).map(DeductionObjection::returnId);
  }
}
