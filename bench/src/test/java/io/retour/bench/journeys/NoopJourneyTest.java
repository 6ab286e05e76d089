package io.retour.bench.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The comparison is fair only when both journeys have the same shape. */
class NoopJourneyTest {

  private static final Path JOURNEYS = Path.of("..", "bpmn");
  private static final Set<String> JOBS =
      Set.of("taskDefinition", "executionListener", "calledDecision");

  static Stream<Path> journeys() throws IOException {
    return Files.list(JOURNEYS).filter(file -> file.toString().endsWith(".bpmn")).sorted();
  }

  @Test
  void theJourneysThatAParcelReturnRunsThroughAreAmongThem() throws IOException {
    List<String> names = journeys().map(file -> file.getFileName().toString()).toList();

    assertTrue(
        names.containsAll(
            List.of(
                "return-journey.bpmn",
                "parcel-return.bpmn",
                "parcel-transit.bpmn",
                "inspection.bpmn",
                "settlement.bpmn",
                "refund-clock.bpmn")),
        names.toString());
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void hasAsManyJobsAndFlowNodes(Path file) {
    Document real = NoopJourney.parse(read(file));
    Document noop = NoopJourney.parse(NoopJourney.of(read(file)));

    assertEquals(flowNodes(real), flowNodes(noop));
    assertTrue(flowNodes(real).size() > 3);
    assertEquals(count(real, JOBS), count(noop, JOBS));
    assertTrue(count(real, JOBS) > 0);
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void differsInNamesOnly(Path file) {
    assertSame(
        NoopJourney.parse(read(file)).getDocumentElement(),
        NoopJourney.parse(NoopJourney.of(read(file))).getDocumentElement());
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void leavesNothingForTheApplication(Path file) {
    Document noop = NoopJourney.parse(NoopJourney.of(read(file)));
    NoopJourney.RENAMED.forEach(
        (element, attributes) -> {
          NodeList found = noop.getElementsByTagNameNS("*", element);
          for (int i = 0; i < found.getLength(); i++) {
            for (String attribute : attributes) {
              String value = ((Element) found.item(i)).getAttribute(attribute);
              assertTrue(value.startsWith(NoopJourney.PREFIX), element + " " + value);
            }
          }
        });
  }

  private static void assertSame(Element real, Element noop) {
    assertEquals(real.getTagName(), noop.getTagName());
    Map<String, String> expected = attributes(real);
    for (String name : NoopJourney.RENAMED.getOrDefault(real.getLocalName(), Set.of())) {
      expected.computeIfPresent(name, (same, value) -> NoopJourney.PREFIX + value);
    }
    assertEquals(expected, attributes(noop), real.getTagName());
    List<Node> realChildren = children(real);
    List<Node> noopChildren = children(noop);
    assertEquals(realChildren.size(), noopChildren.size(), real.getTagName());
    for (int i = 0; i < realChildren.size(); i++) {
      if (realChildren.get(i) instanceof Element child) {
        assertSame(child, (Element) noopChildren.get(i));
      } else {
        assertEquals(realChildren.get(i).getNodeValue(), noopChildren.get(i).getNodeValue());
      }
    }
  }

  /** What the engine walks through: all that a sequence flow can lead to or come from. */
  private static List<String> flowNodes(Document document) {
    List<String> found = new ArrayList<>();
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String name = all.item(i).getLocalName();
      if (name.endsWith("Task")
          || name.endsWith("Gateway")
          || name.endsWith("Event")
          || name.equals("subProcess")
          || name.equals("callActivity")) {
        found.add(name + " " + ((Element) all.item(i)).getAttribute("id"));
      }
    }
    return found;
  }

  private static int count(Document document, Set<String> names) {
    return names.stream()
        .mapToInt(name -> document.getElementsByTagNameNS("*", name).getLength())
        .sum();
  }

  private static Map<String, String> attributes(Element element) {
    Map<String, String> result = new TreeMap<>();
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      result.put(attribute.getName(), attribute.getValue());
    }
    return result;
  }

  private static List<Node> children(Element element) {
    List<Node> result = new ArrayList<>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      result.add(child);
    }
    return result;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
