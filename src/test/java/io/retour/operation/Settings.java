package io.retour.operation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names of the environment the application reads, and what the local stack gives. */
final class Settings {

  private static final Path CONFIGURATION = Path.of("src/main/resources/application.yml");
  private static final Path LAUNCHER = Path.of("stack/src/main/java/io/retour/stack");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)");
  private static final Pattern GIVEN = Pattern.compile("env\\.put\\(\\s*\"([A-Z0-9_]+)\"");

  private Settings() {}

  /**
   * Names in the configuration's placeholders, and every property that Retour, Spring or Camunda
   * describes, as the environment spells it.
   */
  static Set<String> read() {
    Set<String> names = new TreeSet<>(found(PLACEHOLDER, CONFIGURATION));
    names.add("SPRING_PROFILES_ACTIVE");
    try {
      for (URL metadata :
          Collections.list(
              Settings.class
                  .getClassLoader()
                  .getResources("META-INF/spring-configuration-metadata.json"))) {
        try (InputStream described = metadata.openStream()) {
          new ObjectMapper()
              .readTree(described)
              .path("properties")
              .forEach(property -> names.add(spelled(property.path("name").asText())));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return names;
  }

  /** What the launcher gives the application on the local stack. */
  static Set<String> ofTheLocalStack() {
    return found(GIVEN, LAUNCHER.resolve("RetourApp.java"));
  }

  private static String spelled(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  static Set<String> found(Pattern pattern, Path file) {
    return all(pattern, text(file)).collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
