package io.retour.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.webhooks.Courier.Answer;
import io.retour.webhooks.Courier.NoAnswer;
import io.retour.webhooks.DeliveryStore.Due;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what waits. A receiver that is away delays its messages and loses none; a crash between its
 * answer and our note of it sends that one message again, with the same {@code webhook-id}.
 *
 * <p>Each subscription is served by a few virtual threads of its own, so that one whose receiver
 * hangs holds up no other. Several copies of Retour may send at once.
 */
@Component
class WebhookSender {

  private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

  /** Outlasts a try of which everything takes its time, the look-up of the name too. */
  static final Duration LEASE = Duration.ofMinutes(2);

  /** A try that takes its usual time ends within it. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private static final int AT_ONCE_FOR_EACH = 8;
  private static final int GONE = 410;

  private final DeliveryStore deliveries;
  private final WebhookSubscriptions subscriptions;
  private final SubscriptionStore store;
  private final Courier courier;
  private final Clock clock;
  private final Counter delivered;
  private final Counter failed;
  private final Counter givenUp;
  private final RandomGenerator random = RandomGenerator.getDefault();

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());

  /** How many threads serve a subscription. */
  private final Map<UUID, Integer> serving = new ConcurrentHashMap<>();

  private volatile boolean stopping;

  WebhookSender(
      DeliveryStore deliveries,
      WebhookSubscriptions subscriptions,
      SubscriptionStore store,
      Courier courier,
      Clock clock,
      MeterRegistry meters) {
    this.deliveries = deliveries;
    this.subscriptions = subscriptions;
    this.store = store;
    this.courier = courier;
    this.clock = clock;
    this.delivered =
        Counter.builder("retour.webhooks.delivered")
            .description("Webhooks that a receiver took")
            .register(meters);
    this.failed =
        Counter.builder("retour.webhooks.failed")
            .description("Tries of webhooks that failed")
            .register(meters);
    this.givenUp =
        Counter.builder("retour.webhooks.given.up")
            .description("Webhooks that no try delivered")
            .register(meters);
    Gauge.builder("retour.webhooks.waiting", () -> deliveries.backlog().waiting())
        .description("Webhooks that are not delivered yet")
        .register(meters);
    Gauge.builder("retour.webhooks.lag", () -> deliveries.backlog().oldestSeconds())
        .baseUnit("seconds")
        .description("How long the one that is due the longest waits for its try")
        .register(meters);
    Gauge.builder("retour.webhooks.dead", deliveries::dead)
        .description("Webhooks that were given up and can be sent again")
        .register(meters);
  }

  @Scheduled(fixedDelayString = "${retour.webhooks.interval:PT1S}")
  void sendDue() {
    if (!stopping) {
      deliveries.due(clock.instant()).forEach(this::serve);
    }
  }

  /**
   * Begins nothing new and waits for the tries under way, so that what arrived is noted and not
   * sent again by the next start.
   */
  @PreDestroy
  void stop() {
    stopping = true;
    threads.shutdown();
    boolean ended = false;
    try {
      ended = threads.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      log.warn("Webhooks are still under way at the stop; they are sent again after {}", LEASE);
    }
  }

  /** Whether nothing is under way. */
  boolean idle() {
    return serving.isEmpty();
  }

  private void serve(UUID subscription) {
    boolean[] room = new boolean[1];
    serving.compute(
        subscription,
        (id, now) -> {
          int before = now == null ? 0 : now;
          room[0] = before < AT_ONCE_FOR_EACH;
          return room[0] ? Integer.valueOf(before + 1) : now;
        });
    if (room[0]) {
      try {
        threads.execute(() -> sendAll(subscription));
      } catch (RejectedExecutionException stopped) {
        left(subscription);
      }
    }
  }

  private void sendAll(UUID subscription) {
    try {
      Optional<Due> next;
      while (!stopping
          && (next = deliveries.take(subscription, clock.instant(), LEASE)).isPresent()) {
        // where there was one there may be more
        serve(subscription);
        send(next.get());
      }
    } catch (RuntimeException broken) {
      log.warn("Webhooks of subscription {} wait: {}", subscription, broken.toString());
    } finally {
      left(subscription);
    }
  }

  private void left(UUID subscription) {
    serving.computeIfPresent(subscription, (id, now) -> now == 1 ? null : now - 1);
  }

  /** No transaction is open while the receiver is asked, which may take its time. */
  private void send(Due due) {
    Optional<Subscription> to = store.find(due.subscriptionId()).filter(Subscription::active);
    if (to.isEmpty()) {
      deliveries.givenUp(due.id(), null, "the subscription was disabled", clock.instant());
      return;
    }
    List<SigningSecret> secrets = subscriptions.secrets(due.subscriptionId());
    if (secrets.isEmpty()) {
      failed(due, null, "its secret cannot be read: make another one", null);
      return;
    }
    try {
      Answer answer =
          courier.carry(to.get().url(), headers(due, secrets, clock.instant()), due.body());
      answered(due, to.get().url(), answer);
    } catch (NoAnswer none) {
      failed(due, null, String.valueOf(none.getMessage()), null);
    }
  }

  private static Map<String, String> headers(Due due, List<SigningSecret> secrets, Instant at) {
    String id = WebhookMessage.idOf(due.eventId());
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(at.getEpochSecond()),
        "webhook-signature",
        secrets.stream()
            .map(secret -> secret.sign(id, at, due.body()))
            .collect(Collectors.joining(" ")));
  }

  private void answered(Due due, URI asked, Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      deliveries.delivered(due.id(), status, clock.instant());
      delivered.increment();
    } else if (status == GONE && isStillAt(due.subscriptionId(), asked)) {
      // first, so that the answer stays at the delivery and not only that all was given up
      giveUp(due, status, "it answered 410: it wants no more");
      subscriptions.gone(due.subscriptionId(), asked);
    } else {
      failed(
          due,
          status,
          "it answered %d%s"
              .formatted(
                  status, status >= 300 && status < 400 ? ": redirects are not followed" : ""),
          answer.retryAfter());
    }
  }

  /** What a former address refuses is tried at the new one. */
  private boolean isStillAt(UUID subscription, URI asked) {
    return store.find(subscription).filter(now -> now.url().equals(asked)).isPresent();
  }

  private void failed(
      Due due, @Nullable Integer status, String error, @Nullable Duration retryAfter) {
    Optional<Duration> pause = RetrySchedule.pause(due.attempts() + 1, retryAfter, random);
    if (pause.isEmpty()) {
      giveUp(due, status, error);
      log.warn("Webhook {} is given up: {}", due.id(), error);
      return;
    }
    failed.increment();
    Instant now = clock.instant();
    deliveries.failed(due.id(), status, error, now, now.plus(pause.get()));
  }

  private void giveUp(Due due, @Nullable Integer status, String error) {
    failed.increment();
    givenUp.increment();
    deliveries.givenUp(due.id(), status, error, clock.instant());
  }
}
