package io.retour.journey;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Which business rule task asks which decision, read from the journeys themselves. */
@Component
class CalledDecisions {

  /**
   * @param resultVariable where the task puts the outcome
   */
  record Called(String decisionId, String resultVariable) {}

  private final Map<String, Called> byTask = new ConcurrentHashMap<>();

  CalledDecisions(JourneyFiles files) {
    files.everReleased().forEach(this::read);
  }

  Optional<Called> of(String processId, String elementId) {
    return Optional.ofNullable(byTask.get(processId + "/" + elementId));
  }

  /** Adds what a diagram asks; tasks of older versions stay known, for what still runs on them. */
  void read(String bpmn) {
    BpmnFile diagram = new BpmnFile(bpmn);
    for (Element task : diagram.elements("businessRuleTask")) {
      NodeList called = task.getElementsByTagNameNS("*", "calledDecision");
      if (called.getLength() > 0) {
        Element decision = (Element) called.item(0);
        byTask.put(
            diagram.processId() + "/" + task.getAttribute("id"),
            new Called(
                decision.getAttribute("decisionId"), decision.getAttribute("resultVariable")));
      }
    }
  }
}
