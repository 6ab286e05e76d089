package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.Fact;
import io.retour.policy.FactDictionary;
import io.retour.policy.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The texts of the agents' forms put what tables and journeys say into words that people read:
 * {@code never arrived} and not {@code NEVER_ARRIVED}, {@code yes} and not {@code true}.
 */
class FormsShowWordsTest {

  private static final FactDictionary DICTIONARY = new PackagedDictionary().factDictionary();
  private static final Vocabulary VOCABULARY = new PackagedDictionary().vocabulary();

  /** A name, or the part of a decision, that is shown as it is. */
  private static final Pattern SHOWN_AS_IT_IS = Pattern.compile("\\{\\{(?:\\w+\\.)*(\\w+)}}");

  private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z_]{4,}\\b");

  @Test
  void noFormShowsAConstantAsItIs() throws IOException {
    try (Stream<Path> forms = Files.list(Path.of("forms"))) {
      assertThat(forms.flatMap(form -> constants(form).stream())).isEmpty();
    }
  }

  private static List<String> constants(Path form) {
    return SHOWN_AS_IT_IS
        .matcher(content(form))
        .results()
        .filter(shown -> isConstant(shown.group(1)))
        .map(MatchResult::group)
        .map(shown -> form.getFileName() + ": " + shown)
        .toList();
  }

  private static String content(Path form) {
    try {
      return Files.readString(form);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isConstant(String name) {
    return !VOCABULARY.wordsOf(name).isEmpty()
        || DICTIONARY.fact(name).filter(FormsShowWordsTest::takesConstants).isPresent();
  }

  private static boolean takesConstants(Fact fact) {
    return fact.type().equals("boolean")
        || fact.type().equals("string")
            && !fact.unit().equals("UUID")
            && (CONSTANT.matcher(fact.unit()).find()
                || fact.unit().matches("vocabulary \\w+")
                || fact.unit().startsWith("canonical"));
  }

  @Test
  void knowsAConstantWhenItSeesOne() {
    assertThat(Stream.of("legalBasis", "claimKind", "reason", "level", "scanSaysDelivered"))
        .allMatch(FormsShowWordsTest::isConstant);
    assertThat(Stream.of("country", "title", "rmaNumber", "monthsSinceDelivery"))
        .noneMatch(FormsShowWordsTest::isConstant);
  }
}
