package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientHttpException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes tasks out of the queue that a time limit, a cancellation or somebody in Operate took away,
 * for which no listener is called. Whether one is there the engine says when it is asked to set no
 * variable at all in it: that changes nothing, and a task that is gone is not found. It is a
 * command all the same, which the engine exports: what is open for long is asked about seldom (ADR
 * 35).
 */
@Component
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class VanishedTasks {

  private static final Logger log = LoggerFactory.getLogger(VanishedTasks.class);

  private static final int AT_A_TIME = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration YOUNG = Duration.ofHours(1);
  private static final Duration SELDOM = Duration.ofMinutes(5);

  /** One partition may be away while the others answer. */
  private static final int UNANSWERED_IN_A_ROW = 3;

  private static final Set<Code> NO_ANSWER =
      Set.of(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.RESOURCE_EXHAUSTED, Code.CANCELLED);
  private static final Set<Integer> NO_HTTP_ANSWER = Set.of(429, 502, 503, 504);

  private final CamundaClient camunda;
  private final OpenTasks tasks;
  private final Clock clock;
  private final Duration every;

  VanishedTasks(CamundaClient camunda, OpenTasks tasks, Clock clock, JourneyProperties properties) {
    this.camunda = camunda;
    this.tasks = tasks;
    this.clock = clock;
    this.every = properties.taskCheck();
  }

  @Scheduled(fixedDelayString = "${retour.task-check:PT15S}")
  void check() {
    Instant now = clock.instant();
    Instant since = now.minus(every);
    int unanswered = 0;
    for (OpenTasks.Task task :
        tasks.toAskAbout(since, now.minus(YOUNG), now.minus(SELDOM), AT_A_TIME)) {
      // another copy of Retour may have the same list
      if (!tasks.claimAsking(task, since)) {
        continue;
      }
      try {
        if (!isThere(task)) {
          tasks.vanished(task.aboutId(), task.elementInstanceKey());
        }
        unanswered = 0;
      } catch (ClientException failed) {
        log.warn(
            "Whether the open task {} is still there is asked later: {}",
            task.elementInstanceKey(),
            failed.getMessage());
        unanswered = answered(failed) ? 0 : unanswered + 1;
        if (unanswered == UNANSWERED_IN_A_ROW) {
          return;
        }
      }
    }
  }

  private boolean isThere(OpenTasks.Task task) {
    try {
      camunda
          .newSetVariablesCommand(task.elementInstanceKey())
          .variables(Map.of())
          .local(true)
          .requestTimeout(PATIENCE)
          .send()
          .join();
      return true;
    } catch (ClientStatusException refused) {
      return known(refused, refused.getStatusCode() == Code.NOT_FOUND);
    } catch (ClientHttpException refused) {
      return known(refused, refused.code() == 404);
    }
  }

  /** Any other answer, such as being about to change, is no sign of an end. */
  private static boolean known(ClientException refused, boolean gone) {
    if (!gone && !refusedForNow(refused)) {
      throw refused;
    }
    return !gone;
  }

  private static boolean refusedForNow(ClientException refused) {
    return refused instanceof ClientStatusException status
            && status.getStatusCode() == Code.FAILED_PRECONDITION
        || refused instanceof ClientHttpException http && http.code() == 409;
  }

  /** Whether the engine said something, if only that this one it cannot tell. */
  private static boolean answered(ClientException failed) {
    return failed instanceof ClientStatusException status
            && !NO_ANSWER.contains(status.getStatusCode())
        || failed instanceof ClientHttpException http && !NO_HTTP_ANSWER.contains(http.code());
  }
}
