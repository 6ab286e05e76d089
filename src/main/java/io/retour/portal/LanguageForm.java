package io.retour.portal;

import org.springframework.ui.Model;

/**
 * Changes the language of a page on which something is typed. A link would lose it, so the page
 * gets buttons instead: they send its form, the one with the id {@code typed}, to an address that
 * only shows the page again, and need no script for it.
 */
final class LanguageForm {

  private LanguageForm() {}

  /**
   * @param again the address that shows the page again and changes nothing
   */
  static void show(String again, Model model) {
    model.addAttribute("again", again);
  }

  /** The same, where the Enter key, too, only shows the page again, as in a field to search by. */
  static void showAlsoOnEnter(String again, Model model) {
    show(again, model);
    model.addAttribute("enter", again);
  }
}
