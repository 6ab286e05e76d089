package io.retour.refunds;

import java.util.Optional;
import java.util.UUID;

/** Where credit notes are kept. Nothing in it is changed. */
public interface CreditNoteStore {

  /**
   * The next number of the series, which is held until the caller's transaction ends; when that
   * does not commit, the number is free again.
   */
  int nextNo(String brand, int year);

  void add(CreditNote note);

  /** The note of a return or claim. */
  Optional<CreditNote> ofReturn(UUID returnId);

  /** The note that takes back what {@link #ofReturn} says too much. */
  Optional<CreditNote> correctionOfReturn(UUID returnId);
}
