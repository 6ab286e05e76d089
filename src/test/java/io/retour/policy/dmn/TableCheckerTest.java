package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.Fact;
import io.retour.policy.FactDictionary;
import io.retour.policy.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliberately wrong tables, and the sentence that each must give. */
class TableCheckerTest {

  private static final FactDictionary FACTS =
      new FactDictionary(
          Stream.of(
                  fact("days", "number"),
                  fact("grade", "string"),
                  fact("consumer", "boolean"),
                  fact("full", "list"))
              .collect(Collectors.toMap(Fact::name, fact -> fact)),
          Map.of());
  private static final Vocabulary WORDS =
      new Vocabulary(
          Map.of(
              "answer", Map.of("YES", "Yes.", "NO", "No."),
              "method", Map.of("STORE", "A store.", "PARCEL", "A parcel.")));

  private static Fact fact(String name, String type) {
    return new Fact(name, type, "unit", "Meaning.", "here");
  }

  /** A table on a number of days and a grade, answering a word. */
  private static final class Table {

    private final StringBuilder rules = new StringBuilder();
    private String hitPolicy = "UNIQUE";
    private String description = "What is asked.";
    private String days = "days";
    private String type = "number";
    private String grades = "";
    private String output = "name=\"answer\" typeRef=\"string\"";
    private String values = "";
    private String more = "";

    Table rule(String days, String grade, String answer, String id) {
      return rule(days, grade, answer, id, "Policy.");
    }

    Table rule(String days, String grade, String answer, String id, String note) {
      rules.append(
          """
          <rule id="%s"><description>%s</description>
            <inputEntry id="%s_1"><text>%s</text></inputEntry>
            <inputEntry id="%s_2"><text>%s</text></inputEntry>
            <outputEntry id="%s_3"><text>%s</text></outputEntry></rule>
          """
              .formatted(id, note, id, escaped(days), id, escaped(grade), id, escaped(answer)));
      return this;
    }

    private static String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    Table hitPolicy(String policy) {
      hitPolicy = policy;
      return this;
    }

    Table description(String text) {
      description = text;
      return this;
    }

    Table input(String name, String typeRef) {
      days = name;
      type = typeRef;
      return this;
    }

    Table grades(String words) {
      grades = "<inputValues id=\"V\"><text>%s</text></inputValues>".formatted(words);
      return this;
    }

    Table output(String attributes) {
      output = attributes;
      return this;
    }

    Table values(String words) {
      values = "<outputValues id=\"OV\"><text>%s</text></outputValues>".formatted(words);
      return this;
    }

    Table formula(String id, String expression) {
      more =
          """
          <decision id="%s" name="F"><variable id="V%s" name="%s" typeRef="string" />
          <literalExpression id="L%s"><text>%s</text></literalExpression></decision>
          """
              .formatted(id, id, id, id, escaped(expression));
      return this;
    }

    String xml() {
      return """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="Wrong" namespace="n">
      <decision id="wrong" name="Wrong"><description>%s</description>
      <decisionTable id="T" hitPolicy="%s">
      <input id="I1"><inputExpression id="E1" typeRef="%s"><text>%s</text></inputExpression></input>
      <input id="I2"><inputExpression id="E2" typeRef="string"><text>grade</text></inputExpression>%s</input>
      <output id="O" %s>%s</output>
      %s</decisionTable></decision>%s</definitions>
      """
          .formatted(description, hitPolicy, type, days, grades, output, values, rules, more);
    }

    List<String> problems() {
      return problemsOf(Map.of("wrong.dmn", xml()));
    }
  }

  private static List<String> problemsOf(Map<String, String> files) {
    return new TableChecker(FACTS, WORDS, new StatutoryFloor(List.of())).problemsOf(files);
  }

  private static Table table() {
    return new Table();
  }

  private static Table right() {
    return table().rule("<= 14", "", "\"YES\"", "W_in_time").rule("> 14", "", "\"NO\"", "W_late");
  }

  @Test
  void nothingIsWrongWithARightTable() {
    assertThat(right().problems()).isEmpty();
  }

  @Test
  void aGapIsToldWithFactsThatNoRuleAnswers() {
    assertThat(
            table()
                .rule("< 14", "", "\"YES\"", "W_in_time")
                .rule("> 14", "", "\"NO\"", "W_late")
                .problems())
        .containsExactly("wrong.dmn (wrong): no rule applies when days=14, grade=SOMETHING_ELSE");
  }

  @Test
  void anOverlapIsToldWithBothRulesAndFactsThatBothAnswer() {
    assertThat(
            table()
                .rule("<= 14", "", "\"YES\"", "W_in_time")
                .rule(">= 14", "", "\"NO\"", "W_late")
                .problems())
        .containsExactly(
            "wrong.dmn (wrong): rule 1 (W_in_time) and rule 2 (W_late) both apply when days=14,"
                + " grade=SOMETHING_ELSE");
  }

