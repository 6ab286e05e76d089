package io.retour.webhooks;

import io.retour.shared.Problem;
import io.retour.webhooks.Delivery.State;
import io.retour.webhooks.DeliveryStore.Counts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was told and what was not, for who wants to see it or have it sent again. */
@Service
@Transactional
public class WebhookDeliveries {

  private final DeliveryStore store;
  private final WebhookSubscriptions subscriptions;
  private final Clock clock;

  WebhookDeliveries(DeliveryStore store, WebhookSubscriptions subscriptions, Clock clock) {
    this.store = store;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /** The newest first; see {@link DeliveryStore#of}. */
  @Transactional(readOnly = true)
  public List<Delivery> of(
      UUID subscriptionId, @Nullable State state, @Nullable UUID before, int limit) {
    subscriptions.get(subscriptionId);
    return store.of(subscriptionId, state, before, limit);
  }

  @Transactional(readOnly = true)
  public Delivery get(UUID subscriptionId, UUID deliveryId) {
    return store
        .find(deliveryId)
        .filter(delivery -> delivery.subscriptionId().equals(subscriptionId))
        .orElseThrow(() -> Problem.notFound("delivery-unknown", "There is no such delivery."));
  }

  @Transactional(readOnly = true)
  public Counts counts(UUID subscriptionId) {
    return counts().getOrDefault(subscriptionId, Counts.NONE);
  }

  @Transactional(readOnly = true)
  public Map<UUID, Counts> counts() {
    return store.counts();
  }

  /**
   * Sends one again, whether it arrived or not, under its old id.
   *
   * @throws Problem when nothing is sent to the subscription, or it is about to be sent anyway
   */
  public void sendAgain(UUID subscriptionId, UUID deliveryId) {
    requireActive(subscriptionId);
    get(subscriptionId, deliveryId);
    Instant now = clock.instant();
    if (!store.sendAgain(deliveryId, now, now.plus(WebhookSender.LEASE))) {
      throw Problem.conflict(
          "delivery-under-way", "It is about to be sent anyway. Look again in a few minutes.");
    }
  }

  /**
   * Sends again what was given up.
   *
   * @param since only what happened from then on
   * @return how many
   */
  public int sendDeadAgain(UUID subscriptionId, Instant since) {
    requireActive(subscriptionId);
    Instant now = clock.instant();
    if (since.isAfter(now)) {
      return 0;
    }
    // the database knows no moments long before
    return store.sendDeadAgain(
        subscriptionId, since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since, now);
  }

  /** Sends a message that says nothing, to see whether it arrives. */
  public UUID test(UUID subscriptionId) {
    Subscription subscription = requireActive(subscriptionId);
    WebhookMessage message =
        new WebhookMessage(
            UUID.randomUUID(),
            EventType.TEST,
            subscription.brand(),
            clock.instant(),
            null,
            new WebhookMessage.Fields()
                .with("brand", subscription.brand())
                .with("subscriptionId", subscriptionId)
                .all());
    store.add(message, List.of(subscriptionId));
    return message.id();
  }

  private Subscription requireActive(UUID subscriptionId) {
    Subscription subscription = subscriptions.get(subscriptionId);
    if (!subscription.active()) {
      throw Problem.conflict(
          "subscription-disabled",
          "Nothing is sent to a disabled subscription: set its state to ACTIVE first.");
    }
    return subscription;
  }
}
