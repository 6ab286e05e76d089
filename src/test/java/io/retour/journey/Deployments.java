package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.response.DeploymentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.core.io.Resource;

/** Deploys all journeys, tables and forms together, some of them changed. */
final class Deployments {

  private final Map<String, UnaryOperator<String>> changes = new HashMap<>();

  /** A change of one file, which must make a difference. */
  Deployments with(String file, UnaryOperator<String> change) {
    changes.put(file, change);
    return this;
  }

  DeploymentEvent deploy(CamundaClient camunda) {
    DeployResourceCommandStep1 first = camunda.newDeployResourceCommand();
    DeployResourceCommandStep1.DeployResourceCommandStep2 command = null;
    for (Resource resource : Deployer.resources()) {
      String name = String.valueOf(resource.getFilename());
      command =
          (command == null ? first : command).addResourceStringUtf8(changed(resource, name), name);
    }
    return Objects.requireNonNull(command).send().join();
  }

  private String changed(Resource resource, String name) {
    try {
      String content = resource.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
      String changed = changes.getOrDefault(name, UnaryOperator.identity()).apply(content);
      if (changes.containsKey(name) && changed.equals(content)) {
        throw new IllegalStateException("The change of " + name + " changes nothing");
      }
      return changed;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
