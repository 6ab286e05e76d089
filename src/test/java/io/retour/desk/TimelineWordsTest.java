package io.retour.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.returns.CaseHistory.Event;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class TimelineWordsTest {

  private static final TimelineWords WORDS = new TimelineWords(new ScreenWords(texts()));

  private static MessageSource texts() {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasenames("words", "desk");
    texts.setDefaultEncoding("UTF-8");
    texts.setFallbackToSystemLocale(false);
    return texts;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registered | shopper | Angemeldet von dem Kunden",
        "claim-raised | shopper | Reklamation gemeldet von dem Kunden",
        "expired | journey | Retoure abgelaufen: Es wurde nichts gesendet",
        "expired | ada | Retoure abgelaufen: Es wurde nichts gesendet (von ada)",
      })
  void saysItInTheReadersLanguage(String kind, String actor, String said) {
    assertThat(
            WORDS.of(
                List.of(new Event(Instant.parse("2026-01-05T10:00:00Z"), actor, kind, "")),
                Locale.GERMAN))
        .singleElement()
        .matches(line -> line.said().equals(said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "registered | shopper | '' | Registered by the shopper | ''",
        "authorised | journey | LOW | Return approved | risk low",
        "authorised | journey | HIGH Known customer | Return approved | risk high: Known customer",
        "inspected | wim | TEE-M A | Piece inspected by wim | TEE-M A",
        "inspected | wim | TEE-M WRONG_ITEM | Piece inspected by wim | TEE-M wrong item",
        "dispositioned | journey | TEE-M RESTOCK | Decided where a piece goes | TEE-M restock",
        "expired | journey | '' | Return expired: nothing was sent | ''",
        "inspection-refused | agent | HIGH heels | Piece refused after a look by an agent | HIGH heels",
        "checked | wim | TEE-M: complete yes, worn no | Checklist answered by wim | TEE-M: complete yes, worn no",
        "reason-told | shopper | Tee: too small | Reason told in detail by the shopper | Tee: too small",
        "something-new | journey | '' | Something new | ''",
      })
  void saysWhatHappenedInWords(
      String kind, String actor, String detail, String said, String besides) {
    assertThat(
            WORDS.of(
                List.of(new Event(Instant.parse("2026-01-05T10:00:00Z"), actor, kind, detail)),
                Locale.ENGLISH))
        .singleElement()
        .matches(line -> line.said().equals(said))
        .matches(line -> line.detail().equals(besides));
  }
}
