package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private static final Vocabulary VOCABULARY =
      new Vocabulary(Map.of("level", Map.of("LOW", "Little."), "signal", Map.of("LATE", "Late.")));

  @Test
  void relyOnKnownWordsNumbersAndYesOrNo() {
    assertThat(
            VOCABULARY.objections(
                Map.of("level", "LOW", "score", 12, "agrees", true, "signals", List.of("LATE"))))
        .isEmpty();
    assertThat(VOCABULARY.objections(List.of(Map.of("signal", "LATE")))).isEmpty();
    assertThat(VOCABULARY.objections(List.of())).isEmpty();
  }

  @Test
  void objectsToAWordThatNobodyKnows() {
    assertThat(VOCABULARY.objections(Map.of("level", "HUGE")))
        .containsExactly("its output level says HUGE, which is none of [LOW]");
    assertThat(VOCABULARY.objections(Map.of("signals", List.of("LATE", "ODD"))))
        .containsExactly("its output signals says ODD, which is none of [LATE]");
  }

  @Test
  void objectsToNothingAndNull() {
    Map<String, Object> row = new HashMap<>();
    row.put("level", null);

    assertThat(VOCABULARY.objections(null)).containsExactly("it gave nothing");
    assertThat(VOCABULARY.objections(row)).containsExactly("its output level is null");
    assertThat(VOCABULARY.objections(Arrays.asList(row, null)))
        .containsExactly("its output level is null", "it gave nothing");
  }
}
