package io.retour.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests and the values for a cluster. Nothing here needs one. */
class ClusterTest {

  private static final Path MANIFESTS = Path.of("deploy/kubernetes");

  private final Yaml deployment = Yaml.of(MANIFESTS.resolve("deployment.yaml"));
  private final Yaml container = deployment.at("spec", "template", "spec", "containers", 0);
  private final Yaml settings = Yaml.of(MANIFESTS.resolve("settings.yaml"));

  @Test
  void everyManifestIsAppliedAndNamesItsKind() throws IOException {
    List<String> listed =
        Yaml.of(MANIFESTS.resolve("kustomization.yaml")).at("resources").list().stream()
            .map(Yaml::text)
            .toList();

    try (Stream<Path> files = Files.list(MANIFESTS)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml") && !name.startsWith("kustom")))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
    for (String file : listed) {
      Yaml manifest = Yaml.of(MANIFESTS.resolve(file));
      assertThat(manifest.at("apiVersion").text()).isNotBlank();
      assertThat(manifest.at("metadata", "name").text()).isEqualTo("retour");
    }
  }

  @Test
  void theApplicationReadsEachNameItIsGiven() {
    assertThat(given()).hasSizeGreaterThan(20);
    assertThat(Settings.read()).containsAll(given());
  }

  @Test
  void itIsGivenAllThatTheLocalStackGivesButWhatIsForTryingOut() {
    Set<String> expected = new TreeSet<>(Settings.ofTheLocalStack());
    expected.removeAll(Set.of("SPRING_PROFILES_ACTIVE", "RETOUR_WEBHOOKS_ALLOWLOOPBACK"));

    assertThat(given()).containsAll(expected);
    assertThat(given()).doesNotContain("SPRING_PROFILES_ACTIVE", "RETOUR_WEBHOOKS_ALLOWLOOPBACK");
  }

  @Test
  void secretsAreReferencesOnly() throws IOException {
    assertThat(settings.at("data").map().keySet())
        .noneMatch(name -> name.matches(".*(SECRET|PASSWORD|_KEY)$"));
    assertThat(container.at("env").list())
        .allSatisfy(
            variable -> {
              assertThat(variable.has("value")).as(variable.text()).isFalse();
              assertThat(variable.at("valueFrom", "secretKeyRef", "key").text())
                  .isEqualTo(variable.at("name").text());
            });
    try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml")).map(Settings::text))
          .noneMatch(text -> text.contains("kind: Secret\n"));
    }
  }

  @Test
  void probesAskTheManagementPort() {
    assertThat(settings.at("data", "MANAGEMENT_SERVER_PORT").text())
        .isEqualTo(container.at("ports", 1, "containerPort").text());
    assertThat(container.at("ports", 1, "name").text()).isEqualTo("management");
    Map.of(
            "startupProbe", "liveness",
            "livenessProbe", "liveness",
            "readinessProbe", "readiness")
        .forEach(
            (probe, group) -> {
              // ManagementTest asks both
              assertThat(container.at(probe, "httpGet", "path").text())
                  .isEqualTo("/actuator/health/" + group);
              assertThat(container.at(probe, "httpGet", "port").text()).isEqualTo("management");
            });
  }

  @Test
  void anUpgradeTakesNoCopyAwayBeforeAnotherIsReady() {
    assertThat((Integer) deployment.at("spec", "replicas").node()).isGreaterThanOrEqualTo(2);
    Yaml rolling = deployment.at("spec", "strategy", "rollingUpdate");
    assertThat(rolling.at("maxUnavailable").node()).isEqualTo(0);
    assertThat((Integer) rolling.at("maxSurge").node()).isPositive();
    assertThat(Yaml.of(MANIFESTS.resolve("disruption.yaml")).at("spec", "minAvailable").node())
        .isEqualTo(1);
  }

  @Test
  void theContainerMayDoLittle() {
    Yaml pod = deployment.at("spec", "template", "spec", "securityContext");
    assertThat(pod.at("runAsNonRoot").node()).isEqualTo(true);
    assertThat(Settings.text(Path.of("Dockerfile")))
        .contains("USER " + pod.at("runAsUser").text() + ":" + pod.at("runAsGroup").text());
    Yaml own = container.at("securityContext");
    assertThat(own.at("readOnlyRootFilesystem").node()).isEqualTo(true);
    assertThat(own.at("allowPrivilegeEscalation").node()).isEqualTo(false);
    assertThat(own.at("capabilities", "drop").node()).isEqualTo(List.of("ALL"));
    assertThat(container.at("resources", "requests", "memory").text())
        .isEqualTo(container.at("resources", "limits", "memory").text());
  }

  @Test
  void imagesArePinned() {
    assertThat(container.at("image").text()).matches("\\S+:\\d+\\.\\d+\\.\\d+");
    String camunda =
        Settings.text(Path.of("stack/pom.xml"))
            .replaceFirst("(?s).*<camunda\\.version>([^<]+)<.*", "$1");
    Yaml values = Yaml.of(Path.of("deploy/helm/camunda-values.yaml"));
    for (String part : List.of("zeebe", "zeebeGateway", "operate", "tasklist")) {
      assertThat(values.at(part, "image", "tag").text()).isEqualTo(camunda);
    }
  }

  @Test
  void selectorsFindTheCopies() {
    Object labels = deployment.at("spec", "template", "metadata", "labels").node();
    assertThat(deployment.at("spec", "selector", "matchLabels").node()).isEqualTo(labels);
    assertThat(Yaml.of(MANIFESTS.resolve("service.yaml")).at("spec", "selector").node())
        .isEqualTo(labels);
    assertThat(
            Yaml.of(MANIFESTS.resolve("disruption.yaml"))
                .at("spec", "selector", "matchLabels")
                .node())
        .isEqualTo(labels);
    assertThat(
            Yaml.of(MANIFESTS.resolve("network.yaml"))
                .at("spec", "podSelector", "matchLabels")
                .node())
        .isEqualTo(labels);
  }

  @Test
  void operateAndTasklistLogInAsOnTheLocalStack() {
    String launcher = Settings.text(Path.of("stack/src/main/java/io/retour/stack/CamundaWeb.java"));
    Yaml values = Yaml.of(Path.of("deploy/helm/camunda-values.yaml"));
    for (String part : List.of("operate", "tasklist")) {
      for (Yaml variable : values.at(part, "env").list()) {
        String name = variable.at("name").text();
        String ending =
            name.replaceFirst("^CAMUNDA_IDENTITY_", "")
                .replaceFirst("^SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_", "");
        assertThat(launcher)
            .as(name)
            .containsAnyOf("\"" + ending + "\"", "\"CAMUNDA_IDENTITY_" + ending + "\"");
        if (name.endsWith("SECRET")) {
          assertThat(variable.has("value")).as(name).isFalse();
        }
      }
    }
  }

  private Set<String> given() {
    Set<String> names =
        container.at("env").list().stream()
            .map(variable -> variable.at("name").text())
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(settings.at("data").map().keySet());
    return names;
  }
}
