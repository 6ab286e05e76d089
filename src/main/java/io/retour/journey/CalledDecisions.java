package io.retour.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

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
    Document document = parse(bpmn);
    String processId =
        ((Element) document.getElementsByTagNameNS("*", "process").item(0)).getAttribute("id");
    NodeList tasks = document.getElementsByTagNameNS("*", "businessRuleTask");
    for (int i = 0; i < tasks.getLength(); i++) {
      Element task = (Element) tasks.item(i);
      NodeList called = task.getElementsByTagNameNS("*", "calledDecision");
      if (called.getLength() > 0) {
        Element decision = (Element) called.item(0);
        byTask.put(
            processId + "/" + task.getAttribute("id"),
            new Called(
                decision.getAttribute("decisionId"), decision.getAttribute("resultVariable")));
      }
    }
  }

  private static Document parse(String bpmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(bpmn.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | ParserConfigurationException | SAXException broken) {
      throw new IllegalStateException("Not a readable BPMN file", broken);
    }
  }
}
