package io.retour.notifications;

import io.retour.notifications.Notifications.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a mail as a page shows them: paragraphs, lists, facts, and the button where the mail
 * names the page that it opens. No word is left out and none comes in, save what the button says.
 *
 * <p>The mail texts are written so that this needs no guess: an empty line ends a paragraph, {@code
 * - } begins an item, and two spaces begin a fact that has its name before a colon.
 */
public record MailLayout(List<Block> blocks) {

  /** What a block is. */
  public enum Kind {
    WORDS,
    /** What stands above facts. */
    HEADING,
    ITEMS,
    FACTS,
    BUTTON,
    /** The button's address in words, for who cannot press it. */
    ADDRESS
  }

  /** Lines that belong together. */
  public record Block(Kind kind, List<Line> lines) {}

  /**
   * A line of a block.
   *
   * @param name what a fact is called; empty for any other line
   */
  public record Line(String name, List<Words> words) {}

  /**
   * @param url where they lead; empty for words that are no link
   */
  public record Words(String text, String url) {}

  private static final Pattern FACT = Pattern.compile(" {2,}(\\S[^:]*?)\\h?:(?: (.*))?");
  private static final String ITEM = "- ";

  /** What stands before an address and fits beside it, such as "Follow your return:". */
  private static final int SHORT = 60;

  public MailLayout {
    blocks = List.copyOf(blocks);
  }

  /**
   * @param button what the mail's button opens; an address elsewhere in the body becomes a link
   *     when it begins with one of ours, so that nobody's words do
   * @param ours where our own pages are
   */
  public static MailLayout of(String body, @Nullable Link button, List<String> ours) {
    Reader reader = new Reader(button, ours);
    for (String paragraph : body.strip().split("\\R(?:\\h*\\R)+")) {
      reader.read(paragraph.lines().toList());
    }
    return new MailLayout(reader.blocks);
  }

  private static final class Reader {

    private final List<Block> blocks = new ArrayList<>();
    private final @Nullable Link button;
    private final Pattern links;
    private boolean shown;

    private Reader(@Nullable Link button, List<String> ours) {
      this.button = button;
      List<String> alternatives = new ArrayList<>();
      if (button != null) {
        alternatives.add(Pattern.quote(button.url()));
      }
      ours.forEach(page -> alternatives.add(Pattern.quote(page) + "/[^\\s\"<>]*[^\\s\"<>.,;:!?)]"));
      this.links = Pattern.compile(String.join("|", alternatives));
    }

    private void read(List<String> lines) {
      if (button != null && !shown && lines.stream().anyMatch(this::hasButton)) {
        shown = true;
        readWithButton(lines, button);
      } else {
        addAll(lines);
      }
    }

    private boolean hasButton(String line) {
      return button != null && line.contains(button.url());
    }

    private void readWithButton(List<String> lines, Link opened) {
      int at = 0;
      while (!hasButton(lines.get(at))) {
        at++;
      }
      String line = lines.get(at);
      String before = line.substring(0, line.indexOf(opened.url())).stripTrailing();
      boolean beside = lines.size() == 1 && before.length() <= SHORT && !before.contains(". ");
      addAll(lines.subList(0, at));
      if (!beside && !before.isEmpty()) {
        addAll(List.of(before));
      }
      blocks.add(
          new Block(
              Kind.BUTTON, List.of(new Line("", List.of(new Words(opened.says(), opened.url()))))));
      String rest = line.substring(line.indexOf(opened.url()) + opened.url().length()).strip();
      blocks.add(
          new Block(
              Kind.ADDRESS,
              List.of(new Line("", words(beside ? before + " " + opened.url() : opened.url())))));
      if (!rest.isEmpty()) {
        addAll(List.of(rest));
      }
      addAll(lines.subList(at + 1, lines.size()));
    }

    private void addAll(List<String> lines) {
      @Nullable Kind kind = null;
      List<Line> together = new ArrayList<>();
      for (String line : lines) {
        Matcher fact = FACT.matcher(line);
        boolean isFact = fact.matches();
        // a fact of several lines goes on until the next one
        Kind next =
            isFact || kind == Kind.FACTS
                ? Kind.FACTS
                : line.startsWith(ITEM) ? Kind.ITEMS : Kind.WORDS;
        if (kind != null && kind != next) {
          boolean above = kind == Kind.WORDS && next == Kind.FACTS;
          blocks.add(new Block(above ? Kind.HEADING : kind, List.copyOf(together)));
          together.clear();
        }
        kind = next;
        if (isFact) {
          String value = fact.group(2);
          together.add(new Line(fact.group(1), words(value == null ? "" : value)));
        } else {
          together.add(
              new Line("", words(next == Kind.ITEMS ? line.substring(ITEM.length()) : line)));
        }
      }
      if (kind != null) {
        blocks.add(new Block(kind, List.copyOf(together)));
      }
    }

    private List<Words> words(String line) {
      if (links.pattern().isEmpty()) {
        return List.of(new Words(line, ""));
      }
      List<Words> words = new ArrayList<>();
      Matcher link = links.matcher(line);
      int end = 0;
      while (link.find()) {
        words.add(new Words(line.substring(end, link.start()), ""));
        words.add(new Words(link.group(), link.group()));
        end = link.end();
      }
      words.add(new Words(line.substring(end), ""));
      return Stream.of(words).flatMap(List::stream).filter(each -> !each.text().isEmpty()).toList();
    }
  }
}
