package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.retour.policy.dmn.TablesForTests;
import io.retour.policy.dmn.TablesForTests.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Runs after all tests: puts the cases that reached the rows of the packaged tables to the engine.
 * Camunda has to find the same rows (ADR 3), and no row of any table may be without a case.
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
    Set<String> missed = rows();
    System.out.printf("%d rows of tables, ", missed.size());
    missed.removeAll(reached);
    System.out.printf("%d of them not reached on the engine%n", missed.size());

    assertThat(differences).isEmpty();
    assertThat(missed).as("rows that no test reaches").isEmpty();
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

  /** Cases of rows that are gone since belong to an earlier build. */
  private List<Case> cases() throws IOException {
    Set<String> rows = rows();
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(TablesForTests.CASES)) {
      for (Path file : files.sorted().toList()) {
        Case known = json.readValue(file.toFile(), Case.class);
        if (rows.containsAll(known.rules())) {
          cases.add(known);
        }
      }
    }
    return cases;
  }

  private static Set<String> rows() throws IOException {
    Set<String> rows = new TreeSet<>();
    for (Resource table :
        new PathMatchingResourcePatternResolver().getResources("classpath:/dmn/*.dmn")) {
      Matcher rule =
          RULE.matcher(table.getContentAsString(java.nio.charset.StandardCharsets.UTF_8));
      while (rule.find()) {
        rows.add(rule.group(1));
      }
    }
    return rows;
  }
}
