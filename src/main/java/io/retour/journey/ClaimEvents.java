package io.retour.journey;

import io.retour.claims.ClaimNews;
import io.retour.claims.ClaimRaised;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts what happened to claims into the outbox, within their transaction. */
@Component
class ClaimEvents {

  private final ProcessMessages messages;

  ClaimEvents(ProcessMessages messages) {
    this.messages = messages;
  }

  @EventListener
  void on(ClaimRaised event) {
    messages.add(
        event.kind().needsRepairLoop() ? "warranty-raised" : "claim-raised",
        event.claimId().toString(),
        Map.of(
            "claimId", event.claimId().toString(),
            "claimNumber", event.number(),
            "brand", event.brand()));
  }

  @EventListener
  void on(ClaimNews.EvidenceGiven event) {
    messages.add("claim-evidence-given", event.claimId().toString(), Map.of());
  }

  @EventListener
  void on(ClaimNews.RemedyChosen event) {
    messages.add(
        "claim-remedy-chosen",
        event.claimId().toString(),
        Map.of("claimRemedy", event.remedy().name()));
  }

  @EventListener
  void on(ClaimNews.CalledOff event) {
    messages.add("claim-called-off", event.claimId().toString(), Map.of());
  }

  @EventListener
  void on(ClaimNews.Objected event) {
    messages.add("claim-objected", event.claimId().toString(), Map.of());
  }

  @EventListener
  void on(ClaimNews.RepairFinished event) {
    messages.add(
        "repair-finished", event.claimId().toString(), Map.of("repairResult", event.result()));
  }

  @EventListener
  void on(ClaimNews.RefundAgreed event) {
    String claimId = event.claimId().toString();
    messages.add("claim-refund-agreed", claimId, Map.of("claimId", claimId));
  }

  @EventListener
  void on(ClaimNews.RefundThrough event) {
    messages.add("refund-clock-stopped", event.claimId().toString(), Map.of());
  }
}
