package io.retour.logistics.db;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface TrackingEventRepository extends JpaRepository<TrackingEventEntity, Long> {

  boolean existsByCarrierAndTrackingNumberAndCodeAndOccurredAt(
      String carrier, String trackingNumber, String code, Instant occurredAt);

  List<TrackingEventEntity> findByTrackingNumberOrderByOccurredAt(String trackingNumber);

  // a label that is kept at the moment of the scan does not see it
  @Query(
      "select e from TrackingEventEntity e where e.stray = true and not exists"
          + " (select p.id from ParcelEntity p where p.trackingNumber = e.trackingNumber)"
          + " order by e.id desc")
  List<TrackingEventEntity> stray(Limit limit);

  @Modifying
  @Query(
      "update TrackingEventEntity e set e.stray = false where e.trackingNumber = :trackingNumber")
  void foundParcel(String trackingNumber);
}
