package io.retour.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A diagram as its file says. */
final class BpmnFile {

  private final Document document;

  BpmnFile(String bpmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      document =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(bpmn.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | ParserConfigurationException | SAXException broken) {
      throw new IllegalStateException("Not a readable BPMN file", broken);
    }
  }

  String processId() {
    return elements("process").getFirst().getAttribute("id");
  }

  /**
   * @param kind as BPMN calls it, such as {@code userTask}
   */
  List<Element> elements(String kind) {
    NodeList found = document.getElementsByTagNameNS("*", kind);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
