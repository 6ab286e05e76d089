package io.retour.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The outbox to Camunda: messages are written in the transaction of the fact they tell, and relayed
 * afterwards, so that no fact is told that did not happen and none that happened stays untold.
 */
public interface ProcessMessages {

  /**
   * @param id also the message id with which Camunda drops repetitions
   */
  record Waiting(UUID id, String name, String correlationKey, String variables, int attempts) {}

  /** How many wait, and the age of the oldest in seconds. */
  record Backlog(long waiting, long oldestSeconds) {}

  /** Adds a message in the caller's transaction, without which there is none to add. */
  void add(String name, String correlationKey, Map<String, ?> variables);

  /**
   * Takes the next messages in their order, for that long: until then nobody else takes them, and
   * afterwards anybody does, so that a relay that died holds nothing up.
   */
  List<Waiting> take(int most, Duration lease);

  void published(List<UUID> ids);

  /** Counts a try that failed; the message is due again after that time. */
  void failed(UUID id, String error, Duration wait);

  Backlog backlog();
}
