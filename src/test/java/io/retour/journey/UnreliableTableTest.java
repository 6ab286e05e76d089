package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.response.Incident;
import io.camunda.process.test.api.CamundaAssert;
import io.retour.policy.DecisionLog;
import io.retour.returns.ReturnCase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A table that gives no answer, or one that cannot be relied on, stops the journey at an incident
 * with a sentence: which table, on which facts, what is wrong, what to do. It never guesses.
 */
@ProcessTest
class UnreliableTableTest {

  private static final String OUTCOME =
      "(<outputEntry id=\"EL_right_outcome_out\">\\s*<text>)\"ELIGIBLE\"(</text>)";

  @Autowired Scene scene;
  @Autowired CamundaClient camunda;
  @Autowired DecisionLog decisions;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  private ReturnCase registersWithTable(String pattern, String replacement) {
    new Deployments()
        .with("eligibility.dmn", dmn -> dmn.replaceFirst(pattern, replacement))
        .deploy(camunda);
    return scene.registers(order().line("TEE-M", 1, 2495).build());
  }

  private Incident incident() {
    return await("the journey stops")
        .atMost(Scene.PATIENCE)
        .until(this::incidents, found -> !found.isEmpty())
        .getFirst();
  }

  private List<Incident> incidents() {
    return camunda.newIncidentSearchRequest().send().join().items();
  }

  private boolean kept(UUID returnId) {
    return decisions.of(returnId).stream()
        .anyMatch(entry -> entry.decisionId().equals("eligibility"));
  }

  private void stopsBecause(ReturnCase registered, String... reasons) {
    Incident incident = incident();
    assertThat(incident.getElementId()).isEqualTo("Task_CheckEligibility");
    assertThat(incident.getErrorMessage())
        .startsWith("Table eligibility cannot decide this: ")
        .contains("daysPastWindow=", "legalBasis=STATUTORY_WITHDRAWAL")
        .contains("set the variable eligibilityDecision", "deploy")
        .contains(reasons);
    assertThat(kept(registered.id())).isFalse();
  }

  @Test
  void stopsAtAnUnknownWordAndGoesOnWhenItIsCorrected() {
    ReturnCase registered = registersWithTable(OUTCOME, "$1\"PERHAPS\"$2");

    stopsBecause(
        registered,
        "its output outcome says PERHAPS, which is none of [ELIGIBLE, REVIEW, NOT_ELIGIBLE");

    Incident incident = incident();
    camunda
        .newSetVariablesCommand(incident.getElementInstanceKey())
        .variables(
            Map.of("eligibilityDecision", Map.of("outcome", "ELIGIBLE", "reasonCode", "NONE")))
        .send()
        .join();
    camunda.newUpdateRetriesCommand(incident.getJobKey()).retries(1).send().join();
    camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();

    assertThat(scene.awaitLabel(registered)).isNotBlank();
    assertThat(kept(registered.id())).isTrue();
  }

  @Test
  void stopsAtNull() {
    stopsBecause(registersWithTable(OUTCOME, "$1null$2"), "its output outcome is null");
  }

  @Test
  void stopsWhenNoRowAnswers() {
    stopsBecause(
        registersWithTable(
            "(<inputEntry id=\"EL_right_finalSale\">\\s*<text>)[^<]*(</text>)", "$1\"NEITHER\"$2"),
        "it gave nothing");
  }

  /** Two rows are for Camunda itself to refuse, in its own words. */
  @Test
  void stopsWhenTwoRowsAnswer() {
    ReturnCase registered =
        registersWithTable(
            "(<inputEntry id=\"EL_already_returned_quantityAvailable\">\\s*<text>)false(</text>)",
            "$1$2");

    Incident incident = incident();

    assertThat(incident.getElementId()).isEqualTo("Task_CheckEligibility");
    assertThat(incident.getErrorMessage()).contains("eligibility", "UNIQUE");
    assertThat(kept(registered.id())).isFalse();
  }

  @Test
  void stopsWhenAFactIsMissing() {
    new Deployments()
        .with(
            "return-journey.bpmn",
            bpmn -> bpmn.replace("source=\"=line.finalSale\"", "source=\"=null\""))
        .deploy(camunda);
    scene.registers(order().line("TEE-M", 1, 2495).build());

    assertThat(incident().getErrorMessage())
        .startsWith("Table eligibility cannot decide this: the fact finalSale is missing");
  }
}
