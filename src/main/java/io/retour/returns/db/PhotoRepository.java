package io.retour.returns.db;

import io.retour.returns.PhotoCaption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface PhotoRepository extends JpaRepository<PhotoEntity, UUID> {

  @Query(
      "select new io.retour.returns.PhotoCaption(p.id, p.unitId, p.shows) from PhotoEntity p"
          + " where p.returnId = ?1 order by p.addedAt")
  List<PhotoCaption> captions(UUID returnId);

  Optional<PhotoEntity> findByIdAndReturnId(UUID id, UUID returnId);

  int countByUnitId(UUID unitId);
}
