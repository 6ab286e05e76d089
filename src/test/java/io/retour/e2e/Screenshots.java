package io.retour.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenSize;
import com.microsoft.playwright.options.ViewportSize;

/** Pictures of the screens, on a phone and at a desk, for people to look at. */
final class Screenshots {

  private Screenshots() {}

  /** One of Retour's own pages, which must fit the width of a phone and keep axe content. */
  static void take(Page page, String name) {
    ViewportSize before = page.viewportSize();
    take(page, name + "-desk", Browsers.DESK);
    Accessibility.check(page, name + "-desk");
    take(page, name + "-phone", Browsers.PHONE);
    Accessibility.check(page, name + "-phone");
    int overflow =
        (int)
            page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    page.setViewportSize(before.width, before.height);
    assertThat(overflow).as("pixels that %s is wider than a phone", name).isZero();
  }

  /** A page of Operate, Tasklist or Keycloak, shown as it is made for a desk. */
  static void takeAtDesk(Page page, String name) {
    take(page, name + "-desk", Browsers.DESK);
  }

  private static void take(Page page, String name, ScreenSize size) {
    page.setViewportSize(size.width, size.height);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Stack.OUTPUT.resolve("screenshots").resolve(name + ".png"))
            .setFullPage(true));
  }
}
