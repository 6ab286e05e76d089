package io.retour.desk;

import io.retour.shared.Colour;
import io.retour.shared.RetourProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/**
 * The colours of the style sheet, read from the sheet itself, and as a brand wears them, with what
 * stands on what and how well it can be read (WCAG 2.2, 1.4.3 and 1.4.11).
 *
 * @param values by the token's name, with its hash: {@code #1c2321}
 */
public record ColourTokens(Map<String, String> values) {

  private static final Pattern ROOT = Pattern.compile(":root\\s*\\{([^}]*)}");
  private static final Pattern TOKEN = Pattern.compile("--([a-z-]+):\\s*(#[0-9a-fA-F]{6})\\s*;");

  /** Text needs 4.5:1, what is no text but has to be seen 3:1. */
  private static final List<Use> USES =
      List.of(
          new Use("ink", "ground", Need.TEXT, "text on the page"),
          new Use("ink", "paper", Need.TEXT, "text on a card, in a field, in a table"),
          new Use("ink", "accent-soft", Need.TEXT, "a notice, a tag, code"),
          new Use("ink", "good-soft", Need.TEXT, "a good notice"),
          new Use("ink", "bad-soft", Need.TEXT, "a bad notice"),
          new Use("quiet", "ground", Need.TEXT, "hints, heads of tables"),
          new Use("quiet", "paper", Need.TEXT, "hints on a card"),
          new Use("accent", "ground", Need.TEXT, "links, a plain button"),
          new Use("accent", "paper", Need.TEXT, "links on a card"),
          new Use("accent", "accent-soft", Need.TEXT, "a link in a notice"),
          new Use("accent", "good-soft", Need.TEXT, "a link in a good notice"),
          new Use("accent", "bad-soft", Need.TEXT, "a link in a bad notice"),
          new Use("accent-ink", "accent", Need.TEXT, "a button"),
          new Use("good", "good-soft", Need.TEXT, "a good tag"),
          new Use("good", "paper", Need.TEXT, "what is free"),
          new Use("bad", "bad-soft", Need.TEXT, "a bad tag"),
          new Use("bad", "ground", Need.TEXT, "what is wrong with a field"),
          new Use("bad", "paper", Need.TEXT, "what is wrong with a field on a card"),
          new Use("warn", "warn-soft", Need.TEXT, "a warning"),
          new Use("edge", "paper", Need.SHAPE, "the edge of a field"),
          new Use("edge", "ground", Need.SHAPE, "the edge of a field on the page"),
          new Use("accent", "paper", Need.SHAPE, "a bar of a figure, the focus"));

  /** What has to be told apart. */
  public enum Need {
    TEXT("4.5"),
    SHAPE("3");

    private final BigDecimal least;

    Need(String least) {
      this.least = new BigDecimal(least);
    }

    /** The ratio below which it is not readable for many. */
    public BigDecimal least() {
      return least;
    }
  }

  /**
   * A colour on another.
   *
   * @param where it is seen
   */
  public record Use(String front, String back, Need need, String where) {}

  /** How well a use can be read. */
  public record Contrast(Use use, String front, String back, BigDecimal ratio) {

    public boolean enough() {
      return ratio.compareTo(use.need().least()) >= 0;
    }
  }

  public ColourTokens {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The sheet's own, as the screens of staff wear them. */
  static ColourTokens own() {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      Matcher root =
          ROOT.matcher(
              new ClassPathResource("static/css/retour.css")
                  .getContentAsString(StandardCharsets.UTF_8));
      if (root.find()) {
        TOKEN
            .matcher(root.group(1))
            .results()
            .forEach(token -> values.put(token.group(1), token.group(2)));
      }
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    return new ColourTokens(values);
  }

  /** As the look of a brand leaves them. */
  ColourTokens wornWith(RetourProperties.Look look) {
    Map<String, String> worn = new LinkedHashMap<>(values);
    worn.put("accent", look.accent().toString());
    worn.put("accent-soft", look.soft().toString());
    worn.put("ground", look.ground().toString());
    return new ColourTokens(worn);
  }

  /** Every use, in the order of the page. */
  public List<Contrast> contrasts() {
    return USES.stream()
        .map(
            use -> {
              String front = values.getOrDefault(use.front(), "");
              String back = values.getOrDefault(use.back(), "");
              return new Contrast(use, front, back, Colour.of(front).contrastWith(Colour.of(back)));
            })
        .toList();
  }
}
