package io.retour.policy.dmn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A decision table as it stands in its file.
 *
 * @param file the file's name
 * @param id the decision's id
 * @param noneIsAnAnswer whether its description says so, in these words
 */
record DmnTable(
    String file,
    String id,
    String hitPolicy,
    boolean noneIsAnAnswer,
    List<Input> inputs,
    List<Output> outputs,
    List<Rule> rules) {

  /** In a table's description: that no row applies is an answer, and no gap. */
  static final String NONE_IS_AN_ANSWER = "None is an answer";

  /**
   * @param listed the words that the column lists; empty when it lists none
   */
  record Input(String expression, String type, List<String> listed) {}

  /**
   * @param type empty when the column has none
   * @param listed the words that the column lists; empty when it lists none
   */
  record Output(String name, String type, List<String> listed) {}

  /**
   * @param tests a cell for each input, empty where anything fits
   * @param answers a FEEL expression for each output
   */
  record Rule(int number, String id, String note, List<String> tests, List<String> answers) {

    @Override
    public String toString() {
      return "rule %d (%s)".formatted(number, id);
    }
  }

  /** A decision that is an expression, between tables. */
  record Formula(String file, String id, String name, String expression) {}

  /** What one file holds. */
  record Decisions(List<DmnTable> tables, List<Formula> formulas) {

    /** Whether a column's input is the answer of another decision of the file, and not a fact. */
    boolean answers(String name) {
      return tables.stream().anyMatch(table -> table.id().equals(name))
          || formulas.stream()
              .anyMatch(formula -> formula.id().equals(name) || formula.name().equals(name));
    }
  }

  boolean isUnique() {
    return hitPolicy.equals("UNIQUE");
  }

  boolean isFirst() {
    return hitPolicy.equals("FIRST");
  }

  /** Several rows may apply, and none where the table says so. */
  boolean collects() {
    return !isUnique() && !isFirst();
  }

  static Decisions read(String file, String content) {
    Document document = DmnInputs.parse(file, content);
    List<DmnTable> tables = new ArrayList<>();
    List<Formula> formulas = new ArrayList<>();
    for (Element decision : children(document.getDocumentElement(), "decision")) {
      children(decision, "decisionTable")
          .forEach(table -> tables.add(table(file, decision, table)));
      children(decision, "literalExpression")
          .forEach(
              expression ->
                  formulas.add(
                      new Formula(
                          file,
                          decision.getAttribute("id"),
                          children(decision, "variable").stream()
                              .map(variable -> variable.getAttribute("name"))
                              .findFirst()
                              .orElse(decision.getAttribute("id")),
                          text(expression))));
    }
    return new Decisions(List.copyOf(tables), List.copyOf(formulas));
  }

  private static DmnTable table(String file, Element decision, Element table) {
    String description =
        children(decision, "description").stream()
            .map(Element::getTextContent)
            .findFirst()
            .orElse("");
    String hitPolicy = table.getAttribute("hitPolicy");
    List<Element> rules = children(table, "rule");
    return new DmnTable(
        file,
        decision.getAttribute("id"),
        hitPolicy.isEmpty() ? "UNIQUE" : hitPolicy,
        description.contains(NONE_IS_AN_ANSWER),
        children(table, "input").stream().map(DmnTable::input).toList(),
        children(table, "output").stream().map(DmnTable::output).toList(),
        IntStream.range(0, rules.size()).mapToObj(i -> rule(i + 1, rules.get(i))).toList());
  }

  private static Input input(Element input) {
    Element expression = children(input, "inputExpression").getFirst();
    return new Input(
        text(expression), expression.getAttribute("typeRef"), listed(input, "inputValues"));
  }

  private static Output output(Element output) {
    return new Output(
        output.getAttribute("name"),
        output.getAttribute("typeRef"),
        listed(output, "outputValues"));
  }

  private static Rule rule(int number, Element rule) {
    return new Rule(
        number,
        rule.getAttribute("id"),
        children(rule, "description").stream()
            .map(note -> note.getTextContent().strip())
            .findFirst()
            .orElse(""),
        children(rule, "inputEntry").stream().map(DmnTable::text).toList(),
        children(rule, "outputEntry").stream().map(DmnTable::text).toList());
  }

  private static List<String> listed(Element column, String values) {
    return children(column, values).stream().flatMap(each -> words(text(each)).stream()).toList();
  }

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /** The texts in quotation marks, each once, in their order. */
  static List<String> words(String text) {
    return QUOTED.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }

  private static String text(Element element) {
    return children(element, "text").stream()
        .map(text -> text.getTextContent().strip())
        .findFirst()
        .orElse("");
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }
}
