package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientHttpException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status.Code;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes tasks out of the queue that a time limit, a cancellation or somebody in Operate took away,
 * for which no listener is called. Whether one is there the engine says when it is asked to set no
 * variable at all in it: that changes nothing, and a task that is gone is not found (ADR 35).
 */
@Component
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class VanishedTasks {

  private static final Logger log = LoggerFactory.getLogger(VanishedTasks.class);

  private static final int AT_A_TIME = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

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
    try {
      for (OpenTasks.Task task : tasks.notCheckedSince(clock.instant().minus(every), AT_A_TIME)) {
        if (isThere(task)) {
          tasks.there(task.aboutId(), task.elementInstanceKey());
        } else {
          tasks.vanished(task.aboutId(), task.elementInstanceKey());
        }
      }
    } catch (ClientException away) {
      log.warn("Whether open tasks are still there is asked later: {}", away.getMessage());
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
}
