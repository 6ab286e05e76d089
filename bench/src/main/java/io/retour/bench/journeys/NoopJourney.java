package io.retour.bench.journeys;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Makes of a journey one of the same shape that Retour's workers do not take: its process, its
 * messages and its jobs get other names, and nothing else changes. Tables and forms keep their
 * names, since the engine itself works on them.
 */
final class NoopJourney {

  static final String PREFIX = "noop-";

  /** Attributes that name what only the application or another journey knows. */
  static final Map<String, Set<String>> RENAMED =
      Map.of(
          "process", Set.of("id"),
          "BPMNPlane", Set.of("bpmnElement"),
          "message", Set.of("name"),
          "taskDefinition", Set.of("type"),
          "executionListener", Set.of("type"),
          "calledElement", Set.of("processId"));

  private NoopJourney() {}

  static String of(String bpmn) {
    Document document = parse(bpmn);
    NodeList elements = document.getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      for (String attribute : RENAMED.getOrDefault(element.getLocalName(), Set.of())) {
        if (element.hasAttribute(attribute)) {
          element.setAttribute(attribute, PREFIX + element.getAttribute(attribute));
        }
      }
    }
    return text(document);
  }

  static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (IOException | ParserConfigurationException | SAXException broken) {
      throw new IllegalArgumentException("This is not a diagram", broken);
    }
  }

  private static String text(Document document) {
    try {
      Transformer writer = TransformerFactory.newInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
      StringWriter result = new StringWriter();
      writer.transform(new DOMSource(document), new StreamResult(result));
      return result.toString();
    } catch (TransformerException impossible) {
      throw new IllegalStateException("What was parsed can be written", impossible);
    }
  }
}
