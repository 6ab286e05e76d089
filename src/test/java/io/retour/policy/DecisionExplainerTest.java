package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.Yaml;

class DecisionExplainerTest {

  private static final FactDictionary DICTIONARY =
      new FactDictionary(
          Map.of(
              "daysPastWindow",
              new Fact("daysPastWindow", "number", "days", "Days since the window ended.", "x")),
          Map.of());

  private static DecisionExplainer explainer() {
    return explainer("Policy: over is over.");
  }

  private static DecisionExplainer explainer(String annotation) {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasenames("messages", "words");
    texts.setDefaultEncoding("UTF-8");
    texts.setFallbackToSystemLocale(false);
    return new DecisionExplainer(
        texts,
        DICTIONARY,
        checksum -> Map.of("EL_policy_too_late", annotation),
        new TranslatedNotes(
            Map.of(
                "Policy: over is over.",
                Map.of("en", "Policy: over is over.", "de", "Hausregel: vorbei ist vorbei."))));
  }

  private static DecisionLog.Entry entry(String decisionId, Object outcome) {
    return new DecisionLog.Entry(
        UUID.randomUUID(),
        "",
        decisionId,
        "sum",
        Map.of("daysPastWindow", 9),
        outcome,
        List.of("EL_policy_too_late"),
        true,
        1,
        1,
        Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Eligibility | outcome: cannot come back
          nl | Retourmogelijkheid | uitkomst: kan niet terugkomen
          de | Rückgabemöglichkeit | Ergebnis: kann nicht zurückkommen
          fr | Droit au retour | résultat : ne peut pas être retourné
          """)
  void saysTheOutcomeInTheReadersLanguage(String language, String table, String outcome) {
    DecisionExplainer.Explanation explanation =
        explainer()
            .explain(entry("eligibility", Map.of("outcome", "NOT_ELIGIBLE")), Locale.of(language));

    assertThat(explanation.table()).isEqualTo(table);
    assertThat(explanation.outcome()).containsExactly(outcome);
  }

  @Test
  void saysWhichRowMatchedAndWhatItLookedAt() {
    DecisionExplainer.Explanation explanation =
        explainer().explain(entry("eligibility", Map.of("outcome", "REVIEW")), Locale.ENGLISH);

    assertThat(explanation.rows())
        .containsExactly(
            new DecisionExplainer.Row("EL_policy_too_late", "Policy: over is over.", "en"));
    assertThat(explanation.facts())
        .containsExactly(
            new DecisionExplainer.Looked(
                "daysPastWindow", "9", "days", "Days since the window ended."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          de    | Policy: over is over.       | Hausregel: vorbei ist vorbei. | de
          de-AT | Policy: over is over.       | Hausregel: vorbei ist vorbei. | de
          en    | Policy: over is over.       | Policy: over is over.         | en
          fr    | Policy: over is over.       | Policy: over is over.         | en
          de    | Policy: a day late is fine. | Policy: a day late is fine.   | en
          """)
  void saysWhyInTheReadersLanguageAsLongAsTheTranslationIsOfTheseVeryWords(
      String reader, String annotation, String note, String language) {
    assertThat(
            explainer(annotation)
                .explain(
                    entry("eligibility", Map.of("outcome", "REVIEW")),
                    Locale.forLanguageTag(reader))
                .rows())
        .containsExactly(new DecisionExplainer.Row("EL_policy_too_late", note, language));
  }

  @Test
  void saysListsYesAndNothing() {
    assertThat(
            explainer()
                .explain(
                    entry(
                        "fraud-risk",
                        Map.of("signals", List.of("HIGH_VALUE", "CLAIMED_NEVER_ARRIVED"))),
                    Locale.GERMAN)
                .outcome())
        .containsExactly("Signale: hoher Wert, die Bestellung soll nie angekommen sein");
    assertThat(
            explainer()
                .explain(entry("disposition", Map.of("inspectionAgrees", true)), Locale.ENGLISH)
                .outcome())
        .containsExactly("inspection agrees: yes");
    assertThat(explainer().explain(entry("return-methods", List.of()), Locale.FRENCH).outcome())
        .containsExactly("aucune ligne ne s’applique");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_nl", "_de", "_fr"})
  void everyWordOfTheVocabularyIsSaidInEachLanguage(String suffix) throws IOException {
    Map<String, Map<String, String>> vocabulary;
    try (var file = resource("/dmn/vocabulary.yaml")) {
      vocabulary = new Yaml().load(file);
    }
    Properties words = new Properties();
    try (Reader file = resource("/words" + suffix + ".properties")) {
      words.load(file);
    }
    TreeSet<String> missing = new TreeSet<>();
    vocabulary.forEach(
        (output, of) -> {
          missing.add("output." + output);
          of.keySet().forEach(word -> missing.add("word." + output + "." + word));
        });
    missing.removeAll(words.stringPropertyNames());

    assertThat(missing)
        .as(
            "add these lines, each with its words, to src/main/resources/words%s.properties",
            suffix)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_nl", "_de", "_fr"})
  void everyLanguageSaysTheSameKeys(String suffix) throws IOException {
    Properties english = new Properties();
    Properties other = new Properties();
    try (Reader one = resource("/words.properties");
        Reader two = resource("/words" + suffix + ".properties")) {
      english.load(one);
      other.load(two);
    }
    assertThat(new TreeSet<>(other.stringPropertyNames()))
        .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
    assertThat(other.values()).noneMatch(text -> text.toString().isBlank());
  }

  private static Reader resource(String path) {
    return new InputStreamReader(
        Objects.requireNonNull(DecisionExplainerTest.class.getResourceAsStream(path), path),
        StandardCharsets.UTF_8);
  }

  @Test
  void saysTheNextBestInTheWordsOfWhatItCompares() {
    assertThat(
            explainer()
                .explain(entry("routing", Map.of("nextBest", "LEIPZIG")), Locale.ENGLISH)
                .outcome())
        .containsExactly("next best: Leipzig, Germany");
    assertThat(
            explainer()
                .explain(entry("disposition", Map.of("nextBest", "DONATE")), Locale.ENGLISH)
                .outcome())
        .containsExactly("next best: donated");
  }

  /** Raw names of outputs are for people who edit tables, not for who reads a case file. */
  @ParameterizedTest
  @ValueSource(strings = {"words", "words_de", "words_fr", "words_nl"})
  void hasWordsForWhateverATableGives(String bundle) throws IOException {
    Properties words = new Properties();
    try (Reader text =
        new InputStreamReader(
            Objects.requireNonNull(getClass().getResourceAsStream("/" + bundle + ".properties")),
            StandardCharsets.UTF_8)) {
      words.load(text);
    }
    TreeSet<String> wanted = new TreeSet<>();
    for (Resource table :
        new PathMatchingResourcePatternResolver().getResources("classpath*:dmn/*.dmn")) {
      Matcher output =
          Pattern.compile("<output [^>]*name=\"([^\"]+)\"")
              .matcher(table.getContentAsString(StandardCharsets.UTF_8));
      while (output.find()) {
        wanted.add("output." + output.group(1));
      }
    }

    assertThat(wanted).isNotEmpty();
    assertThat(words.stringPropertyNames()).containsAll(wanted);
  }
}
