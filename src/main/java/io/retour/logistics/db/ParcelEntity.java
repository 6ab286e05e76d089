package io.retour.logistics.db;

import io.retour.logistics.Parcel;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "parcel")
class ParcelEntity {

  @Id UUID id;
  private UUID returnId;
  private int parcelNo;
  private String carrier;
  private String trackingNumber;

  // a label never changes, and each scan would else write the whole document again
  @Column(updatable = false)
  @Basic(fetch = FetchType.LAZY)
  byte @Nullable [] labelPdf;

  private Instant createdAt;
  @Nullable Instant voidedAt;
  String status;
  @Version private @Nullable Long version;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected ParcelEntity() {}

  ParcelEntity(Parcel parcel, byte @Nullable [] labelPdf) {
    this.id = parcel.id();
    this.returnId = parcel.returnId();
    this.parcelNo = parcel.parcelNo();
    this.carrier = parcel.carrier();
    this.trackingNumber = parcel.trackingNumber();
    this.labelPdf = labelPdf;
    this.createdAt = parcel.createdAt();
    this.status = parcel.status();
  }

  Parcel toParcel() {
    return new Parcel(id, returnId, parcelNo, carrier, trackingNumber, status, createdAt, voidedAt);
  }
}
