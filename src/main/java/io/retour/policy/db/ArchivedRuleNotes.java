package io.retour.policy.db;

import io.retour.policy.RuleNotes;
import io.retour.policy.TableTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the annotations from the archived tables. A table's content never changes, so once. */
@Component
class ArchivedRuleNotes implements RuleNotes {

  private final TableTexts texts;
  private final Map<String, Map<String, String>> read = new ConcurrentHashMap<>();

  ArchivedRuleNotes(TableTexts texts) {
    this.texts = texts;
  }

  @Override
  public Map<String, String> of(String tableChecksum) {
    Map<String, String> known = read.get(tableChecksum);
    if (known != null) {
      return known;
    }
    return texts
        .of(tableChecksum)
        .map(dmn -> read.computeIfAbsent(tableChecksum, key -> notes(dmn)))
        .orElse(Map.of());
  }

  private static Map<String, String> notes(String dmn) {
    Map<String, String> notes = new HashMap<>();
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      NodeList rules =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(dmn.getBytes(StandardCharsets.UTF_8)))
              .getElementsByTagNameNS("*", "rule");
      for (int i = 0; i < rules.getLength(); i++) {
        Element rule = (Element) rules.item(i);
        NodeList description = rule.getElementsByTagNameNS("*", "description");
        if (description.getLength() > 0) {
          notes.put(rule.getAttribute("id"), description.item(0).getTextContent().strip());
        }
      }
    } catch (ParserConfigurationException | SAXException | IOException broken) {
      throw new IllegalStateException("The archive holds a file that is no DMN", broken);
    }
    return Map.copyOf(notes);
  }
}
