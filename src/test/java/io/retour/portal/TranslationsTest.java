package io.retour.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every text that shoppers and staff read is there in all four languages and says as much in each.
 */
class TranslationsTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");
  private static final TreeMap<String, String> ENGLISH = texts("");

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr"})
  void translatesEveryTextAndNoOther(String language) {
    assertThat(texts("_" + language).keySet()).isEqualTo(ENGLISH.keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr"})
  void leavesEmptyOnlyWhatIsEmptyInEnglish(String language) {
    texts("_" + language)
        .forEach(
            (key, text) -> assertThat(text.isBlank()).as(key).isEqualTo(english(key).isBlank()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr"})
  void namesTheSamePlaceholders(String language) {
    texts("_" + language)
        .forEach(
            (key, text) ->
                assertThat(placeholders(text)).as(key).isEqualTo(placeholders(english(key))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_nl", "_de", "_fr"})
  void keepsTheFormatOfTextsWithArguments(String suffix) {
    texts(suffix)
        .forEach(
            (key, text) -> {
              if (isFormatted(key, text)) {
                assertThatCode(() -> new MessageFormat(text, Locale.ROOT))
                    .as(key)
                    .doesNotThrowAnyException();
                assertThat(text.replace("''", ""))
                    .as("%s: an apostrophe must be doubled here", key)
                    .doesNotContain("'");
              } else {
                assertThat(text)
                    .as("%s: a doubled apostrophe would be shown as it is", key)
                    .doesNotContain("''");
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_nl", "_de", "_fr"})
  void namesTheBonusOfStoreCreditOnlyWhenThereIsOne(String suffix) {
    MessageFormat about =
        new MessageFormat(
            Objects.requireNonNull(texts(suffix).get("resolution.STORE_CREDIT.about")),
            Locale.ROOT);

    assertThat(about.format(new Object[] {0})).isNotBlank().doesNotContain("0", "%", "{");
    assertThat(about.format(new Object[] {5})).contains("5").contains("%").doesNotContain("{");
  }

  /** Lines of a refund statement are always given a subject, also when they do not show it. */
  private static boolean isFormatted(String key, String text) {
    return text.contains("{") || key.startsWith("statement.");
  }

  private static String english(String key) {
    return ENGLISH.getOrDefault(key, "");
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static TreeMap<String, String> texts(String suffix) {
    TreeMap<String, String> all = of("/messages" + suffix + ".properties");
    all.putAll(of("/desk" + suffix + ".properties"));
    return all;
  }

  private static TreeMap<String, String> of(String file) {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(TranslationsTest.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException unreadable) {
      throw new IllegalStateException(file + " cannot be read", unreadable);
    }
    TreeMap<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }
}
