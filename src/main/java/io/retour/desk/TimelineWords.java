package io.retour.desk;

import io.retour.returns.CaseHistory.Event;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The timeline of a case file, in the reader's words. What a person noted besides stays as it was
 * written.
 */
@Component
class TimelineWords {

  private static final Pattern RISK = Pattern.compile("(LOW|MEDIUM|HIGH)( .*)?", Pattern.DOTALL);
  private static final Pattern PIECE_AND_WORD = Pattern.compile("(\\S+) ([A-Z][A-Z_]+)");

  private final ScreenWords words;

  TimelineWords(ScreenWords words) {
    this.words = words;
  }

  /** One line: what happened and by whom, and what a person should know besides. */
  record Line(Event event, String said, String detail) {}

  List<Line> of(List<Event> events, Locale locale) {
    return events.stream()
        .map(event -> new Line(event, said(event, locale), detail(event, locale)))
        .toList();
  }

  /** What a journey does by itself needs nobody's name. */
  private String said(Event event, Locale locale) {
    String said = words.happened(event.kind(), locale);
    if (event.actor().equals("journey")) {
      return said;
    }
    return words.text(
        said.matches(".*[:;].*") ? "timeline.by-in-brackets" : "timeline.by",
        locale,
        said,
        words.actor(event.actor(), locale));
  }

  private String detail(Event event, Locale locale) {
    Matcher risk = RISK.matcher(event.detail());
    if (event.kind().equals("authorised") && risk.matches()) {
      String note = risk.group(2);
      return words.text("timeline.risk", locale, words.said("level", risk.group(1), locale))
          + (note == null ? "" : ":" + note);
    }
    Matcher piece = PIECE_AND_WORD.matcher(event.detail());
    if (piece.matches()) {
      return switch (event.kind()) {
        case "inspected" -> piece.group(1) + " " + words.label(piece.group(2), locale);
        case "dispositioned" ->
            piece.group(1) + " " + words.said("disposition", piece.group(2), locale);
        default -> event.detail();
      };
    }
    return event.detail().matches("[A-Z][A-Z_]+")
        ? words.label(event.detail(), locale)
        : event.detail();
  }
}
