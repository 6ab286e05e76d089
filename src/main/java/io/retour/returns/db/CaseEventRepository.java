package io.retour.returns.db;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface CaseEventRepository extends JpaRepository<CaseEventEntity, Long> {

  List<CaseEventEntity> findByReturnIdOrderById(UUID returnId);
}
