package io.retour.blind;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where extras are kept, each beside the unannounced parcel that it is recorded as. */
public interface ExtraPieceStore {

  /** Keeps it; its unannounced parcel is there already. */
  void add(ExtraPiece extra);

  /**
   * @param id also of the unannounced parcel; empty when that one came as a parcel
   */
  Optional<ExtraPiece> find(UUID id);

  /** All that lay in the parcels of a return, in the order it was found. */
  List<ExtraPiece> foundIn(UUID returnId);
}
