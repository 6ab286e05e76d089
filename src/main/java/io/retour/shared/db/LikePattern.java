package io.retour.shared.db;

/** Patterns for {@code like}. */
public final class LikePattern {

  private LikePattern() {}

  /** What begins with the text, in which no character has a meaning of its own: an index helps. */
  public static String beginningWith(String text) {
    return text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  /** What has the text anywhere in it; every row is looked at, so only where there are few. */
  public static String containing(String text) {
    return "%" + beginningWith(text);
  }
}
