package io.retour.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.stream.Stream;

/** What Operate shows of one instance. */
final class Operate {

  private Operate() {}

  static Locator header(Page page) {
    return page.getByTestId("instance-header");
  }

  /** Empty while Operate does not know the instance yet. */
  static String state(Page page) {
    header(page).waitFor(new Locator.WaitForOptions().setTimeout(10_000));
    return Stream.of("ACTIVE", "INCIDENT", "COMPLETED", "CANCELED")
        .filter(state -> header(page).getByTestId(state + "-icon").count() > 0)
        .findFirst()
        .orElse("");
  }
}
