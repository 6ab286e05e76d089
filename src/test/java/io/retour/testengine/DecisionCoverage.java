package io.retour.testengine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.MatchedDecisionRule;
import io.camunda.client.api.search.response.DecisionInstance;
import io.camunda.process.test.api.CamundaSpringProcessTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Which rows of decision tables the processes of the process tests matched, as the engine says.
 *
 * <p>CPT's coverage report knows processes only. This asks the engine after each test, before CPT
 * purges it, and keeps a file for each test class in {@link #DIRECTORY}.
 *
 * <p>Registered in {@code META-INF/spring.factories} of the test sources.
 */
public final class DecisionCoverage implements TestExecutionListener {

  /** One file for each class of process tests, with the ids of the rows, one a line. */
  public static final Path DIRECTORY = Path.of("target", "decision-coverage");

  private static final int PAGE = 1000;

  /** The rows that the processes of all test classes matched in the last run of the tests. */
  public static Set<String> read() throws IOException {
    final var rows = new TreeSet<String>();
    if (Files.isDirectory(DIRECTORY)) {
      try (var files = Files.newDirectoryStream(DIRECTORY, "*.txt")) {
        for (final var file : files) {
          rows.addAll(Files.readAllLines(file));
        }
      }
    }
    return rows;
  }

  @Override
  public void afterTestExecution(final TestContext test) throws IOException {
    if (!TestContextAnnotationUtils.hasAnnotation(
        test.getTestClass(), CamundaSpringProcessTest.class)) {
      return;
    }
    final var rows = matchedRows(test.getApplicationContext().getBean(CamundaClient.class));
    if (rows.isEmpty()) {
      return;
    }
    Files.createDirectories(DIRECTORY);
    final var file = DIRECTORY.resolve(test.getTestClass().getName() + ".txt");
    if (Files.exists(file)) {
      rows.addAll(Files.readAllLines(file));
    }
    Files.write(file, rows);
  }

  private static Set<String> matchedRows(final CamundaClient camunda) {
    final var rows = new TreeSet<String>();
    camunda
        .newDecisionInstanceSearchRequest()
        .page(page -> page.limit(PAGE))
        .send()
        .join()
        .items()
        .stream()
        .filter(DecisionCoverage::isOfAProcess)
        .map(decision -> camunda.newDecisionInstanceGetRequest(decision.getDecisionInstanceId()))
        .flatMap(request -> request.send().join().getMatchedRules().stream())
        .map(MatchedDecisionRule::getRuleId)
        .forEach(rows::add);
    return rows;
  }

  /** Not one that a test has put to the engine itself. */
  private static boolean isOfAProcess(final DecisionInstance decision) {
    return decision.getProcessInstanceKey() != null && decision.getProcessInstanceKey() > 0;
  }
}
