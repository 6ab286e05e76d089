package io.retour.policy.dmn;

import io.retour.policy.FactDictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Holds diagrams against the fact dictionary and the tables that they ask; {@link TableChecker}
 * looks at the tables themselves. Every problem names the file, the element, the name, the nearest
 * known name, and the line that would make it known.
 */
final class DictionaryCheck {

  private static final String VARIABLE_LINE =
      "  %s: { meaning: \"One sentence.\", from: \"the job, message or form that sets it\" }";

  private final FactDictionary dictionary;
  private final Map<String, byte[]> tables = new LinkedHashMap<>();
  private final Map<String, Diagram> diagrams = new LinkedHashMap<>();
  private final Map<String, Set<String>> forms = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  DictionaryCheck(FactDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** The tables, diagrams and forms of the repository. */
  DictionaryCheck repository() {
    each("forms", this::add);
    each("dmn", this::add);
    each("bpmn", this::add);
    return this;
  }

  private static void each(String folder, Consumer<Path> each) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      files.sorted().forEach(each);
    } catch (IOException unreadable) {
      throw new IllegalStateException(folder + " cannot be read", unreadable);
    }
  }

  private void add(Path file) {
    try {
      add(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalStateException(file + " cannot be read", unreadable);
    }
  }

  /** A file under its name; one of the same name is replaced. */
  DictionaryCheck add(String file, String content) {
    if (file.endsWith(".dmn")) {
      tables.put(file, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } else if (file.endsWith(".bpmn")) {
      diagrams.put(file, new Diagram(file, parse(content)));
    } else if (file.endsWith(".form")) {
      forms.put(
          file.substring(0, file.length() - ".form".length()),
          java.util.regex.Pattern.compile("\"(?:key|path)\"\\s*:\\s*\"(\\w+)\"")
              .matcher(content)
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toSet()));
    }
    return this;
  }

  List<String> problems() {
    problems.clear();
    Map<String, Set<String>> inputsByDecision = new LinkedHashMap<>();
    Set<String> outputs = new HashSet<>();
    tables.values().forEach(dmn -> table(dmn, inputsByDecision, outputs));
    Set<String> everywhere = new TreeSet<>(outputs);
    everywhere.addAll(dictionary.facts().keySet());
    everywhere.addAll(dictionary.variables().keySet());
    forms.values().forEach(everywhere::addAll);
    diagrams.values().forEach(diagram -> everywhere.addAll(diagram.keysAndWritten()));
    diagrams.values().forEach(diagram -> reads(diagram, everywhere));
    diagrams.values().forEach(diagram -> rulesAreFed(diagram, inputsByDecision));
    return List.copyOf(problems);
  }

  private static void table(
      byte[] dmn, Map<String, Set<String>> inputsByDecision, Set<String> outputs) {
    Document document = parse(new String(dmn, java.nio.charset.StandardCharsets.UTF_8));
    List<Element> decisions = elements(document, "decision");
    for (Element decision : decisions) {
      String id = decision.getAttribute("id");
      elements(decision, "output").forEach(output -> outputs.add(output.getAttribute("name")));
      Set<String> inputs = DmnInputs.of(dmn, id);
      inputsByDecision.put(id, inputs);
    }
  }

  private void reads(Diagram diagram, Set<String> everywhere) {
    Set<String> known = new TreeSet<>(diagram.written());
    known.addAll(dictionary.facts().keySet());
    known.addAll(dictionary.variables().keySet());
    diagram.formIds().forEach(form -> known.addAll(forms.getOrDefault(form, Set.of())));
    diagram.expressions.forEach(
        (where, names) -> {
          for (String name : names.variables()) {
            if (!known.contains(name)) {
              problems.add(
                  ("%s: %s reads '%s', which this diagram does not write and dmn/facts.yaml does not"
                          + " know. %s If a job, message or form sets it, add this line there, under"
                          + " variables:\n"
                          + VARIABLE_LINE)
                      .formatted(diagram.file, where, name, NearestName.of(name, known), name));
            }
          }
          for (String name : names.properties()) {
            if (!everywhere.contains(name)) {
              problems.add(
                  ("%s: %s reads the part '%s', which no table, mapping or dmn/facts.yaml knows. %s"
                          + " If it is new, add this line there, under variables:\n"
                          + VARIABLE_LINE)
                      .formatted(
                          diagram.file, where, name, NearestName.of(name, everywhere), name));
            }
          }
        });
  }

  /** Every rule task finds each fact of its table: mapped, handed in, or set on the way. */
  private void rulesAreFed(Diagram diagram, Map<String, Set<String>> inputsByDecision) {
    for (Element task : elements(diagram.document, "businessRuleTask")) {
      for (Element called : elements(task, "calledDecision")) {
        String decision = called.getAttribute("decisionId");
        Set<String> inputs = inputsByDecision.get(decision);
        if (inputs == null) {
          problems.add(
              "%s: %s asks decision '%s', which no table has. %s"
                  .formatted(
                      diagram.file,
                      task.getAttribute("id"),
                      decision,
                      NearestName.of(decision, inputsByDecision.keySet())));
          continue;
        }
        Set<String> given = new TreeSet<>(diagram.mappedAround(task));
        given.addAll(diagram.setOnTheWay());
        diagram.formIds().forEach(form -> given.addAll(forms.getOrDefault(form, Set.of())));
        diagrams.values().forEach(caller -> given.addAll(caller.handedTo(diagram.processId())));
        Set<String> sources = diagram.sources();
        dictionary.facts().values().stream()
            .filter(fact -> Stream.of(fact.from().split("[^\\w-]+")).anyMatch(sources::contains))
            .forEach(fact -> given.add(fact.name()));
        for (String input : inputs) {
          if (!given.contains(input)) {
            problems.add(
                ("%s: %s asks table %s, which looks at '%s', but nothing gives it that: no mapping of"
                        + " the task or around it, no calling diagram, and none of the jobs, messages"
                        + " and forms here stands in its line of dmn/facts.yaml under from. %s")
                    .formatted(
                        diagram.file,
                        task.getAttribute("id"),
                        decision,
                        input,
                        NearestName.of(input, given)));
          }
        }
      }
    }
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory
          .newDocumentBuilder()
          .parse(
              new java.io.ByteArrayInputStream(
                  xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException | IOException broken) {
      throw new IllegalStateException("Not readable", broken);
    }
  }

  private static List<Element> elements(Document in, String localName) {
    return list(in.getElementsByTagNameNS("*", localName));
  }

  private static List<Element> elements(Element in, String localName) {
    return list(in.getElementsByTagNameNS("*", localName));
  }

  private static List<Element> list(NodeList nodes) {
    List<Element> list = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      list.add((Element) nodes.item(i));
    }
    return list;
  }

  /** One BPMN file with the names in it. */
  private static final class Diagram {

    private final String file;
    private final Document document;
    private final Map<String, FeelNames> expressions = new LinkedHashMap<>();

    Diagram(String file, Document document) {
      this.file = file;
      this.document = document;
      list(document.getElementsByTagNameNS("*", "*")).forEach(this::collect);
    }

    private void collect(Element element) {
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        Attr attribute = (Attr) attributes.item(i);
        expression(element, attribute.getLocalName(), attribute.getValue());
      }
      Node only = element.getFirstChild();
      if (only != null && only.getNextSibling() == null && only.getNodeType() == Node.TEXT_NODE) {
        expression(element, element.getLocalName(), element.getTextContent().strip());
      }
    }

    private void expression(Element element, String what, String text) {
      if (text.startsWith("=") && !element.getLocalName().equals("documentation")) {
        Node owner = element;
        while (owner instanceof Element each
            && (each.getAttribute("id").isEmpty() || each.getLocalName().contains("xpression"))) {
          owner = owner.getParentNode();
        }
        String id = owner instanceof Element each ? each.getAttribute("id") : "it";
        String target = element.getAttribute("target");
        expressions.put(
            "%s (%s%s, no. %d)"
                .formatted(
                    id, what, target.isEmpty() ? "" : " of " + target, expressions.size() + 1),
            FeelNames.of(text.substring(1)));
      }
    }

    String processId() {
      return elements(document, "process").getFirst().getAttribute("id");
    }

    /** What mappings, results, scripts and loops of the file write. */
    Set<String> written() {
      Set<String> names = new LinkedHashSet<>(setOnTheWay());
      elements(document, "input").forEach(input -> names.add(head(input.getAttribute("target"))));
      names.add("loopCounter");
      return names;
    }

    Set<String> setOnTheWay() {
      Set<String> names = new LinkedHashSet<>();
      elements(document, "output").forEach(out -> names.add(head(out.getAttribute("target"))));
      for (String tag : List.of("calledDecision", "script")) {
        elements(document, tag).forEach(each -> names.add(each.getAttribute("resultVariable")));
      }
      elements(document, "loopCharacteristics")
          .forEach(
              loop -> {
                names.add(loop.getAttribute("inputElement"));
                names.add(loop.getAttribute("outputCollection"));
              });
      names.remove("");
      return names;
    }

    private static String head(String target) {
      int dot = target.indexOf('.');
      return dot < 0 ? target : target.substring(0, dot);
    }

    Set<String> keysAndWritten() {
      Set<String> names = new LinkedHashSet<>(written());
      expressions.values().forEach(each -> names.addAll(each.keys()));
      return names;
    }

    Set<String> formIds() {
      return elements(document, "formDefinition").stream()
          .map(form -> form.getAttribute("formId"))
          .collect(Collectors.toSet());
    }

    /** The jobs, messages and forms of the diagram. */
    Set<String> sources() {
      Set<String> names = new HashSet<>(formIds());
      elements(document, "taskDefinition").forEach(task -> names.add(task.getAttribute("type")));
      elements(document, "message").forEach(message -> names.add(message.getAttribute("name")));
      return names;
    }

    Set<String> mappedAround(Element task) {
      Set<String> names = new LinkedHashSet<>();
      for (Node node = task; node instanceof Element element; node = node.getParentNode()) {
        for (Element extensions : children(element, "extensionElements")) {
          elements(extensions, "input")
              .forEach(input -> names.add(head(input.getAttribute("target"))));
        }
      }
      return names;
    }

    Set<String> handedTo(String process) {
      Set<String> names = new LinkedHashSet<>();
      for (Element call : elements(document, "callActivity")) {
        for (Element called : elements(call, "calledElement")) {
          if (called.getAttribute("processId").equals(process)) {
            names.addAll(mappedAround(call));
          }
        }
      }
      return names;
    }

    private static List<Element> children(Element of, String localName) {
      List<Element> found = new ArrayList<>();
      for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node instanceof Element element && localName.equals(element.getLocalName())) {
          found.add(element);
        }
      }
      return found;
    }
  }
}
