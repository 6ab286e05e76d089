package io.retour.e2e;

import com.microsoft.playwright.Page;

/** Someone who uses no mouse: goes from control to control and sees where they are. */
final class Keyboard {

  private static final int FURTHEST = 80;

  /** What has the focus, unless nothing shows that it has. */
  private static final String REACHED =
      """
      selector => {
        const here = document.activeElement;
        const style = getComputedStyle(here);
        const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return here.matches(selector) && seen;
      }
      """;

  private final Page page;
  private int strokes;

  Keyboard(Page page) {
    this.page = page;
  }

  /**
   * Tabs on until that control has the focus.
   *
   * @throws AssertionError when it cannot be reached, or does not show that it is
   */
  Keyboard to(String selector) {
    for (int tabs = 0; tabs < FURTHEST; tabs++) {
      if ((boolean) page.evaluate(REACHED, selector)) {
        return this;
      }
      press("Tab");
    }
    throw new AssertionError(
        "No focus that shows on %s of %s within %d tabs".formatted(selector, page.url(), FURTHEST));
  }

  Keyboard press(String key) {
    page.keyboard().press(key);
    strokes++;
    return this;
  }

  Keyboard type(String text) {
    page.keyboard().type(text);
    strokes += text.length();
    return this;
  }

  int strokes() {
    return strokes;
  }
}
