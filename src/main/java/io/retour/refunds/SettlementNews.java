package io.retour.refunds;

import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells the case that a grant makes good, a return or another kind, how far its money is. */
@Component
class SettlementNews {

  private final Returns returns;
  private final List<GrantedCase> otherCases;

  SettlementNews(Returns returns, List<GrantedCase> otherCases) {
    this.returns = returns;
    this.otherCases = otherCases;
  }

  /** The case that people know: the return of an objection, else the case itself. */
  UUID known(UUID caseId) {
    return otherCases.stream()
        .map(other -> other.returnOf(caseId))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(caseId);
  }

  /** Keeps what happened to the money of a case beside everything else that happened to it. */
  void note(Grant grant, String kind, String detail) {
    returns.noted(known(grant.returnId()), "journey", kind, detail);
  }

  void tell(Grant grant, Settlement settlement, String detail) {
    if (otherCases.stream()
        .noneMatch(other -> other.settlement(grant.returnId(), settlement, detail))) {
      returns.settlement(grant.returnId(), settlement, detail);
    }
  }
}
