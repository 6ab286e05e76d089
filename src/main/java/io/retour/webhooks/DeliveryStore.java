package io.retour.webhooks;

import io.retour.webhooks.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where what is to be told waits, and stays for a while afterwards. */
public interface DeliveryStore {

  /**
   * What is to be sent now.
   *
   * @param attempts how often that failed before
   * @param body the very text that is signed
   */
  record Due(UUID id, UUID eventId, UUID subscriptionId, int attempts, String body) {}

  /** What waits. */
  record Backlog(long waiting, long oldestSeconds) {}

  /** How much of a subscription waits and how much was given up. */
  record Counts(long waiting, long dead) {

    public static final Counts NONE = new Counts(0, 0);

    /** Both together. */
    public Counts plus(Counts other) {
      return new Counts(waiting + other.waiting, dead + other.dead);
    }
  }

  /**
   * Adds a message for these subscriptions, in the transaction of the fact; one that was told
   * already is not told again.
   */
  void add(WebhookMessage message, Collection<UUID> subscriptions);

  /** The subscriptions that something is due for. */
  List<UUID> due(Instant now);

  /**
   * Takes what is due next until the lease ends, so that two copies of Retour never send the same,
   * and one that died holds nothing up.
   */
  Optional<Due> take(UUID subscriptionId, Instant now, Duration lease);

  void delivered(UUID deliveryId, int status, Instant at);

  /** Counts a try that failed; it is due again at that time. */
  void failed(UUID deliveryId, @Nullable Integer status, String error, Instant at, Instant nextTry);

  /** Counts a try that failed and was the last. */
  void givenUp(UUID deliveryId, @Nullable Integer status, String error, Instant at);

  /** Gives up all that waits for a subscription, without a try. */
  void giveUpAll(UUID subscriptionId, String why, Instant at);

  /**
   * Sends one again, from the first try on.
   *
   * @param leased what is due by then may be under way
   * @return false when it waits and is about to be sent anyway
   */
  boolean sendAgain(UUID deliveryId, Instant now, Instant leased);

  /**
   * Sends again what was given up.
   *
   * @return how many
   */
  int sendDeadAgain(UUID subscriptionId, Instant since, Instant now);

  Optional<Delivery> find(UUID deliveryId);

  /**
   * The newest first.
   *
   * @param state only these; absent for all
   * @param before only those older than this one; absent from the newest on
   */
  List<Delivery> of(UUID subscriptionId, @Nullable State state, @Nullable UUID before, int limit);

  /** By subscription; one that nothing waits for is not in it. */
  Map<UUID, Counts> counts();

  Backlog backlog();

  long dead();
}
