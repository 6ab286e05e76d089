package io.retour.journey;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.core.io.Resource;
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

  private final Map<String, Called> byTask = new HashMap<>();

  CalledDecisions() {
    for (Resource resource : Deployer.resources()) {
      if (String.valueOf(resource.getFilename()).endsWith(".bpmn")) {
        read(resource);
      }
    }
  }

  Optional<Called> of(String processId, String elementId) {
    return Optional.ofNullable(byTask.get(processId + "/" + elementId));
  }

  private void read(Resource bpmn) {
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

  private static Document parse(Resource bpmn) {
    try (InputStream content = bpmn.getInputStream()) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(content);
    } catch (IOException | ParserConfigurationException | SAXException broken) {
      throw new IllegalStateException("Not readable: " + bpmn.getFilename(), broken);
    }
  }
}
