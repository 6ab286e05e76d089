package io.retour.terms;

import io.retour.policy.TranslatedNotes;
import java.util.List;

/**
 * The terms in a reader's language.
 *
 * @param headline the most important in one line
 * @param how what to press to read more
 * @param glance a few large figures
 * @param topics all of it
 */
public record SaidTerms(String headline, String how, List<Figure> glance, List<Part> topics) {

  /** A figure and what it is. */
  public record Figure(String value, String about) {}

  /**
   * One part of the terms.
   *
   * @param id stable, for links
   * @param items what there is to choose from, or to tell apart
   * @param after what holds for all of them
   * @param why what stands beside the rows that decided
   */
  public record Part(
      String id,
      String title,
      List<String> sentences,
      List<Item> items,
      List<String> after,
      List<TranslatedNotes.Note> why) {}

  /**
   * @param value a price, a percentage, or empty
   * @param good whether the value is free or extra
   */
  public record Item(String name, String about, String value, boolean good) {}
}
