package io.retour.journey;

import io.retour.testengine.BpmnCoverage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Runs after all process tests and sees what every one of them reached. */
class JourneyCoverageIT {

  @Test
  void processTestsReachNearlyAllFlowNodes() throws IOException {
    BpmnCoverage coverage =
        BpmnCoverage.read(BpmnCoverage.REPORT_DIRECTORY, "classpath*:bpmn/*.bpmn");

    coverage.processes().forEach(System.out::println);
    coverage.assertAtLeast(0.95);
  }

  /** Each way out of each gateway is a path, and each path has a test. */
  @Test
  void processTestsTakeNearlyEveryWay() throws IOException {
    BpmnCoverage.read(BpmnCoverage.REPORT_DIRECTORY, "classpath*:bpmn/*.bpmn")
        .assertFlowsTakenAtLeast(0.99);
  }
}
