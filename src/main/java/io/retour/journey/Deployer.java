package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.response.DeploymentEvent;
import io.camunda.client.spring.event.CamundaClientCreatedSpringEvent;
import io.retour.journey.JourneyReleases.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deploys all journeys, tables and forms together, because they bind to each other by deployment:
 * those that count by {@link JourneyFiles}, which need not be the packaged ones (ADR 9). Camunda
 * makes no new version of what has not changed. What a copy of Retour left behind that died while
 * it deployed other files is replaced by what counts. While the broker is away the application runs
 * without, and deploys when it is back.
 */
@Component
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class Deployer {

  private static final Logger log = LoggerFactory.getLogger(Deployer.class);

  private volatile boolean deployed;
  private volatile boolean started;
  private final CamundaClient camunda;
  private final JourneyFiles files;
  private final JourneyDiagrams diagrams;

  Deployer(CamundaClient camunda, JourneyFiles files, JourneyDiagrams diagrams) {
    this.camunda = camunda;
    this.files = files;
    this.diagrams = diagrams;
  }

  /** The client is there; each process test makes a new one. */
  @EventListener
  void on(CamundaClientCreatedSpringEvent event) {
    started = true;
    deployed = false;
    deploy();
  }

  @Scheduled(fixedDelayString = "${retour.deployment-retry:PT2S}")
  void retry() {
    if (started) {
      deploy();
    }
  }

  boolean deployed() {
    return deployed;
  }

  private synchronized void deploy() {
    try {
      if (!deployed || files.abandoned()) {
        files.lease().ifPresent(this::deploy);
      }
    } catch (RuntimeException unreachable) {
      log.warn("Journeys wait for their deployment: {}", unreachable.getMessage());
    }
  }

  /** Deploys what counts now, and that is the newest release that any copy of Retour made. */
  private void deploy(Lease lease) {
    DeploymentEvent deployment;
    try {
      deployment = deploy(files.newer().orElseGet(files::current).files());
    } catch (RuntimeException unreachable) {
      if (lease.takenOver()) {
        files.abandon(lease);
      } else {
        files.end(lease);
      }
      throw unreachable;
    }
    files.end(lease);
    deployed = true;
    deployment
        .getProcesses()
        .forEach(
            process ->
                log.info(
                    "Journey {} is deployed in version {}",
                    process.getBpmnProcessId(),
                    process.getVersion()));
  }

  /** Deploys these together, and keeps which diagram runs under which key. */
  DeploymentEvent deploy(Map<String, String> together) {
    DeployResourceCommandStep1 first = camunda.newDeployResourceCommand();
    DeployResourceCommandStep1.DeployResourceCommandStep2 command = null;
    for (Map.Entry<String, String> file : together.entrySet()) {
      DeployResourceCommandStep1 step = command == null ? first : command;
      command = step.addResourceStringUtf8(file.getValue(), file.getKey());
    }
    if (command == null) {
      throw new IllegalStateException("There are no journeys to deploy");
    }
    DeploymentEvent deployment = command.send().join();
    deployment
        .getProcesses()
        .forEach(
            process ->
                diagrams.deployed(
                    process.getProcessDefinitionKey(),
                    process.getBpmnProcessId(),
                    process.getVersion(),
                    together.getOrDefault(process.getResourceName(), "")));
    return deployment;
  }

  static List<Resource> resources() {
    PathMatchingResourcePatternResolver finder = new PathMatchingResourcePatternResolver();
    List<Resource> found = new ArrayList<>();
    try {
      for (String pattern :
          List.of("classpath:/bpmn/*.bpmn", "classpath:/dmn/*.dmn", "classpath:/forms/*.form")) {
        found.addAll(List.of(finder.getResources(pattern)));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The packaged journeys cannot be found", unreadable);
    }
    found.sort(Comparator.comparing(resource -> String.valueOf(resource.getFilename())));
    return found;
  }
}
