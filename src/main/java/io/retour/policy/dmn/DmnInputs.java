package io.retour.policy.dmn;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads from a DMN file which facts its decisions look at. */
final class DmnInputs {

  private DmnInputs() {}

  /** The input expressions of a decision and of all decisions it requires, in the file's order. */
  static Set<String> of(byte[] dmn, String decisionId) {
    Document document = parse("The file", new String(dmn, StandardCharsets.UTF_8));
    NodeList decisions = document.getElementsByTagNameNS("*", "decision");
    Set<String> ids = new LinkedHashSet<>();
    Set<String> inputs = new LinkedHashSet<>();
    for (int i = 0; i < decisions.getLength(); i++) {
      ids.add(((Element) decisions.item(i)).getAttribute("id"));
    }
    collect(document, decisionId, inputs);
    inputs.removeAll(ids);
    return inputs;
  }

  private static void collect(Document document, String decisionId, Set<String> inputs) {
    NodeList decisions = document.getElementsByTagNameNS("*", "decision");
    for (int i = 0; i < decisions.getLength(); i++) {
      Element decision = (Element) decisions.item(i);
      if (!decision.getAttribute("id").equals(decisionId)) {
        continue;
      }
      NodeList required = decision.getElementsByTagNameNS("*", "requiredDecision");
      for (int r = 0; r < required.getLength(); r++) {
        collect(document, ((Element) required.item(r)).getAttribute("href").substring(1), inputs);
      }
      NodeList expressions = decision.getElementsByTagNameNS("*", "inputExpression");
      for (int e = 0; e < expressions.getLength(); e++) {
        inputs.add(factName(decisionId, expressions.item(e).getTextContent().strip()));
      }
    }
  }

  /**
   * An input is one fact by its name: a table that computes its inputs could not say which facts it
   * looked at.
   */
  private static String factName(String decisionId, String expression) {
    if (!expression.matches("[A-Za-z][A-Za-z0-9]*")) {
      throw new IllegalStateException(
          "Table %s has the input '%s'; an input is the name of one fact, computed where facts are"
              .formatted(decisionId, expression));
    }
    return expression;
  }

  /**
   * @throws IllegalStateException naming the file, when it is no XML
   */
  static Document parse(String file, String dmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(dmn)));
    } catch (ParserConfigurationException | SAXException | IOException broken) {
      throw new IllegalStateException(
          "%s is not a readable DMN file: %s".formatted(file, broken.getMessage()), broken);
    }
  }
}
