package io.retour.webhooks;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Somebody who wants to know what happens to a brand's returns.
 *
 * @param url where it is told
 * @param description in the integrator's words
 * @param eventTypes what is told; empty for all, those to come as well
 * @param disabledWhy in a sentence, empty while it is active
 */
public record Subscription(
    UUID id,
    String brand,
    URI url,
    String description,
    List<EventType> eventTypes,
    State state,
    String disabledWhy,
    String createdBy,
    Instant createdAt) {

  /** Whether it is told anything. */
  public enum State {
    ACTIVE,
    DISABLED
  }

  public Subscription {
    eventTypes = List.copyOf(eventTypes);
  }

  boolean wants(EventType type) {
    return active() && (eventTypes.isEmpty() || eventTypes.contains(type));
  }

  public boolean active() {
    return state == State.ACTIVE;
  }

  Subscription changed(URI to, String words, List<EventType> types) {
    return new Subscription(id, brand, to, words, types, state, disabledWhy, createdBy, createdAt);
  }

  Subscription in(State next, String why) {
    return new Subscription(
        id, brand, url, description, eventTypes, next, why, createdBy, createdAt);
  }
}
