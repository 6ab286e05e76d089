package io.retour.returns;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What happened to a return, in order, append-only; the case file's timeline. */
public interface CaseHistory {

  /**
   * @param actor who did it: {@code shopper}, {@code journey}, or the person's user name
   * @param kind a stable word, translated by the screens
   * @param detail what a person should know besides, no personal data
   */
  record Event(Instant at, String actor, String kind, String detail) {}

  void note(UUID returnId, String actor, String kind, String detail);

  List<Event> of(UUID returnId);
}
