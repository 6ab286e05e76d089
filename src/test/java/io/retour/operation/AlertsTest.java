package io.retour.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.testing.ServerTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** Alerts and dashboards ask for nothing that nobody exports, and alerts lead to what to do. */
@ServerTest
@AutoConfigureObservability(tracing = false) // else tests have no page for Prometheus
class AlertsTest {

  private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yaml");
  private static final Path DASHBOARDS = Path.of("deploy/grafana");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:retour|zeebe|http|hikaricp|jvm|process|camunda)_[a-z0-9_]+)");
  private static final Pattern METER =
      Pattern.compile("(?:builder|createNotStarted)\\(\\s*\"(retour\\.[a-z.]+)\"");
  private static final Pattern ENDING =
      Pattern.compile("(_seconds)?(_total|_count|_sum|_max|_bucket)?");
  private static final Pattern SYSTEM = Pattern.compile("system=\"([^\"]+)\"");
  private static final Pattern NAMED_SYSTEM =
      Pattern.compile("new OutsideSystem\\(\\s*\"([^\"]+)\"");

  /**
   * Of the broker's /actuator/prometheus, version 8.6.0. The counters of incidents and of instances
   * are there from the first one on.
   */
  private static final Set<String> OF_THE_ENGINE =
      Set.of(
          "zeebe_health",
          "zeebe_pending_incidents_total",
          "zeebe_executed_instances_total",
          "zeebe_dropped_request_count_total",
          "zeebe_backpressure_inflight_requests_count",
          "zeebe_backpressure_requests_limit",
          "zeebe_exporter_events_total",
          "zeebe_opensearch_exporter_flush_duration_seconds_sum",
          "zeebe_opensearch_exporter_flush_duration_seconds_count",
          "zeebe_broker_jobs_pushed_count_total",
          "zeebe_broker_jobs_push_fail_count_total");

  @LocalManagementPort int managementPort;
  @Autowired TestRestTemplate http;

  @Test
  void everyMetricThatIsAskedForIsExported() {
    http.getForEntity("/p/lumen", String.class);
    String page =
        http.getForObject(
            "http://localhost:%d/actuator/prometheus".formatted(managementPort), String.class);
    Set<String> exported =
        page.lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> meters = named(METER);

    assertThat(exported).contains("retour_withdrawals_unanswered", "retour_outside_system_up");
    assertThat(asked()).hasSizeGreaterThan(20);
    assertThat(asked())
        .allMatch(
            metric ->
                exported.contains(metric)
                    || OF_THE_ENGINE.contains(metric)
                    || isOfAMeter(metric, meters));
  }

  @Test
  void everyOutsideSystemThatIsAskedForIsThere() {
    Set<String> asked =
        expressions().stream()
            .flatMap(expression -> Settings.all(SYSTEM, expression))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(asked).isEqualTo(named(NAMED_SYSTEM));
  }

  @Test
  void everyAlertLeadsToAPartOfTheRunbook() {
    String guide = Settings.text(Path.of("docs/operations.md"));
    Set<String> anchors =
        guide
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(AlertsTest::anchor)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rules())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            rule -> {
              String name = rule.at("alert").text();
              String runbook = rule.at("annotations", "runbook").text();
              assertThat(runbook).as(name).startsWith("docs/operations.md#");
              assertThat(anchors).as(name).contains(runbook.replaceFirst(".*#", ""));
              assertThat(guide).as("the runbook names its alert").contains("`" + name + "`");
              assertThat(rule.at("labels", "severity").text()).isIn("page", "ticket");
              assertThat(rule.at("annotations", "summary").text()).isNotBlank();
            });
  }

  /** A meter that the tests' application lacks, since it has no engine, or not before its first. */
  private static boolean isOfAMeter(String metric, Set<String> meters) {
    return meters.stream()
        .map(meter -> meter.replace('.', '_'))
        .anyMatch(
            meter ->
                metric.startsWith(meter)
                    && ENDING.matcher(metric.substring(meter.length())).matches());
  }

  private static String anchor(String heading) {
    return heading
        .replaceFirst("#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }

  private static Set<String> asked() {
    return expressions().stream()
        .flatMap(expression -> Settings.all(METRIC, expression))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> expressions() {
    List<String> all = new ArrayList<>(rules().stream().map(r -> r.at("expr").text()).toList());
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
          panel.path("targets").forEach(target -> all.add(target.path("expr").asText()));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return all;
  }

  private static List<Yaml> rules() {
    return Yaml.of(ALERTS).at("groups", 0, "rules").list();
  }

  private static Set<String> named(Pattern pattern) {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> Settings.all(pattern, Settings.text(file)))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
