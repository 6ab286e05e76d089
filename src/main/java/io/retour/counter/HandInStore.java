package io.retour.counter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where hand-ins are kept, each once by the id that its till chose; within a transaction. */
public interface HandInStore {

  /**
   * Waits for whoever is taking the same hand-in at this moment.
   *
   * @return false when it is there already
   */
  boolean add(HandIn handIn, String storeId, String takenBy, Instant takenAt);

  HandIn.Kept get(UUID handInId);

  /** The return that the hand-in became. */
  void became(UUID handInId, UUID returnId);

  /** The store that took the pieces of a return; empty when none did. */
  Optional<String> storeOf(UUID returnId);
}
