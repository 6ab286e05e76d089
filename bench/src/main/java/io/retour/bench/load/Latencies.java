package io.retour.bench.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long each kind of call took, counted from the moment at which it was due: who was told to
 * come again later has waited since the first try.
 */
final class Latencies {

  private static final long LONGEST = Duration.ofMinutes(30).toMillis() * 1000;
  private static final int DIGITS = 3;

  private final Map<Call, Histogram> micros = new EnumMap<>(Call.class);
  private final AtomicInteger refused = new AtomicInteger();

  Latencies() {
    for (Call call : Call.values()) {
      micros.put(call, new ConcurrentHistogram(LONGEST, DIGITS));
    }
  }

  /**
   * @param due when the call should have begun, of {@link System#nanoTime()}
   */
  void answered(Call call, long due) {
    long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
    of(call).recordValue(Math.clamp(took, 0, LONGEST));
  }

  /** A call was answered with "not now" (503) and comes again. */
  void refused() {
    refused.incrementAndGet();
  }

  int timesRefused() {
    return refused.get();
  }

  Histogram of(Call call) {
    return micros.get(call);
  }
}
