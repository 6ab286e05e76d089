package io.retour.e2e;

import com.microsoft.playwright.Page;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for what happens behind the screens. */
final class Wait {

  /** For what a busy machine of two cores may need in the worst case, not what it takes. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Wait() {}

  static void until(ThrowingRunnable assertion) {
    // Playwright wants all its calls from one thread
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(500))
        .atMost(LONGEST)
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  /** Loads the page again until the assertion holds. */
  static void reloading(Page page, ThrowingRunnable assertion) {
    until(
        () -> {
          page.reload();
          assertion.run();
        });
  }
}
