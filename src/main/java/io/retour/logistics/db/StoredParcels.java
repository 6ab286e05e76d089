package io.retour.logistics.db;

import io.retour.logistics.Arrival;
import io.retour.logistics.Parcel;
import io.retour.logistics.ParcelStore;
import io.retour.logistics.TrackingNews;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Parcels kept in MariaDB. */
@Component
@Transactional
class StoredParcels implements ParcelStore {

  private final ParcelRepository parcels;
  private final TrackingEventRepository events;
  private final jakarta.persistence.EntityManager entities;
  private final JdbcClient jdbc;
  private final Clock clock;

  StoredParcels(
      ParcelRepository parcels,
      TrackingEventRepository events,
      jakarta.persistence.EntityManager entities,
      JdbcClient jdbc,
      Clock clock) {
    this.parcels = parcels;
    this.events = events;
    this.entities = entities;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Parcel> find(UUID returnId, int parcelNo) {
    return parcels.findByReturnIdAndParcelNo(returnId, parcelNo).map(ParcelEntity::toParcel);
  }

  @Override
  public Optional<Parcel> findByTracking(String trackingNumber) {
    return parcels.findByTrackingNumber(trackingNumber).map(ParcelEntity::toParcel);
  }

  @Override
  public Optional<UUID> returnOf(String trackingNumber) {
    return parcels.returnOf(trackingNumber);
  }

  @Override
  public List<UUID> leftOverLabels(UUID after, int most) {
    return jdbc.sql(
            "select distinct p.return_id from parcel p join return_case r on r.id = p.return_id"
                + " left join arrival a on a.return_id = r.id"
                + " where p.status = 'LABEL_CREATED' and p.voided_at is null"
                + " and (r.outcome in ('EXPIRED', 'CANCELLED', 'REJECTED') or a.place <> ''"
                // all came in fewer boxes than there are labels
                + " or r.parcels > 1"
                + " and (select count(*) from parcel q where q.return_id = r.id) > 1"
                + " and not exists (select 1 from return_unit u where u.return_id = r.id"
                + " and u.reception in ('AWAITING', 'LABEL_CREATED', 'DROPPED_OFF', 'IN_TRANSIT')))"
                + " and p.return_id > ? order by p.return_id limit "
                + most)
        .param(after)
        .query((row, index) -> UUID.fromString(row.getString(1)))
        .list();
  }

  @Override
  public boolean add(Arrival arrival) {
    return jdbc.sql(
                "insert ignore into arrival (return_id, place, taken_by, arrived_at)"
                    + " values (?, ?, ?, ?)")
            .params(arrival.returnId(), arrival.place(), arrival.takenBy(), utc(arrival.at()))
            .update()
        == 1;
  }

  @Override
  public Optional<Arrival> arrival(UUID returnId) {
    return jdbc.sql("select * from arrival where return_id = ?")
        .param(returnId)
        .query(
            (row, index) ->
                new Arrival(
                    returnId,
                    row.getString("place"),
                    row.getString("taken_by"),
                    row.getObject("arrived_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .optional();
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  @Override
  public List<Parcel> ofReturn(UUID returnId) {
    return parcels.findByReturnIdOrderByParcelNo(returnId).stream()
        .map(ParcelEntity::toParcel)
        .toList();
  }

  @Override
  public byte @Nullable [] labelPdf(UUID parcelId) {
    return parcels.findById(parcelId).orElseThrow().labelPdf;
  }

  @Override
  public boolean add(Parcel parcel, byte @Nullable [] labelPdf) {
    if (parcels.findByReturnIdAndParcelNo(parcel.returnId(), parcel.parcelNo()).isPresent()) {
      return false;
    }
    entities.persist(new ParcelEntity(parcel, labelPdf));
    parcels.flush();
    return true;
  }

  @Override
  public boolean addClaim(Parcel parcel, String reason, String carrierReference, Instant claimBy) {
    return entities
            .createNativeQuery(
                "insert ignore into carrier_claim (parcel_id, tracking_number, reason,"
                    + " carrier_reference, opened_at, claim_by) values (?, ?, ?, ?, ?, ?)")
            .setParameter(1, parcel.id())
            .setParameter(2, parcel.trackingNumber())
            .setParameter(3, reason)
            .setParameter(4, carrierReference)
            .setParameter(5, clock.instant())
            .setParameter(6, claimBy)
            .executeUpdate()
        == 1;
  }

  @Override
  public void status(UUID parcelId, String status) {
    parcels.findById(parcelId).orElseThrow().status = status;
  }

  @Override
  public void voided(UUID parcelId) {
    ParcelEntity parcel = parcels.findById(parcelId).orElseThrow();
    parcel.status = "VOIDED";
    parcel.voidedAt = clock.instant();
  }

  @Override
  public boolean addNews(TrackingNews news) {
    if (events.existsByCarrierAndTrackingNumberAndCodeAndOccurredAt(
        news.carrier(), news.trackingNumber(), news.code(), news.occurredAt())) {
      return false;
    }
    boolean stray =
        parcels.returnOf(news.trackingNumber()).isEmpty() && !sentBack(news.trackingNumber());
    events.saveAndFlush(new TrackingEventEntity(news, clock.instant(), stray));
    return true;
  }

  private boolean sentBack(String trackingNumber) {
    return jdbc.sql("select count(*) from send_back where tracking_number = ?")
            .param(trackingNumber)
            .query(Long.class)
            .single()
        > 0;
  }

  @Override
  public void newsFoundItsParcel(String trackingNumber) {
    events.foundParcel(trackingNumber);
  }

  @Override
  public List<TrackingNews> strayNews(int most) {
    return events.stray(Limit.of(most)).stream().map(TrackingEventEntity::toNews).toList();
  }

  @Override
  public List<TrackingNews> news(String trackingNumber) {
    return events.findByTrackingNumberOrderByOccurredAt(trackingNumber).stream()
        .map(TrackingEventEntity::toNews)
        .toList();
  }
}
