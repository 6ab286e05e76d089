package io.retour.policy;

import java.util.Locale;
import java.util.Map;

/**
 * What the annotations of rows say in other languages. An annotation is found by its very words, so
 * none is ever shown by the translation of what stood there before; rows that say the same share
 * one.
 *
 * @param byOriginal from {@code dmn/notes.yaml}: the annotation, then its language, then its words
 */
public record TranslatedNotes(Map<String, Map<String, String>> byOriginal) {

  /** In which the tables are written. */
  public static final String ORIGINAL = "en";

  /**
   * An annotation as a reader sees it.
   *
   * @param language in which it is: the reader's, or that of the tables if nobody translated it
   */
  public record Note(String text, String language) {}

  public Note say(String original, Locale locale) {
    String language = locale.getLanguage();
    String translated = byOriginal.getOrDefault(original, Map.of()).get(language);
    return translated == null ? new Note(original, ORIGINAL) : new Note(translated, language);
  }
}
