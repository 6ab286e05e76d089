package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.Fact;
import io.retour.policy.FactDictionary;
import io.retour.policy.ReturnFacts;
import io.retour.policy.Vocabulary;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The fact dictionary {@code dmn/facts.yaml} knows every fact that a table looks at and every
 * variable that a journey reads, so that a misspelled name fails here and not at the shopper.
 */
class FactDictionaryTest {

  private static final FactDictionary DICTIONARY = new PackagedDictionary().factDictionary();
  private static final Vocabulary VOCABULARY = new PackagedDictionary().vocabulary();
  private static final Path PAGE = Path.of("docs", "facts.md");

  private static DictionaryCheck check() {
    return new DictionaryCheck(DICTIONARY).repository();
  }

  private static String file(String path) throws IOException {
    return Files.readString(Path.of(path));
  }

  @Test
  void knowsEveryNameInTablesAndJourneys() {
    List<String> problems = check().problems();

    assertThat(problems).as(String.join("\n\n", problems)).isEmpty();
  }

  @Test
  void knowsEveryFactThatIsCollected() {
    Stream<RecordComponent> collected =
        Stream.of(ReturnFacts.class, ReturnFacts.Line.class)
            .flatMap(type -> Arrays.stream(type.getRecordComponents()));

    assertThat(collected)
        .allSatisfy(
            component -> {
              assertThat(DICTIONARY.facts())
                  .as(
                      "ReturnFacts has %s, which dmn/facts.yaml does not know; add this line under"
                          + " facts:\n  %s: { type: %s, unit: \"...\", meaning: \"One sentence.\","
                          + " from: \"collect-return-facts\" }",
                      component.getName(), component.getName(), type(component))
                  .containsKey(component.getName());
              assertThat(DICTIONARY.facts().get(component.getName()).type())
                  .as("type of %s in dmn/facts.yaml", component.getName())
                  .isEqualTo(type(component));
            });
  }

  private static String type(RecordComponent component) {
    Class<?> type = component.getType();
    return type == boolean.class || type == Boolean.class
        ? "boolean"
        : type.isPrimitive() || Number.class.isAssignableFrom(type)
            ? "number"
            : List.class.isAssignableFrom(type)
                ? "list"
                : Map.class.isAssignableFrom(type) || type.isRecord() ? "context" : "string";
  }

  @Test
  void saysOfEveryFactWhatItMeansAndWhereItComesFrom() {
    assertThat(DICTIONARY.facts().values())
        .allSatisfy(
            fact -> {
              assertThat(fact.type())
                  .as("type of %s", fact.name())
                  .isIn("string", "number", "boolean", "list", "context");
              assertThat(fact.unit()).as("unit of %s", fact.name()).isNotBlank();
              saysEnough(fact);
            });
    assertThat(DICTIONARY.variables().values()).allSatisfy(FactDictionaryTest::saysEnough);
    assertThat(DICTIONARY.facts())
        .doesNotContainKeys(DICTIONARY.variables().keySet().toArray(String[]::new));
  }

  private static void saysEnough(Fact fact) {
    assertThat(fact.meaning()).as("meaning of %s", fact.name()).endsWith(".");
    assertThat(fact.from()).as("where %s comes from", fact.name()).isNotBlank();
  }

  @Test
  void reportsATaskWhoseTableAsksForAMisspelledFact() throws IOException {
    String misspelled =
        file("dmn/resolution.dmn").replace("<text>riskLevel</text>", "<text>riskLevl</text>");

    assertThat(check().add("resolution.dmn", misspelled).problems())
        .singleElement()
        .asString()
        .startsWith(
            "settlement.bpmn: Task_DetermineResolution asks table resolution, which looks at"
                + " 'riskLevl'")
        .contains("The nearest known name is riskLevel.");
  }

  @Test
  void reportsAMisspelledMappingThatWouldLeaveATableWithoutItsFact() throws IOException {
    String misspelled =
        file("bpmn/return-journey.bpmn").replace("target=\"riskLevel\"", "target=\"riskLvl\"");

    assertThat(check().add("return-journey.bpmn", misspelled).problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith(
                        "settlement.bpmn: Task_DetermineResolution asks table resolution, which"
                            + " looks at 'riskLevel'")
                    .contains("The nearest known name is riskLvl"));
  }

  @Test
  void reportsAMisspelledVariableOfAGateway() throws IOException {
    String misspelled =
        file("bpmn/settlement.bpmn").replace("=amountMinor &gt; 0", "=amountMinr &gt; 0");

    assertThat(check().add("settlement.bpmn", misspelled).problems())
        .singleElement()
        .asString()
        .startsWith("settlement.bpmn: Flow_")
        .contains("reads 'amountMinr'", "The nearest known name is amountMinor");
  }

  @Test
  void reportsAMisspelledPartOfALine() throws IOException {
    String misspelled =
        file("bpmn/return-journey.bpmn")
            .replace("source=\"=line.daysPastWindow\"", "source=\"=line.daysPastWndow\"");

    assertThat(check().add("return-journey.bpmn", misspelled).problems())
        .singleElement()
        .asString()
        .contains("reads the part 'daysPastWndow'", "The nearest known name is daysPastWindow");
  }

  @Test
  void reportsATaskThatAsksATableWhichIsNotThere() throws IOException {
    String wrong =
        file("bpmn/settlement.bpmn")
            .replace("decisionId=\"resolution\"", "decisionId=\"resolutions\"");

    assertThat(check().add("settlement.bpmn", wrong).problems())
        .singleElement()
        .asString()
        .contains("asks decision 'resolutions'", "The nearest known name is resolution");
  }

  @Test
  void publishesThePageThatPeopleRead() throws IOException {
    String text = page();
    Path fresh = Path.of("target", "facts.md");
    Files.createDirectories(fresh.getParent());
    Files.writeString(fresh, text);

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/facts.md does not say what dmn/*.yaml says; copy %s over it", fresh)
        .isEqualTo(text);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Facts and words

            Written from [`dmn/facts.yaml`](../dmn/facts.yaml) and [`dmn/vocabulary.yaml`](../dmn/vocabulary.yaml) by `FactDictionaryTest`; change those.

            ## Facts that tables look at

            Times are days in the consumer's time zone, amounts are minor units: `5000` is 50.00.

            | fact | type | unit | meaning | from |
            | --- | --- | --- | --- | --- |
            """);
    for (Fact fact : sorted(DICTIONARY.facts())) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(fact.name(), fact.type(), fact.unit(), fact.meaning(), fact.from()));
    }
    page.append(
        """

        ## What journeys carry besides

        | variable | meaning | from |
        | --- | --- | --- |
        """);
    for (Fact fact : sorted(DICTIONARY.variables())) {
      page.append("| `%s` | %s | %s |\n".formatted(fact.name(), fact.meaning(), fact.from()));
    }
    page.append("\n## Words in which tables answer\n");
    new TreeMap<>(VOCABULARY.words())
        .forEach(
            (output, words) -> {
              page.append("\n### %s\n\n| word | meaning |\n| --- | --- |\n".formatted(output));
              words.forEach(
                  (word, meaning) -> page.append("| `%s` | %s |\n".formatted(word, meaning)));
            });
    return page.toString();
  }

  private static List<Fact> sorted(Map<String, Fact> facts) {
    return List.copyOf(new TreeMap<>(facts).values());
  }
}
