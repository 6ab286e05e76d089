package io.retour.stack;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, no longer than needed and never for ever. */
final class Poll {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Poll() {}

  /** Whether the condition became true in time. */
  static boolean until(Duration patience, BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
    return true;
  }
}
