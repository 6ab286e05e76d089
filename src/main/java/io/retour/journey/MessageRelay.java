package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.PublishMessageResponse;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Relays the outbox to Camunda. A message that Camunda has already is done (ALREADY_EXISTS); under
 * back-pressure (RESOURCE_EXHAUSTED) and while the broker is away it waits and tries again, without
 * end. Several copies of Retour may relay at once.
 */
@Component
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class MessageRelay {

  private static final Logger log = LoggerFactory.getLogger(MessageRelay.class);
  private static final int MOST_AT_ONCE = 50;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** Outlasts the wait for all answers, so that no other copy takes what this one still sends. */
  private static final Duration LEASE = ANSWER_WITHIN.multipliedBy(3);

  /** A busy broker has room again soon; a journey has several messages and would wait for each. */
  private static final Duration LONGEST_WAIT_UNDER_PRESSURE = Duration.ofSeconds(1);

  /**
   * How long Camunda keeps a message nobody waits for yet, and refuses its repetition. It covers a
   * relay that crashed before it could note a success, and a journey that stands still at an
   * incident while the outside world goes on.
   */
  private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

  private final ProcessMessages messages;
  private final CamundaClient camunda;
  private final Deployer deployer;
  private final Counter backPressure;

  /** Fewer while Camunda is under pressure, so that what is sent comes through. */
  private volatile int atOnce = MOST_AT_ONCE;

  MessageRelay(
      ProcessMessages messages, CamundaClient camunda, Deployer deployer, MeterRegistry metrics) {
    this.messages = messages;
    this.camunda = camunda;
    this.deployer = deployer;
    this.backPressure =
        Counter.builder("retour.camunda.backpressure")
            .description("Messages that Camunda asked to send later")
            .register(metrics);
    Gauge.builder("retour.outbox.waiting", () -> messages.backlog().waiting())
        .description("Messages to Camunda that are not relayed yet")
        .register(metrics);
    Gauge.builder("retour.outbox.lag", () -> messages.backlog().oldestSeconds())
        .baseUnit("seconds")
        .description("Age of the oldest message that is not relayed yet")
        .register(metrics);
  }

  @Scheduled(fixedDelayString = "${retour.outbox-interval:PT0.1S}")
  void relay() {
    if (!deployer.deployed()) {
      return;
    }
    while (relayBatch()) {
      // more is waiting, and Camunda takes it
    }
  }

  /** No transaction is open while Camunda is asked: what was taken is ours until the lease ends. */
  private boolean relayBatch() {
    int limit = atOnce;
    List<ProcessMessages.Waiting> taken = messages.take(limit, LEASE);
    Map<ProcessMessages.Waiting, Future<PublishMessageResponse>> sent = new LinkedHashMap<>();
    taken.forEach(message -> sent.put(message, publish(message)));
    long answerBy = System.nanoTime() + ANSWER_WITHIN.toNanos();
    List<UUID> published = new ArrayList<>();
    boolean pressed = false;
    for (var each : sent.entrySet()) {
      Status.Code code = settle(each.getKey(), each.getValue(), answerBy);
      pressed |= code == Status.Code.RESOURCE_EXHAUSTED;
      if (code == Status.Code.OK || code == Status.Code.ALREADY_EXISTS) {
        published.add(each.getKey().id());
      }
    }
    messages.published(published);
    atOnce = pressed ? Math.max(1, limit / 2) : Math.min(MOST_AT_ONCE, limit + 5);
    return taken.size() == limit && !pressed;
  }

  /** A client that cannot even send has an answer too: without it all would wait for the lease. */
  private Future<PublishMessageResponse> publish(ProcessMessages.Waiting message) {
    try {
      return camunda
          .newPublishMessageCommand()
          .messageName(message.name())
          .correlationKey(message.correlationKey())
          .messageId(message.id().toString())
          .timeToLive(TIME_TO_LIVE)
          .variables(message.variables())
          .send();
    } catch (RuntimeException unsendable) {
      return CompletableFuture.failedFuture(unsendable);
    }
  }

  private Status.Code settle(
      ProcessMessages.Waiting message, Future<PublishMessageResponse> answer, long answerBy) {
    try {
      answer.get(Math.max(0, answerBy - System.nanoTime()), TimeUnit.NANOSECONDS);
      return Status.Code.OK;
    } catch (ExecutionException failed) {
      Status.Code code = code(failed.getCause());
      if (code == Status.Code.ALREADY_EXISTS) {
        return code;
      }
      boolean pressed = code == Status.Code.RESOURCE_EXHAUSTED;
      if (pressed) {
        backPressure.increment();
      }
      retryLater(
          message,
          code + ": " + failed.getCause().getMessage(),
          pressed ? LONGEST_WAIT_UNDER_PRESSURE : LONGEST_WAIT);
      return code;
    } catch (TimeoutException late) {
      retryLater(message, "no answer within " + ANSWER_WITHIN, LONGEST_WAIT);
      return Status.Code.DEADLINE_EXCEEDED;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while relaying", stopping);
    }
  }

  private void retryLater(ProcessMessages.Waiting message, String error, Duration longest) {
    Duration wait = Duration.ofMillis(200L << Math.min(message.attempts(), 7));
    wait = wait.compareTo(longest) > 0 ? longest : wait;
    if (message.attempts() == 0) {
      log.warn("Message {} for {} waits: {}", message.name(), message.correlationKey(), error);
    }
    messages.failed(message.id(), error, wait);
  }

  private static Status.Code code(Throwable failure) {
    // only join() wraps what gRPC said into a ClientStatusException; get() hands it out as it is
    return failure instanceof ClientStatusException status
        ? status.getStatusCode()
        : Status.fromThrowable(failure).getCode();
  }
}
