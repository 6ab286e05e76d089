package io.retour.policy.db;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "decision")
class DecisionEntity implements Persistable<UUID> {

  @Id UUID id = UUID.randomUUID();
  UUID returnId;
  String subject;
  String decisionId;
  String tableChecksum;
  String inputs;
  String outcome;
  String matchedRules;
  boolean replayAgrees;
  int processVersion;
  long elementInstanceKey;
  Instant decidedAt;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected DecisionEntity() {}

  DecisionEntity(
      UUID returnId,
      String subject,
      String decisionId,
      String tableChecksum,
      String inputs,
      String outcome,
      String matchedRules,
      boolean replayAgrees,
      int processVersion,
      long elementInstanceKey,
      Instant decidedAt) {
    this.returnId = returnId;
    this.subject = subject;
    this.decisionId = decisionId;
    this.tableChecksum = tableChecksum;
    this.inputs = inputs;
    this.outcome = outcome;
    this.matchedRules = matchedRules;
    this.replayAgrees = replayAgrees;
    this.processVersion = processVersion;
    this.elementInstanceKey = elementInstanceKey;
    this.decidedAt = decidedAt;
  }

  /** Whether the same table was asked with the same facts, and so gave the same answer. */
  boolean says(String checksum, String facts) {
    return tableChecksum.equals(checksum) && inputs.equals(facts);
  }

  @Override
  public UUID getId() {
    return id;
  }

  /** Append-only. */
  @Override
  public boolean isNew() {
    return true;
  }
}
