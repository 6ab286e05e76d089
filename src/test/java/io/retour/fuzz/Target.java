package io.retour.fuzz;

import java.util.Arrays;

/**
 * An address with a method that the application answers.
 *
 * @param path with places for variables, {@code /r/{rmaNumber}}
 * @param consumes the media type of its body where it takes only one; empty otherwise
 */
record Target(String method, String path, String consumes) {

  boolean isApi() {
    return path.startsWith("/api/") || path.startsWith("/webhooks/");
  }

  /** What the table counts together. */
  String group() {
    String[] words = path.split("/");
    if (words.length < 2) {
      return "/";
    }
    int take = path.startsWith("/api/") ? 4 : path.startsWith("/webhooks/") ? 2 : 2;
    return String.join("/", Arrays.copyOf(words, Math.min(words.length, take)));
  }

  @Override
  public String toString() {
    return method + " " + path + (consumes.isEmpty() ? "" : " (" + consumes + ")");
  }
}