  @Test
  void aRuleThatAnotherCoversWhollyOverlapsIt() {
    assertThat(right().rule("> 20", "\"A\"", "\"NO\"", "W_covered").problems())
        .singleElement()
        .asString()
        .startsWith(
            "wrong.dmn (wrong): rule 2 (W_late) and rule 3 (W_covered) both apply when days=2");
  }

  @Test
  void aRuleBehindOthersOfAFirstTableIsOutOfReach() {
    assertThat(
            table()
                .hitPolicy("FIRST")
                .rule("<= 14", "", "\"YES\"", "W_in_time")
                .rule("", "", "\"NO\"", "W_rest")
                .rule("> 30", "\"A\"", "\"NO\"", "W_never")
                .problems())
        .singleElement()
        .asString()
        .matches(
            "wrong\\.dmn \\(wrong\\): rule 3 \\(W_never\\) is out of reach: rule 2 \\(W_rest\\)"
                + " stands before it and answers too, for instance when days=\\d+(\\.5)?, grade=A");
  }

  /** Neither of the two before it covers it alone. */
  @Test
  void aRuleOfAFirstTableThatOthersCoverTogetherIsOutOfReach() {
    assertThat(
            table()
                .hitPolicy("FIRST")
                .rule("<= 14", "", "\"YES\"", "W_in_time")
                .rule("> 14", "", "\"NO\"", "W_late")
                .rule("", "\"A\"", "\"NO\"", "W_never")
                .problems())
        .singleElement()
        .asString()
        .contains("rule 3 (W_never) is out of reach: rule 1 (W_in_time) stands before it");
  }

  @Test
  void aFirstTableWithoutALastWordHasAGap() {
    assertThat(table().hitPolicy("FIRST").rule("<= 14", "", "\"YES\"", "W_in_time").problems())
        .containsExactly("wrong.dmn (wrong): no rule applies when days=14.5, grade=SOMETHING_ELSE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNIQUE", "FIRST", "COLLECT"})
  void aRuleWhoseCellNothingFitsIsOutOfReach(String hitPolicy) {
    assertThat(right().hitPolicy(hitPolicy).rule("]5..5[", "\"A\"", "\"NO\"", "W_never").problems())
        .containsExactly(
            "wrong.dmn (wrong): rule 3 (W_never) is out of reach: no facts fit its cells days"
                + " ]5..5[, grade \"A\"");
  }

  @Test
  void aCollectingTableMayAnswerTwice() {
    assertThat(right().hitPolicy("COLLECT").rule("> 20", "", "\"NO\"", "W_later").problems())
        .isEmpty();
  }

  @Test
  void aCollectingTableSaysWhetherNoneIsAnAnswer() {
    Table gap = table().hitPolicy("COLLECT").rule("> 14", "", "\"NO\"", "W_late");

    assertThat(gap.problems())
        .containsExactly(
            "wrong.dmn (wrong): no rule applies when days=13, grade=SOMETHING_ELSE. If that is an"
                + " answer, write \"None is an answer\" into the table's description, and what it"
                + " means");
    assertThat(gap.description("Reasons. None is an answer: nothing stands against it.").problems())
        .isEmpty();
  }

  @Test
  void thatNoneIsAnAnswerIsForCollectingTablesOnly() {
    assertThat(
            table()
                .description("None is an answer.")
                .rule("> 14", "", "\"NO\"", "W_late")
                .problems())
        .singleElement()
        .asString()
        .contains("no rule applies when");
  }

  @Test
  void aListIsTriedEmptyWithEachWordAndWithAll() {
    assertThat(
            table()
                .input("full", "list")
                .rule("not(list contains(?, \"A\"))", "", "\"YES\"", "W_room")
                .rule("list contains(?, \"B\")", "", "\"NO\"", "W_b_full")
                .problems())
        .containsExactly(
            "wrong.dmn (wrong): no rule applies when full=[A], grade=SOMETHING_ELSE",
            "wrong.dmn (wrong): rule 1 (W_room) and rule 2 (W_b_full) both apply when full=[B],"
                + " grade=SOMETHING_ELSE");
  }

  @Test
  void aWordOutsideTheVocabularyIsToldWithTheNearestOneAndTheLineToAdd() {
    assertThat(
            table()
                .rule("<= 14", "", "\"YES\"", "W_in_time")
                .rule("> 14", "", "\"NOO\"", "W_late")
                .problems())
        .containsExactly(
            "wrong.dmn (wrong): rule 2 (W_late) answers \"NOO\" as answer, a word outside the"
                + " vocabulary. The nearest known name is NO. If it is new, add this line to"
                + " dmn/vocabulary.yaml under answer:\n  NOO: \"What it means.\"");
  }

