package io.retour.logistics.db;

import io.retour.logistics.TrackingNews;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "tracking_event")
class TrackingEventEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private String carrier;
  private String trackingNumber;
  private String code;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private TrackingNews.Status status;

  private Instant occurredAt;
  private Instant receivedAt;
  private boolean stray;
  private @Nullable Integer weightGrams;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected TrackingEventEntity() {}

  /**
   * @param stray whether no parcel has its tracking number
   */
  TrackingEventEntity(TrackingNews news, Instant receivedAt, boolean stray) {
    this.carrier = news.carrier();
    this.trackingNumber = news.trackingNumber();
    this.code = news.code();
    this.status = news.status();
    this.occurredAt = news.occurredAt();
    this.receivedAt = receivedAt;
    this.stray = stray;
    this.weightGrams = news.weightGrams();
  }

  TrackingNews toNews() {
    return new TrackingNews(carrier, trackingNumber, code, status, occurredAt, weightGrams);
  }
}
