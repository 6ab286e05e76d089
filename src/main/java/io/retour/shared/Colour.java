package io.retour.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour of a screen. */
public record Colour(int red, int green, int blue) {

  private static final Pattern WRITTEN =
      Pattern.compile("#(\\p{XDigit}{2})(\\p{XDigit}{2})(\\p{XDigit}{2})");
  private static final int FULL = 255;
  private static final BigDecimal READABLE = new BigDecimal("4.5");

  /** The paper of all pages, and the ink on buttons. */
  public static final Colour WHITE = new Colour(FULL, FULL, FULL);

  /** The quietest ink that sentences are written in. */
  static final Colour QUIET_INK = of("#56605d");

  /**
   * @param written as {@code #rrggbb}
   */
  public static Colour of(String written) {
    Matcher parts = WRITTEN.matcher(written.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no colour; write it as #rrggbb, for instance #1d4e4a".formatted(written));
    }
    return new Colour(part(parts.group(1)), part(parts.group(2)), part(parts.group(3)));
  }

  private static int part(String hex) {
    return Integer.parseInt(hex, 16);
  }

  /** Whether words of usual size can be read in one on the other (WCAG 2.2, 1.4.3, level AA). */
  public boolean isReadableWith(Colour other) {
    return contrastWith(other).compareTo(READABLE) >= 0;
  }

  /**
   * How well the two can be told apart, rounded down, so that 4.499 is not 4.5: 1.00 not at all,
   * 21.00 black on white.
   */
  public BigDecimal contrastWith(Colour other) {
    double one = luminance();
    double two = other.luminance();
    return BigDecimal.valueOf((Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05))
        .setScale(2, RoundingMode.DOWN);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    double share = (double) part / FULL;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /**
   * @param share how much of this colour is left, from 0 to 1
   */
  public Colour onWhite(double share) {
    return new Colour(lighter(red, share), lighter(green, share), lighter(blue, share));
  }

  private static int lighter(int part, double share) {
    return (int) Math.round(FULL - (FULL - part) * share);
  }

  /** As {@code #rrggbb}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
