package io.retour.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When shoppers come: independent of each other and of what the servers do (a Poisson process), so
 * a slow answer keeps nobody from coming. The same seed gives the same moments.
 */
final class Arrivals {

  private Arrivals() {}

  /** Moments from the start, in their order, all before {@code length} is over. */
  static List<Duration> of(int perMinute, Duration length, long seed) {
    Random random = new Random(seed);
    double mean = 60e9 / perMinute;
    List<Duration> moments = new ArrayList<>();
    double next = gap(random, mean);
    while (next < length.toNanos()) {
      moments.add(Duration.ofNanos((long) next));
      next += gap(random, mean);
    }
    return List.copyOf(moments);
  }

  private static double gap(Random random, double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }
}
