package io.retour.logistics.db;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface TrackingEventRepository extends JpaRepository<TrackingEventEntity, Long> {

  boolean existsByCarrierAndTrackingNumberAndCodeAndOccurredAt(
      String carrier, String trackingNumber, String code, Instant occurredAt);

  List<TrackingEventEntity> findByTrackingNumberOrderByOccurredAt(String trackingNumber);
}
