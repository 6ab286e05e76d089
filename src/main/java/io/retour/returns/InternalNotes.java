package io.retour.returns;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What staff tell each other about a return: append-only, and for no shopper. */
public interface InternalNotes {

  /** The most that a note may have, in characters. */
  int LONGEST = 2000;

  /** A note, and who wrote it when. */
  record Note(UUID id, Instant at, String by, String words) {}

  /**
   * Keeps a note. The same id again changes nothing, so that a second click writes no second note.
   */
  void add(UUID noteId, UUID returnId, String by, String words);

  /** The newest first. */
  List<Note> of(UUID returnId);
}
