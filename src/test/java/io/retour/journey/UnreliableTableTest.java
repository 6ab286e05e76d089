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
      "(<outputEntry id=\"HT_no_battery_hazmatClass_out\">\\s*<text>)\"NONE\"(</text>)";

  @Autowired Scene scene;
  @Autowired CamundaClient camunda;
  @Autowired DecisionLog decisions;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  private ReturnCase registersWithTable(String pattern, String replacement) {
    new Deployments()
        .with("hazmat-triage.dmn", dmn -> dmn.replaceFirst(pattern, replacement))
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
        .anyMatch(entry -> entry.decisionId().equals("hazmat-triage"));
  }

  private void stopsBecause(ReturnCase registered, String... reasons) {
    Incident incident = incident();
    assertThat(incident.getElementId()).isEqualTo("Task_TriageHazmat");
    assertThat(incident.getErrorMessage())
        .startsWith("Table hazmat-triage cannot decide this: ")
        .contains("battery=NONE", "reason=NO_REASON_GIVEN")
        .contains("set the variable hazmatDecision", "deploy")
        .contains(reasons);
    assertThat(kept(registered.id())).isFalse();
  }

  @Test
  void stopsAtAnUnknownWordAndGoesOnWhenItIsCorrected() {
    ReturnCase registered = registersWithTable(OUTCOME, "$1\"PERHAPS\"$2");

    stopsBecause(
        registered,
        "its output hazmatClass says PERHAPS, which is none of [NONE, LITHIUM, LITHIUM_DAMAGED");

    Incident incident = incident();
    camunda
        .newSetVariablesCommand(incident.getElementInstanceKey())
        .variables(Map.of("hazmatDecision", Map.of("hazmatClass", "NONE", "provision", "NONE")))
        .send()
        .join();
    camunda.newUpdateRetriesCommand(incident.getJobKey()).retries(1).send().join();
    camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();

    assertThat(scene.awaitLabel(registered)).isNotBlank();
    assertThat(kept(registered.id())).isTrue();
  }

  @Test
  void stopsAtNull() {
    stopsBecause(registersWithTable(OUTCOME, "$1null$2"), "its output hazmatClass is null");
  }

  @Test
  void stopsWhenNoRowAnswers() {
    stopsBecause(
        registersWithTable(
            "(<inputEntry id=\"HT_no_battery_battery\">\\s*<text>)[^<]*(</text>)",
            "$1\"NEITHER\"$2"),
        "it gave nothing");
  }

  /** Two rows are for Camunda itself to refuse, in its own words. */
  @Test
  void stopsWhenTwoRowsAnswer() {
    ReturnCase registered =
        registersWithTable(
            "(<inputEntry id=\"HT_lithium_sound_battery\">\\s*<text>)[^<]*(</text>)", "$1$2");

    Incident incident = incident();

    assertThat(incident.getElementId()).isEqualTo("Task_TriageHazmat");
    assertThat(incident.getErrorMessage()).contains("hazmat-triage", "UNIQUE");
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
