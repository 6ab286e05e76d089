package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.retour.policy.dmn.TablesForTests;
import io.retour.policy.dmn.TablesForTests.Case;
import io.retour.testengine.DecisionCoverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Runs after all tests and sees which rows of the tables the engine itself has matched: in the
 * processes of the process tests, and for the cases of the table tests, which are put to it here.
 * Camunda has to find the same rows as the packaged tables (ADR 3), and no row of any table may be
 * left out.
 */
@ProcessTest
class DecisionRowsIT {

  private static final Pattern RULE = Pattern.compile("<rule id=\"([^\"]+)\"");

  @Autowired CamundaClient camunda;
  @Autowired Deployer deployer;
  @Autowired ObjectMapper json;

  @Test
  void theEngineReachesEveryRowOfEveryTableByTheSameFacts() throws IOException {
    await().atMost(Scene.PATIENCE).until(deployer::deployed);
    Set<String> reached = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    for (Case known : cases()) {
      List<String> rules = rulesOfTheEngine(known);
      reached.addAll(rules);
      if (!Set.copyOf(rules).equals(Set.copyOf(known.rules()))) {
        differences.add(
            "%s of %s: packaged %s, engine %s"
                .formatted(known.decisionId(), known.facts(), known.rules(), rules));
      }
    }
    Set<String> inProcesses = DecisionCoverage.read();
    Map<String, Set<String>> tables = rows();
    Set<String> missed = new TreeSet<>();
    tables.forEach(
        (table, rows) -> {
          System.out.printf(
              "%s: %d rows; the engine matched %d in processes, %d in cases%n",
              table, rows.size(), common(rows, inProcesses), common(rows, reached));
          rows.stream()
              .filter(row -> !inProcesses.contains(row) && !reached.contains(row))
              .forEach(missed::add);
        });

    assertThat(differences).isEmpty();
    assertThat(inProcesses).as("rows that processes matched").isNotEmpty();
    assertThat(missed).as("rows that no test reaches").isEmpty();
  }

  private static long common(Set<String> rows, Set<String> matched) {
    return rows.stream().filter(matched::contains).count();
  }

  private List<String> rulesOfTheEngine(Case known) {
    EvaluateDecisionResponse answer =
        camunda
            .newEvaluateDecisionCommand()
            .decisionId(known.decisionId())
            .variables(known.facts())
            .send()
            .join();
    return answer.getEvaluatedDecisions().stream()
        .flatMap(decision -> decision.getMatchedRules().stream())
        .map(rule -> rule.getRuleId())
        .toList();
  }

  private List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(TablesForTests.CASES)) {
      for (Path file : files.sorted().toList()) {
        cases.add(json.readValue(file.toFile(), Case.class));
      }
    }
    return cases;
  }

  /** The ids of the rows of each file. */
  private static Map<String, Set<String>> rows() throws IOException {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath:/dmn/*.dmn")) {
      Set<String> ids = rows.computeIfAbsent(file.getFilename(), name -> new TreeSet<>());
      Matcher rule = RULE.matcher(file.getContentAsString(StandardCharsets.UTF_8));
      while (rule.find()) {
        ids.add(rule.group(1));
      }
    }
    return rows;
  }
}
