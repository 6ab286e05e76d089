package io.retour.shared.db;

/** Patterns for {@code like} that an index carries. */
public final class LikePattern {

  private LikePattern() {}

  /** What begins with the text, in which no character has a meaning of its own. */
  public static String beginningWith(String text) {
    return text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }
}
