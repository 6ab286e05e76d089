package io.retour.policy.db;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface DecisionRepository extends JpaRepository<DecisionEntity, UUID> {

  boolean existsByReturnIdAndElementInstanceKeyAndDecisionId(
      UUID returnId, long elementInstanceKey, String decisionId);

  /** What no task asked about that subject, the last one first. */
  List<DecisionEntity>
      findByReturnIdAndDecisionIdAndSubjectAndProcessVersionOrderByElementInstanceKey(
          UUID returnId, String decisionId, String subject, int processVersion);

  List<DecisionEntity> findByReturnIdOrderByDecidedAt(UUID returnId);
}
