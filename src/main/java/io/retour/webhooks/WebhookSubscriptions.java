package io.retour.webhooks;

import io.retour.security.Seal;
import io.retour.shared.Brands;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.webhooks.Subscription.State;
import io.retour.webhooks.SubscriptionStore.SealedSecret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who wants to be told, and the secrets by which they know that it is us. */
@Service
@Transactional
public class WebhookSubscriptions {

  private static final Logger log = LoggerFactory.getLogger(WebhookSubscriptions.class);

  /** How long the secrets before may sign at most. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private static final int MOST_SECRETS = 5;

  /** Each of them is a row more in the transaction of a fact. */
  private static final int MOST_OF_A_BRAND = 20;

  /** A new subscription and its secret, which is shown this once. */
  public record Created(Subscription subscription, SigningSecret secret) {}

  /**
   * A new secret, which is shown this once.
   *
   * @param othersUntil until when the ones before still sign
   */
  public record Rotated(SigningSecret secret, Instant othersUntil) {}

  private final SubscriptionStore store;
  private final DeliveryStore deliveries;
  private final Destinations destinations;
  private final RetourProperties shop;
  private final WebhookProperties properties;
  private final Clock clock;
  private final Seal seal;

  WebhookSubscriptions(
      SubscriptionStore store,
      DeliveryStore deliveries,
      Destinations destinations,
      RetourProperties shop,
      WebhookProperties properties,
      Clock clock) {
    this.store = store;
    this.deliveries = deliveries;
    this.destinations = destinations;
    this.shop = shop;
    this.properties = properties;
    this.clock = clock;
    this.seal = new Seal(properties.key(), "retour webhook secrets 1");
  }

  /**
   * @param eventTypes names of events; empty for all
   * @throws Problem when we would not send there, or something is not known
   */
  public Created create(
      String brand, String url, List<String> eventTypes, String description, String actor) {
    if (!shop.brands().containsKey(brand)) {
      throw Problem.invalid("brand-unknown", "brand", "There is no brand %s.".formatted(brand));
    }
    if (store.ofBrand(brand).size() >= MOST_OF_A_BRAND) {
      throw Problem.conflict(
          "too-many-subscriptions",
          "%s has %d subscriptions already, and more are not taken. Delete one that nobody needs, or change its address."
              .formatted(brand, MOST_OF_A_BRAND));
    }
    Subscription subscription =
        new Subscription(
            UUID.randomUUID(),
            brand,
            destinations.checked(url),
            description,
            types(eventTypes),
            State.ACTIVE,
            "",
            actor,
            clock.instant());
    store.add(subscription);
    log.info("Webhook subscription {}: created for {} by {}", subscription.id(), brand, actor);
    return new Created(subscription, newSecret(subscription.id()));
  }

  @Transactional(readOnly = true)
  public Subscription get(UUID subscriptionId) {
    return store.find(subscriptionId).orElseThrow(WebhookSubscriptions::unknown);
  }

  /** Of one brand, or of all when it is empty. */
  @Transactional(readOnly = true)
  public List<Subscription> ofBrand(String brand) {
    return store.ofBrand(brand);
  }

  /** Of these brands, the oldest first. */
  @Transactional(readOnly = true)
  public List<Subscription> of(Brands brands) {
    return store.of(brands);
  }

  @Transactional(readOnly = true)
  public Optional<Subscription> find(UUID subscriptionId) {
    return store.find(subscriptionId);
  }

  /** What is absent stays as it is. */
  public Subscription change(
      UUID subscriptionId,
      @Nullable String url,
      @Nullable List<String> eventTypes,
      @Nullable String description,
      @Nullable State state,
      String actor) {
    // before the lock: a slow name server must not hold up the facts that are told meanwhile
    URI asked = url == null ? null : destinations.checked(url);
    Subscription before = locked(subscriptionId);
    URI to = asked == null ? before.url() : asked;
    Subscription changed =
        before.changed(
            to,
            description == null ? before.description() : description,
            eventTypes == null ? before.eventTypes() : types(eventTypes));
    if (state == State.ACTIVE) {
      changed = changed.in(State.ACTIVE, "");
    } else if (state == State.DISABLED && before.active()) {
      changed = disabled(changed, "Disabled by %s.".formatted(actor));
    }
    store.update(changed);
    log.info("Webhook subscription {}: changed by {}", subscriptionId, actor);
    return changed;
  }

