package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.TranslatedNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Every row that a case file may show says why in each language: the notes of all tables that a
 * journey asks, or the application for its money, have a translation of their very words in {@code
 * dmn/notes.yaml}.
 */
class NotesAreTranslatedTest {

  private static final List<String> LANGUAGES = List.of("nl", "de", "fr");

  /** Besides those of the diagrams; their answers are kept too. */
  private static final Set<String> ASKED_BY_THE_APPLICATION =
      Set.of("tender-order", "credit-terms", "delivery-refund", "inspection-checklist");

  private static final TranslatedNotes NOTES = new PackagedDictionary().translatedNotes();

  /** By file, the notes of its rows by their ids. */
  private static Map<String, Map<String, String>> shown() throws Exception {
    Set<String> asked = new HashSet<>(ASKED_BY_THE_APPLICATION);
    for (Path diagram : files("bpmn", ".bpmn")) {
      elements(read(diagram), "calledDecision")
          .forEach(called -> asked.add(called.getAttribute("decisionId")));
    }
    Map<String, Map<String, String>> shown = new TreeMap<>();
    for (Path file : files("dmn", ".dmn")) {
      Document tables = read(file);
      if (elements(tables, "decision").stream()
          .noneMatch(decision -> asked.contains(decision.getAttribute("id")))) {
        continue;
      }
      Map<String, String> notes = new TreeMap<>();
      elements(tables, "rule")
          .forEach(
              row ->
                  notes.put(
                      row.getAttribute("id"),
                      row.getElementsByTagNameNS("*", "description")
                          .item(0)
                          .getTextContent()
                          .strip()));
      shown.put(file.getFileName().toString(), notes);
    }
    return shown;
  }

  @Test
  void everyRowThatACaseFileShowsIsTranslated() throws Exception {
    List<String> missing = new ArrayList<>();
    Set<String> said = new HashSet<>();
    shown()
        .forEach(
            (file, notes) ->
                notes.forEach(
                    (row, note) -> {
                      said.add(note);
                      List<String> without =
                          LANGUAGES.stream()
                              .filter(language -> words(note, language).isBlank())
                              .toList();
                      if (!without.isEmpty()) {
                        missing.add(
                            "%s, row %s, in %s: \"%s\""
                                .formatted(file, row, String.join(", ", without), note));
                      }
                    }));
    List<String> unused =
        NOTES.byOriginal().keySet().stream()
            .filter(note -> !said.contains(note))
            .sorted()
            .map(note -> "\"" + note + "\"")
            .toList();

    assertThat(missing)
        .withFailMessage(
            () ->
                """
                These notes have no translation. Say them in dmn/notes.yaml, with these very words as en; \
                until then they are shown in English:
                  %s
                %s"""
                    .formatted(
                        String.join("\n  ", missing),
                        unused.isEmpty()
                            ? ""
                            : "Notes there that no row has, perhaps what a changed one said before:\n  "
                                + String.join("\n  ", unused)))
        .isEmpty();
  }

  /** A deadline, an amount or an article that a translation gets wrong misleads who reads it. */
  @Test
  void everyTranslationNamesTheNumbersOfItsNote() {
    List<String> differing = new ArrayList<>();
    NOTES
        .byOriginal()
        .forEach(
            (note, translations) ->
                translations.forEach(
                    (language, text) -> {
                      if (!numbers(text).equals(numbers(note))) {
                        differing.add("%s: \"%s\" for \"%s\"".formatted(language, text, note));
                      }
                    }));

    assertThat(differing)
        .withFailMessage(
            () ->
                "These translations have other numbers than their note:\n  "
                    + String.join("\n  ", differing))
        .isEmpty();
  }

  @Test
  void onlyLanguagesOfReadersAreThere() {
    Set<String> languages = new HashSet<>(LANGUAGES);
    languages.add(TranslatedNotes.ORIGINAL);

    assertThat(NOTES.byOriginal().values())
        .allSatisfy(translations -> assertThat(languages).containsAll(translations.keySet()));
  }

  private static String words(String note, String language) {
    return NOTES.byOriginal().getOrDefault(note, Map.of()).getOrDefault(language, "");
  }

  private static List<String> numbers(String text) {
    return Pattern.compile("\\d+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static Document read(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
