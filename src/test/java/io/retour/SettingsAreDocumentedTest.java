package io.retour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/**
 * Every key under {@code retour} that something reads is a component of a record with
 * {@code @ConfigurationProperties}, and so in the metadata that editors show.
 */
class SettingsAreDocumentedTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path CONFIGURATION = Path.of("src/main/resources/application.yml");
  private static final Path METADATA =
      Path.of("target/classes/META-INF/spring-configuration-metadata.json");

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(retour\\.[a-z0-9.-]+)(?::([^}]*))?}");
  private static final Pattern CONDITION =
      Pattern.compile("@ConditionalOn(?:Boolean)?Property\\(([^)]*)\\)");
  private static final Pattern KEY_OF_CONDITION =
      Pattern.compile("(?:prefix|name|value)\\s*=\\s*\"([^\"]+)\"");
  private static final Pattern INJECTED = Pattern.compile("@Value\\(\\s*\"[^\"]*\\$\\{retour\\.");

  private final Map<String, JsonNode> metadata = metadata();

  @Test
  void everySettingIsDescribed() {
    assertThat(metadata).isNotEmpty();
    assertThat(metadata.values())
        .allSatisfy(
            setting ->
                assertThat(setting.path("description").asText())
                    .as("description of %s, from its record's Javadoc", setting.path("name"))
                    .isNotBlank()
                    // editors show the words as they are
                    .doesNotContain("{@", "<"));
  }

  @Test
  void everyKeyThatIsReadIsDocumented() throws IOException {
    Map<String, String> read = new TreeMap<>();
    inSources(PLACEHOLDER, (file, placeholder) -> read.put(placeholder.group(1), file.toString()));
    inSources(
        CONDITION,
        (file, condition) ->
            keysOf(condition.group(1)).forEach(key -> read.put(key, file.toString())));
    find(
        PLACEHOLDER,
        CONFIGURATION,
        (file, placeholder) -> read.put(placeholder.group(1), file.toString()));

    assertThat(read)
        .containsKeys("retour.mail-interval", "retour.carrier", "retour.keycloak-issuer");
    assertThat(read).allSatisfy((key, file) -> assertThat(metadata).as(file).containsKey(key));
  }

  @Test
  void everyKeyThatIsSetIsDocumented() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new FileSystemResource(CONFIGURATION));
    Properties set = yaml.getObject();

    assertThat(set).isNotNull();
    List<String> own =
        set.stringPropertyNames().stream().filter(key -> key.startsWith("retour.")).toList();
    assertThat(own).isNotEmpty().allMatch(this::isDocumented);
  }

  /** A placeholder in {@code @Scheduled} names its default a second time. */
  @Test
  void aDefaultIsTheSameWhereverItStands() {
    inSources(
        PLACEHOLDER,
        (file, placeholder) ->
            assertThat(metadata.get(placeholder.group(1)).path("defaultValue").asText())
                .as("default of %s in %s", placeholder.group(1), file)
                .isEqualTo(placeholder.group(2)));
  }

  @Test
  void noSettingIsInjectedPastItsRecord() {
    TreeSet<Path> files = new TreeSet<>();
    inSources(INJECTED, (file, found) -> files.add(file));

    assertThat(files).isEmpty();
  }

  private boolean isDocumented(String key) {
    return metadata.containsKey(key)
        || metadata.values().stream()
            .filter(setting -> setting.path("type").asText().startsWith("java.util."))
            .anyMatch(
                setting ->
                    key.startsWith(setting.path("name").asText() + ".")
                        || key.startsWith(setting.path("name").asText() + "["));
  }

  /** Retour's own keys in the attributes of an annotation; a lone string is its value. */
  private static List<String> keysOf(String attributes) {
    String prefix = "";
    TreeSet<String> names = new TreeSet<>();
    Matcher attribute =
        KEY_OF_CONDITION.matcher(
            attributes.strip().startsWith("\"") ? "value = " + attributes.strip() : attributes);
    while (attribute.find()) {
      if (attribute.group().startsWith("prefix")) {
        prefix = attribute.group(1) + ".";
      } else {
        names.add(attribute.group(1));
      }
    }
    String start = prefix;
    return names.stream()
        .map(name -> start + name)
        .filter(key -> key.startsWith("retour."))
        .toList();
  }

  private static void inSources(Pattern pattern, BiConsumer<Path, Matcher> then) {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> find(pattern, file, then));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void find(Pattern pattern, Path file, BiConsumer<Path, Matcher> then) {
    try {
      Matcher matcher = pattern.matcher(Files.readString(file));
      while (matcher.find()) {
        then.accept(file, matcher);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, JsonNode> metadata() {
    try {
      JsonNode properties = new ObjectMapper().readTree(METADATA.toFile()).path("properties");
      Map<String, JsonNode> byName = new TreeMap<>();
      StreamSupport.stream(properties.spliterator(), false)
          .forEach(setting -> byName.put(setting.path("name").asText(), setting));
      return byName;
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "The build wrote no metadata: does the configuration processor run?", missing);
    }
  }
}
