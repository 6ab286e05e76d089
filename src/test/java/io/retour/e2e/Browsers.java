package io.retour.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ScreenSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Browsers of the people in one test, each with cookies of their own. What a page of Retour does
 * that its content security policy forbids fails the test.
 */
final class Browsers {

  static final ScreenSize PHONE = new ScreenSize(390, 844);
  static final ScreenSize DESK = new ScreenSize(1280, 900);

  private static final double PATIENCE = 30_000;

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
  }

  /** Every address that any browser of the suite asked for: what logs on the way could hold. */
  static final Set<String> ASKED_FOR = ConcurrentHashMap.newKeySet();

  private final Chromium chromium;
  private final Stack stack;
  private final List<BrowserContext> open = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  Browsers(Chromium chromium, Stack stack) {
    this.chromium = chromium;
    this.stack = stack;
  }

  /** A shopper's phone, in English. */
  Page phone() {
    return phone("en-GB");
  }

  Page phone(String locale) {
    return page(aPhone(locale));
  }

  /** A phone that runs no script of any page. */
  Page phoneWithoutJavaScript() {
    return page(aPhone("en-GB").setJavaScriptEnabled(false));
  }

  private static Browser.NewContextOptions aPhone(String locale) {
    return new Browser.NewContextOptions()
        .setViewportSize(PHONE.width, PHONE.height)
        .setLocale(locale)
        .setHasTouch(true)
        .setIsMobile(true);
  }

  /** Someone of the staff, not logged in yet; {@link Login} does that. */
  Page desk() {
    return page(
        new Browser.NewContextOptions()
            .setViewportSize(DESK.width, DESK.height)
            .setLocale("en-GB"));
  }

  private Page page(Browser.NewContextOptions options) {
    BrowserContext context = chromium.browser().newContext(options);
    context.setDefaultTimeout(PATIENCE);
    context.setDefaultNavigationTimeout(2 * PATIENCE);
    context.onConsoleMessage(this::listen);
    context.onRequest(request -> ASKED_FOR.add(request.url()));
    open.add(context);
    return context.newPage();
  }

  private void listen(ConsoleMessage message) {
    if (message.text().contains("Content Security Policy") && stack.isRetour(message.location())) {
      violations.add(message.text());
    }
  }

  void close(ExtensionContext context) {
    try {
      context.getExecutionException().ifPresent(failure -> photograph(context));
      if (context.getExecutionException().isEmpty()) {
        assertThat(violations).as("violations of the content security policy").isEmpty();
      }
    } finally {
      open.forEach(BrowserContext::close);
    }
  }

  private void photograph(ExtensionContext context) {
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    int number = 0;
    for (BrowserContext person : open) {
      for (Page page : person.pages()) {
        Path file = Stack.OUTPUT.resolve("failures").resolve("%s-%d.png".formatted(test, ++number));
        System.err.printf("%s failed at %s%n", test, page.url());
        try {
          page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        } catch (RuntimeException noPicture) {
          System.err.println("No picture of it: " + noPicture.getMessage());
        }
      }
    }
    System.err.println(Stack.whereToLook());
  }
}
