package io.retour.refunds;

import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What is given back on an objection is a case of its own, beside the return whose money is through
 * already; the return's history tells of it.
 */
@Component
class ObjectionCases implements GrantedCase {

  private static final Set<String> SETTLEMENTS =
      Arrays.stream(Settlement.values()).map(ObjectionCases::kind).collect(Collectors.toSet());

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
          String kind = kind(settlement);
          if (!lastSettlement(history.of(returnId)).equals(kind)) {
            history.note(returnId, "journey", kind, detail);
          }
        });
    return of.isPresent();
  }

  private static String kind(Settlement settlement) {
    return "objection-" + settlement.name().toLowerCase(Locale.ROOT);
  }

  /** Money that was through can come back and be through again; each is said. */
  private static String lastSettlement(List<CaseHistory.Event> events) {
    return events.stream()
        .map(CaseHistory.Event::kind)
        .filter(SETTLEMENTS::contains)
        .reduce("", (earlier, later) -> later);
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
