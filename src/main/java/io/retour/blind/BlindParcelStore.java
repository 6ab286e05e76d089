package io.retour.blind;

import io.retour.blind.BlindParcel.Outcome;
import io.retour.shared.Brands;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where unannounced parcels are kept. */
public interface BlindParcelStore {

  /**
   * @return false when a parcel of that reference is there already
   */
  boolean add(BlindParcel parcel);

  Optional<BlindParcel> find(UUID id);

  /** Locks the parcel until the transaction ends. */
  Optional<BlindParcel> findForChange(UUID id);

  Optional<BlindParcel> findByReference(String reference);

  /**
   * Open ones first, each kind newest first; as many as a screen shows.
   *
   * @param of only what turned out to belong to these; what nobody knows the brand of is for those
   *     of every brand
   */
  List<BlindParcel> newest(Brands of);

  /** What the parcel turned out to be; the return is absent when nobody knows whose it is. */
  void decided(UUID id, Outcome outcome, @Nullable UUID returnId, String note, Instant at);

  /**
   * @return false when that was noted before
   */
  boolean overdue(UUID id, Instant since);
}
