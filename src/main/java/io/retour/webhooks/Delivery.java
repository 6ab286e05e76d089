package io.retour.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one subscription.
 *
 * @param eventId the fact; the header {@code webhook-id} is made of it
 * @param type the name of the event, as it was sent
 * @param attempts how often it was tried since it was last begun
 * @param nextAttemptAt absent when it is done
 * @param lastStatus the HTTP status of the last answer; absent when there was none
 * @param lastError what went wrong at the last try, empty when nothing did
 * @param doneAt when it was delivered or given up
 */
public record Delivery(
    UUID id,
    UUID subscriptionId,
    UUID eventId,
    String type,
    State state,
    int attempts,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable Integer lastStatus,
    String lastError,
    @Nullable Instant doneAt,
    String body) {

  /** How far it is. */
  public enum State {
    WAITING,
    DELIVERED,
    /** Given up; a person can send it again. */
    DEAD
  }

  /** What receivers know it by. */
  public String messageId() {
    return WebhookMessage.idOf(eventId);
  }
}
