package io.retour.logistics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where parcels and their scans are kept. */
public interface ParcelStore {

  Optional<Parcel> find(UUID returnId, int parcelNo);

  Optional<Parcel> findByTracking(String trackingNumber);

  /**
   * The return of a tracking number, without reading the parcel, so that its return can be locked.
   */
  Optional<UUID> returnOf(String trackingNumber);

  /**
   * Returns with an unused label that can still be used, although they have ended without their
   * goods or a store has these.
   *
   * @param after only returns that come after this one in the order of their ids
   */
  List<UUID> leftOverLabels(UUID after, int most);

  /**
   * @return false when the return's goods are here already
   */
  boolean add(Arrival arrival);

  Optional<Arrival> arrival(UUID returnId);

  List<Parcel> ofReturn(UUID returnId);

  byte @Nullable [] labelPdf(UUID parcelId);

  /**
   * @return false when the return already has that parcel
   */
  boolean add(Parcel parcel, byte @Nullable [] labelPdf);

  /**
   * @param claimBy until when the carrier takes a claim by its terms
   * @return false when the parcel has its claim already
   */
  boolean addClaim(Parcel parcel, String reason, String carrierReference, Instant claimBy);

  void status(UUID parcelId, String status);

  void voided(UUID parcelId);

  /**
   * @return false when this very scan is known already
   */
  boolean addNews(TrackingNews news);

  /** In the order in which it happened. */
  List<TrackingNews> news(String trackingNumber);

  /** Scans whose tracking number no parcel has, the newest first. */
  List<TrackingNews> strayNews(int most);

  /** Scans that came before their parcel was known belong to it now. */
  void newsFoundItsParcel(String trackingNumber);
}
