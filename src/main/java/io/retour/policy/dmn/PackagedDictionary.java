package io.retour.policy.dmn;

import io.retour.policy.Fact;
import io.retour.policy.FactDictionary;
import io.retour.policy.TranslatedNotes;
import io.retour.policy.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the dictionary, the vocabulary and the translations that lie beside the tables. */
@Configuration(proxyBeanMethods = false)
class PackagedDictionary {

  @Bean
  FactDictionary factDictionary() {
    Map<String, Map<String, Map<String, Object>>> file = read("dmn/facts.yaml");
    return new FactDictionary(facts(file, "facts"), facts(file, "variables"));
  }

  @Bean
  Vocabulary vocabulary() {
    return new Vocabulary(read("dmn/vocabulary.yaml"));
  }

  @Bean
  TranslatedNotes translatedNotes() {
    List<Map<String, Object>> file = read("dmn/notes.yaml");
    return new TranslatedNotes(
        file.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    note -> text(note, TranslatedNotes.ORIGINAL), PackagedDictionary::said)));
  }

  @Bean
  StatutoryFloor statutoryFloor() {
    return new StatutoryFloor(statutoryRights());
  }

  List<StatutoryRight> statutoryRights() {
    List<Map<String, Object>> file = read("dmn/floor.yaml");
    return file.stream().map(PackagedDictionary::right).toList();
  }

  @SuppressWarnings("unchecked") // the file's own form, of texts only
  private static StatutoryRight right(Map<String, Object> line) {
    return new StatutoryRight(
        text(line, "id"),
        text(line, "decision"),
        Map.copyOf((Map<String, String>) line.getOrDefault("given", Map.of())),
        text(line, "demand"),
        text(line, "law"));
  }

  /** A language that waits for its words counts as not there. */
  private static Map<String, String> said(Map<String, Object> note) {
    return note.keySet().stream()
        .filter(language -> !text(note, language).isBlank())
        .collect(
            Collectors.toUnmodifiableMap(language -> language, language -> text(note, language)));
  }

  private static Map<String, Fact> facts(
      Map<String, Map<String, Map<String, Object>>> file, String section) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    file.getOrDefault(section, Map.of())
        .forEach(
            (name, entry) ->
                facts.put(
                    name,
                    new Fact(
                        name,
                        text(entry, "type"),
                        text(entry, "unit"),
                        text(entry, "meaning"),
                        text(entry, "from"))));
    return Collections.unmodifiableMap(facts);
  }

  private static String text(Map<String, Object> entry, String key) {
    Object value = entry.get(key);
    return value == null ? "" : value.toString();
  }

  private static <T> T read(String file) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try (InputStream content = new ClassPathResource(file).getInputStream()) {
      return new Yaml(new SafeConstructor(strict)).load(content);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }
}
