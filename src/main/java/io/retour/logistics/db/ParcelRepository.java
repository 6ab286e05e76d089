package io.retour.logistics.db;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface ParcelRepository extends JpaRepository<ParcelEntity, UUID> {

  Optional<ParcelEntity> findByReturnIdAndParcelNo(UUID returnId, int parcelNo);

  Optional<ParcelEntity> findByTrackingNumber(String trackingNumber);

  List<ParcelEntity> findByReturnIdOrderByParcelNo(UUID returnId);
}
