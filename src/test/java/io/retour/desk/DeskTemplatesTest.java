package io.retour.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page of the desk says anything that its reader's language cannot change. */
class DeskTemplatesTest {

  private static final Path DESK = Path.of("src/main/resources/templates/desk");

  /** It is for who builds screens, and shows their code. */
  private static final Set<String> ENGLISH_ONLY = Set.of("design.html");

  /** Names. */
  private static final Set<String> SAME_EVERYWHERE = Set.of("Retour", " · Retour", " (UTC)");

  private static final Set<String> NEVER_CLOSED = Set.of("meta", "link", "input", "br", "img");
  private static final Pattern PART =
      Pattern.compile(
          "<!--.*?-->|<!DOCTYPE[^>]*>|</?[a-zA-Z](?:[^>\"]|\"[^\"]*\")*>|[^<]+", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\\p{L}{2}");
  private static final Pattern SHOWN =
      Pattern.compile("\\s(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"");
  private static final Pattern SAID =
      Pattern.compile("th:(?:text|aria-label|alt|title|placeholder)=\"([^\"]*)\"");
  private static final Pattern LABEL =
      Pattern.compile("(?<=[\",])(?:aria-label|alt|title)=([^,\"]+)");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

  /** What is an address, a key, a format or compared with rather than said. */
  private static final Pattern NO_WORDS =
      Pattern.compile(
          "@\\{[^}]*}|#\\{\\$\\{[^}]*}|@words\\.\\w+\\('[^']*'|[=!]= ?'[^']*'"
              + "|formatDecimal\\([^)]*\\)|, '[yMdHms: -]+'|'NONE'|'POINT'|replaceAll\\([^)]*\\)");

  private static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(DESK)) {
      return files
          .filter(file -> !ENGLISH_ONLY.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  @Test
  void hasNoTextOfItsOwn() throws IOException {
    List<String> own = new ArrayList<>();
    for (Path file : templates()) {
      Deque<Boolean> replaced = new ArrayDeque<>();
      Matcher parts = PART.matcher(Files.readString(file));
      while (parts.find()) {
        String part = parts.group();
        if (part.startsWith("</")) {
          replaced.pop();
        } else if (part.startsWith("<!")) {
          continue;
        } else if (part.startsWith("<")) {
          addWords(file, SHOWN.matcher(part), own);
          String name = part.split("[\\s>]", 2)[0].substring(1);
          if (!NEVER_CLOSED.contains(name) && !part.endsWith("/>")) {
            replaced.push(part.contains("th:text="));
          }
        } else if (!replaced.contains(true)
            && WORD.matcher(part).find()
            && !SAME_EVERYWHERE.contains(part.strip())) {
          own.add(file.getFileName() + ": " + part.strip());
        }
      }
    }
    assertThat(own).isEmpty();
  }

  @Test
  void hasNoLiteralInWhatItSays() throws IOException {
    List<String> literals = new ArrayList<>();
    for (Path file : templates()) {
      String html = Files.readString(file);
      for (Pattern pattern : List.of(SAID, LABEL)) {
        Matcher said = pattern.matcher(html);
        while (said.find()) {
          String expression = NO_WORDS.matcher(said.group(1)).replaceAll("");
          addWords(file, LITERAL.matcher(expression), literals);
        }
      }
    }
    assertThat(literals).isEmpty();
  }

  private static void addWords(Path file, Matcher texts, List<String> found) {
    while (texts.find()) {
      String text = texts.group(1);
      if (WORD.matcher(text).find() && !SAME_EVERYWHERE.contains(text)) {
        found.add(file.getFileName() + ": " + text);
      }
    }
  }
}
