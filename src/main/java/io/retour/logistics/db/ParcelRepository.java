package io.retour.logistics.db;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ParcelRepository extends JpaRepository<ParcelEntity, UUID> {

  Optional<ParcelEntity> findByReturnIdAndParcelNo(UUID returnId, int parcelNo);

  Optional<ParcelEntity> findByTrackingNumber(String trackingNumber);

  List<ParcelEntity> findByReturnIdOrderByParcelNo(UUID returnId);

  @Query("select p.returnId from ParcelEntity p where p.trackingNumber = :trackingNumber")
  Optional<UUID> returnOf(String trackingNumber);
}
