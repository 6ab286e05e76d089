package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** All journeys, tables and forms, some of them changed. */
final class Deployments {

  private final Map<String, String> files = new TreeMap<>(JourneyFiles.packaged());

  /** A change of one file, which must make a difference. */
  Deployments with(String file, UnaryOperator<String> change) {
    String content = Objects.requireNonNull(files.get(file), file);
    String changed = change.apply(content);
    if (changed.equals(content)) {
      throw new IllegalStateException("The change of " + file + " changes nothing");
    }
    files.put(file, changed);
    return this;
  }

  Map<String, String> files() {
    return files;
  }

  /** Past the application, as Modeler would. */
  void deploy(CamundaClient camunda) {
    DeployResourceCommandStep1 first = camunda.newDeployResourceCommand();
    DeployResourceCommandStep1.DeployResourceCommandStep2 command = null;
    for (Map.Entry<String, String> file : files.entrySet()) {
      command =
          (command == null ? first : command).addResourceStringUtf8(file.getValue(), file.getKey());
    }
    Objects.requireNonNull(command).send().join();
  }
}
