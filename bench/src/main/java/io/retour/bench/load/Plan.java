package io.retour.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is tried: rates in shoppers a minute.
 *
 * @param each how long each rate lasts
 * @param hold how long the highest rate that was held is held again
 * @param seed of the moments at which shoppers come
 */
public record Plan(int from, int to, int step, Duration each, Duration hold, long seed) {

  List<Integer> rates() {
    return IntStream.iterate(from, rate -> rate <= to, rate -> rate + step).boxed().toList();
  }

  /** The next rate to hold when one was not held for long. */
  int below(int rate) {
    return Math.max(0, rate - step);
  }
}