  /**
   * The receiver said that it is gone for good (HTTP 410).
   *
   * @param asked who said so; of an address that was changed meanwhile it does not count
   */
  void gone(UUID subscriptionId, URI asked) {
    store
        .findForChange(subscriptionId)
        .filter(Subscription::active)
        .filter(now -> now.url().equals(asked))
        .ifPresent(
            now -> {
              store.update(disabled(now, "Its address answered 410 Gone."));
              log.warn("Webhook subscription {} is disabled: it answers 410", subscriptionId);
            });
  }

  private Subscription disabled(Subscription before, String why) {
    deliveries.giveUpAll(before.id(), "the subscription was disabled", clock.instant());
    return before.in(State.DISABLED, why);
  }

  public void remove(UUID subscriptionId, String actor) {
    locked(subscriptionId);
    store.remove(subscriptionId);
    log.info("Webhook subscription {}: deleted by {}", subscriptionId, actor);
  }

  /**
   * Makes another secret. Those before sign beside it for a while, so that the receiver can change
   * over without losing a message.
   *
   * @param overlap how long; absent for the usual time, zero when a secret became known
   */
  public Rotated rotate(UUID subscriptionId, @Nullable Duration overlap, String actor) {
    locked(subscriptionId);
    Duration wanted = overlap == null ? properties.secretOverlap() : overlap;
    if (wanted.isNegative() || wanted.compareTo(LONGEST_OVERLAP) > 0) {
      throw Problem.invalid(
          "overlap-out-of-range",
          "overlapHours",
          "Choose 0 to %d hours.".formatted(LONGEST_OVERLAP.toHours()));
    }
    Instant now = clock.instant();
    Instant until = now.plus(wanted);
    store.endSecrets(subscriptionId, until, now);
    if (store.secrets(subscriptionId, now).size() >= MOST_SECRETS) {
      throw Problem.conflict(
          "too-many-secrets",
          "%d secrets sign already. Wait until one ends, or rotate with overlapHours 0."
              .formatted(MOST_SECRETS));
    }
    log.info("Webhook subscription {}: another secret, asked for by {}", subscriptionId, actor);
    return new Rotated(newSecret(subscriptionId), until);
  }

  private SigningSecret newSecret(UUID subscriptionId) {
    SigningSecret secret = SigningSecret.random();
    store.addSecret(
        subscriptionId,
        new SealedSecret(
            UUID.randomUUID(), seal.sealed(subscriptionId, secret.text()), clock.instant(), null));
    return secret;
  }

  /** The secrets that sign now, the newest first; one that cannot be read any more is left out. */
  @Transactional(readOnly = true)
  List<SigningSecret> secrets(UUID subscriptionId) {
    return store.secrets(subscriptionId, clock.instant()).stream()
        .map(kept -> seal.opened(subscriptionId, kept.sealed()))
        .flatMap(Optional::stream)
        .map(SigningSecret::new)
        .toList();
  }

  private Subscription locked(UUID subscriptionId) {
    return store.findForChange(subscriptionId).orElseThrow(WebhookSubscriptions::unknown);
  }

  private static List<EventType> types(List<String> names) {
    List<EventType> types = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String field = "eventTypes[%d]".formatted(i);
      types.add(
          EventType.named(name)
              .orElseThrow(
                  () ->
                      Problem.invalid(
                          "event-type-unknown",
                          field,
                          "There is no event %s; /api/v1/webhooks/event-types has all."
                              .formatted(name))));
    }
    return types.stream().distinct().toList();
  }

  /** What is answered when there is no such subscription. */
  public static Problem unknown() {
    return Problem.notFound("subscription-unknown", "There is no such subscription.");
  }
}
