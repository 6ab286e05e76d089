package io.retour.returns.db;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface PhotoRepository extends JpaRepository<PhotoEntity, UUID> {

  List<PhotoEntity> findByReturnIdOrderByAddedAt(UUID returnId);

  int countByUnitId(UUID unitId);
}
