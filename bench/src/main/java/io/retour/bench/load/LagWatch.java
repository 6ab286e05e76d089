package io.retour.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at the outbox's lag again and again. A look that fails is counted and ends nothing: else a
 * lag that nobody saw would pass for none.
 */
final class LagWatch implements Runnable {

  private final Supplier<Duration> lag;
  private final List<Duration> seen = new ArrayList<>();
  private int failed;

  LagWatch(Supplier<Duration> lag) {
    this.lag = lag;
  }

  @Override
  public synchronized void run() {
    try {
      seen.add(lag.get());
    } catch (RuntimeException noAnswer) {
      failed++;
    }
  }

  /** In the order of the looks. */
  synchronized List<Duration> seen() {
    return List.copyOf(seen);
  }

  /** Looks without an answer; one also when it was never looked at all. */
  synchronized int missing() {
    return seen.isEmpty() ? Math.max(1, failed) : failed;
  }
}