  @Test
  void aWordThatTheOutputDoesNotListIsTold() {
    assertThat(right().values("\"YES\",\"PERHAPS\"").problems())
        .containsExactly(
            "wrong.dmn (wrong): rule 2 (W_late) answers \"NO\" as answer. The output's own list of"
                + " values does not have it: YES, PERHAPS");
  }

  @Test
  void anEmptyAnswerAndAnAnswerWithoutQuotesAreTold() {
    assertThat(
            table().rule("<= 14", "", "", "W_in_time").rule("> 14", "", "NO", "W_late").problems())
        .containsExactly(
            "wrong.dmn (wrong): rule 1 (W_in_time) answers nothing as answer, where a quoted"
                + " constant belongs",
            "wrong.dmn (wrong): rule 2 (W_late) answers NO as answer, where a quoted constant"
                + " belongs");
  }

  /** Wherever in an answer a word stands: a list, a choice, a part, or a comparison. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name="methods" | ["STORE", "PARCL"] | answers "PARCL" as methods, a word outside
          name="method" | if days > 3 then "STORE" else "PARCL" | answers "PARCL" as method, a word outside
          name="methods" | append(["STORE"], "PARCL") | answers "PARCL" as methods, a word outside
          name="best" | {method: "PARCL", days: 3} | answers "PARCL" as method, a word outside
          name="method" | options[item.method = "PARCL"][1].method | compares method with "PARCL", which it never is
          name="days" typeRef="number" | if list contains(options.method, "PARCL") then 1 else 2 | compares method with "PARCL"
          """)
  void aMisspelledWordIsFoundInAnswersOfAnyType(String output, String answer, String problem) {
    assertThat(table().output(output).rule("", "", answer, "W_any").problems())
        .singleElement()
        .asString()
        .startsWith("wrong.dmn (wrong): rule 1 (W_any) " + problem)
        .contains("The nearest known name is PARCEL.");
  }

  @Test
  void anOutputWithoutWordsOfItsOwnListsThem() {
    Table free = table().output("name=\"freeWays\"").rule("", "", "[\"STORE\"]", "W_any");

    assertThat(free.problems())
        .singleElement()
        .asString()
        .contains("answers \"STORE\" as freeWays, a word outside the vocabulary");
    assertThat(free.values("\"STORE\",\"PARCEL\"").problems()).isEmpty();
    assertThat(free.values("\"PARCEL\"").problems())
        .singleElement()
        .asString()
        .contains("The output's own list of values does not have it: PARCEL");
  }

  @Test
  void aListOfAnOutputCannotBringWordsThatNobodyKnows() {
    assertThat(
            table()
                .output("name=\"freeWays\"")
                .values("\"STOREE\"")
                .rule("", "", "[\"STOREE\"]", "W_any")
                .problems())
        .singleElement()
        .asString()
        .contains("answers \"STOREE\" as freeWays, a word outside the vocabulary");
  }

  @Test
  void aFormulaGivesWordsThatItsReaderWaitsFor() {
    Table reads =
        table()
            .input("how", "string")
            .rule("\"ONE\"", "", "\"YES\"", "W_one")
            .rule("not(\"ONE\")", "", "\"NO\"", "W_other");
    String listed =
        reads
            .formula("how", "if days > 1 then \"ONE\" else \"SEVERL\"")
            .xml()
            .replace(
                "<text>how</text></inputExpression>",
                "<text>how</text></inputExpression><inputValues id=\"X\"><text>\"ONE\",\"SEVERAL\"</text></inputValues>");

    assertThat(problemsOf(Map.of("wrong.dmn", listed)))
        .containsExactly(
            "wrong.dmn (how): its formula gives \"SEVERL\" as how, which no column that reads it"
                + " lists. The nearest known name is SEVERAL.");
  }

  @Test
  void aCellThatWaitsForAWordWhichItsColumnDoesNotListIsTold() {
    assertThat(
            table()
                .grades("\"A\",\"B\"")
                .rule("", "\"A\"", "\"YES\"", "W_a")
                .rule("", "\"BB\"", "\"NO\"", "W_b")
                .problems())
        .contains(
            "wrong.dmn (wrong): rule 2 (W_b) waits for grade BB, which the column does not list. The"
                + " nearest known name is B.");
  }

  @Test
  void tablesAgreeOnTheWordsOfAFact() {
    Map<String, String> files = new TreeMap<>();
    files.put("a.dmn", right().grades("\"A\",\"B\"").xml());
    files.put("b.dmn", right().grades("\"A\",\"C\"").xml().replace("W_", "X_"));
    files.put(
        "c.dmn",
        table()
            .rule("", "\"AA\"", "\"YES\"", "Y_a")
            .rule("", "not(\"AA\")", "\"NO\"", "Y_b")
            .xml());

    assertThat(problemsOf(files))
        .containsExactly(
            "b.dmn (wrong): column grade lists [A, C], but a.dmn (wrong) lists [A, B] for the same"
                + " fact",
            "c.dmn (wrong): rule 1 (Y_a) waits for grade AA, which a.dmn (wrong) does not list for"
                + " that fact. The nearest known name is A.",
            "c.dmn (wrong): rule 2 (Y_b) waits for grade AA, which a.dmn (wrong) does not list for"
                + " that fact. The nearest known name is A.");
  }

  @Test
  void aMisspelledInputIsToldWithTheNearestFactAndTheLineToAdd() {
    assertThat(right().input("dayz", "number").problems())
        .singleElement()
        .asString()
        .startsWith(
            "wrong.dmn (wrong): input dayz is not in dmn/facts.yaml. The nearest known name is days."
                + " If it is new, add this line there, under facts:\n  dayz: {");
  }

  @Test
  void anInputOfAnotherTypeThanTheFactIsTold() {
    assertThat(
            table()
                .input("days", "boolean")
                .rule("true", "", "\"YES\"", "W_yes")
                .rule("false", "", "\"NO\"", "W_no")
                .problems())
        .containsExactly(
            "wrong.dmn (wrong): input days is taken for a boolean, dmn/facts.yaml says number");
  }

  @Test
  void aComputedInputIsTold() {
    assertThat(right().input("days + 1", "number").problems())
        .containsExactly(
            "wrong.dmn (wrong): input 'days + 1' is not the name of one fact; compute it where facts"
                + " are collected");
  }

  @Test
  void aRuleNeedsAnIdThatSpeaksOneOfItsOwnAndAnAnnotation() {
    assertThat(
            table()
                .rule("<= 14", "", "\"YES\"", "DecisionRule_0abc123")
                .rule("> 14", "\"A\"", "\"NO\"", "W_late", " ")
                .rule("> 14", "not(\"A\")", "\"NO\"", "W_late")
                .problems())
        .containsExactly(
            "wrong.dmn (wrong): give rule 1 (DecisionRule_0abc123) an id that says what it is about",
            "wrong.dmn (wrong): rule 2 (W_late) has no annotation",
            "wrong.dmn (wrong): rule id W_late is used twice");
  }

  @Test
  void aCellThatIsNoFeelIsToldWithTheEnginesWords() {
    assertThat(
            table()
                .rule("<= <= 14", "", "\"YES\"", "W_in_time")
                .rule("> 14", "", "\"NO", "W_late")
                .problems())
        .satisfiesExactly(
            test ->
                assertThat(test)
                    .startsWith(
                        "wrong.dmn (wrong): rule 1 (W_in_time): its cell days <= <= 14 is no FEEL"
                            + " test: "),
            answer ->
                assertThat(answer)
                    .startsWith(
                        "wrong.dmn (wrong): rule 2 (W_late): its answer answer \"NO is no FEEL"
                            + " expression: "));
  }

  @Test
  void aFileThatIsNoXmlIsTold() {
    assertThat(problemsOf(Map.of("wrong.dmn", right().xml().replace("</rule>", ""))))
        .singleElement()
        .asString()
        .startsWith("wrong.dmn is not a readable DMN file: ");
  }

  /** In the running application a table must not hold up the server, however odd it is. */
  @Test
  void aTableOfManyColumnsIsLookedAtInTime() {
    String inputs =
        IntStream.range(0, 14)
            .mapToObj(
                i ->
                    "<input id=\"N%d\"><inputExpression id=\"M%d\" typeRef=\"number\"><text>days</text></inputExpression></input>"
                        .formatted(i, i))
            .collect(Collectors.joining());
    String rules =
        IntStream.range(0, 40)
            .mapToObj(
                rule ->
                    "<rule id=\"W_%d\"><description>Policy.</description>%s<outputEntry id=\"W_%d_o\"><text>\"YES\"</text></outputEntry></rule>"
                        .formatted(
                            rule,
                            IntStream.range(0, 14)
                                .mapToObj(
                                    column ->
                                        "<inputEntry id=\"W_%d_%d\"><text>&lt;= %d</text></inputEntry>"
                                            .formatted(rule, column, (rule * 7 + column * 11) % 97))
                                .collect(Collectors.joining()),
                            rule))
            .collect(Collectors.joining());
    String xml =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"D\" name=\"W\" namespace=\"n\"><decision id=\"wide\" name=\"W\"><decisionTable id=\"T\" hitPolicy=\"FIRST\">"
            + inputs
            + "<output id=\"O\" name=\"answer\" typeRef=\"string\"/>"
            + rules
            + "</decisionTable></decision></definitions>";

    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(problemsOf(Map.of("wide.dmn", xml))).isNotEmpty());
  }
}
