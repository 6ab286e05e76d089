package io.retour.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says in the reader's language what a table decided and why. An annotation that nobody translated
 * stays as its author wrote it, and says so.
 */
@Component
public class DecisionExplainer {

  /**
   * Why: a row that matched.
   *
   * @param id of the row in its table
   * @param note its annotation: why, with its source
   * @param language of the annotation (ISO 639-1): the reader's, or en as its author wrote it, when
   *     no translation fits its words
   */
  public record Row(String id, String note, String language) {}

  /**
   * What the table looked at.
   *
   * @param name as in the fact dictionary
   * @param value in words
   * @param unit of the value, empty if it has none
   * @param meaning what the fact is
   */
  public record Looked(String name, String value, String unit, String meaning) {}

  /**
   * A decision in words.
   *
   * @param table its name
   * @param outcome a sentence for each row that it gave
   * @param rows the rows that matched
   * @param facts what the table looked at
   */
  public record Explanation(
      String table, List<String> outcome, List<Row> rows, List<Looked> facts) {}

  /** Outputs that answer in the words of others. */
  private static final Map<String, List<String>> SAID_ELSEWHERE =
      Map.of("nextBest", List.of("warehouse", "disposition"), "spared", List.of("disposition"));

  private final MessageSource texts;
  private final FactDictionary dictionary;
  private final RuleNotes notes;
  private final TranslatedNotes translated;

  DecisionExplainer(
      MessageSource texts, FactDictionary dictionary, RuleNotes notes, TranslatedNotes translated) {
    this.texts = texts;
    this.dictionary = dictionary;
    this.notes = notes;
    this.translated = translated;
  }

  public Explanation explain(DecisionLog.Entry entry, Locale locale) {
    Map<String, String> notesOfTable = notes.of(entry.tableChecksum());
    return new Explanation(
        text("table." + entry.decisionId(), entry.decisionId(), locale),
        outcome(entry.outcome(), locale),
        entry.matchedRules().stream()
            .map(rule -> row(rule, notesOfTable.getOrDefault(rule, ""), locale))
            .toList(),
        entry.inputs().entrySet().stream()
            .map(input -> looked(input.getKey(), input.getValue(), locale))
            .toList());
  }

  private Row row(String id, String annotation, Locale locale) {
    TranslatedNotes.Note note = translated.say(annotation, locale);
    return new Row(id, note.text(), note.language());
  }

  private List<String> outcome(@Nullable Object outcome, Locale locale) {
    List<String> sentences = new ArrayList<>();
    Collection<?> rows =
        outcome == null ? List.of() : outcome instanceof Collection<?> all ? all : List.of(outcome);
    for (Object row : rows) {
      sentences.add(
          row instanceof Map<?, ?> outputs ? row(outputs, locale) : words("", row, locale));
    }
    return sentences.isEmpty()
        ? List.of(text("explain.nothing", "nothing", locale))
        : List.copyOf(sentences);
  }

  private String row(Map<?, ?> outputs, Locale locale) {
    return outputs.entrySet().stream()
        .map(
            output ->
                texts.getMessage(
                    "explain.output",
                    new Object[] {
                      text("output." + output.getKey(), "" + output.getKey(), locale),
                      words("" + output.getKey(), output.getValue(), locale)
                    },
                    locale))
        .collect(Collectors.joining("; "));
  }

  private Looked looked(String name, @Nullable Object value, Locale locale) {
    Fact fact = dictionary.fact(name).orElse(new Fact(name, "", "", "", ""));
    return new Looked(name, words(name, value, locale), fact.unit(), fact.meaning());
  }

  private String words(String output, @Nullable Object value, Locale locale) {
    return switch (value) {
      case null -> text("explain.none", "none", locale);
      case Boolean yes -> text(yes ? "explain.yes" : "explain.no", value.toString(), locale);
      case Collection<?> several ->
          several.isEmpty()
              ? text("explain.none", "none", locale)
              : several.stream()
                  .map(each -> words(one(output), each, locale))
                  .collect(Collectors.joining(", "));
      case Map<?, ?> nested -> "(" + row(nested, locale) + ")";
      case String word -> word(output, word, locale);
      default -> value.toString();
    };
  }

  private String word(String output, String word, Locale locale) {
    return Stream.concat(Stream.of(output), SAID_ELSEWHERE.getOrDefault(output, List.of()).stream())
        .map(name -> texts.getMessage("word." + name + "." + word, null, null, locale))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(word);
  }

  private static String one(String output) {
    return output.endsWith("s") ? output.substring(0, output.length() - 1) : output;
  }

  private String text(String key, String otherwise, Locale locale) {
    String found = texts.getMessage(key, null, otherwise, locale);
    return found == null ? otherwise : found;
  }
}
