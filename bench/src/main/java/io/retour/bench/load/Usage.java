package io.retour.bench.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Processor time by component, over some time.
 *
 * @param used by the stack's components; the tool itself is {@code bench}
 * @param processors how many the machine has
 * @param backPressure how often the broker refused what it was asked; empty when not measured
 */
record Usage(
    Map<String, Duration> used,
    Duration over,
    int processors,
    OptionalLong backPressure,
    Duration lag) {

  private static final double BUSY = 0.85;

  static Map<String, Duration> between(Map<String, Duration> before, Map<String, Duration> after) {
    Map<String, Duration> used = new TreeMap<>();
    after.forEach(
        (name, time) -> used.put(name, time.minus(before.getOrDefault(name, Duration.ZERO))));
    return used;
  }

  /** Of all the machine's processors, from 0 to 1. */
  double share(String component) {
    return used.getOrDefault(component, Duration.ZERO).toNanos()
        / (double) (over.toNanos() * processors);
  }

  double together() {
    return used.keySet().stream().mapToDouble(this::share).sum();
  }

  /** What there is least of, in a sentence, as far as these figures say it. */
  String bottleneck(double othersShare) {
    String largest =
        used.entrySet().stream()
            .filter(each -> !each.getKey().equals("bench"))
            .max(Comparator.comparing(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse("nothing");
    if (together() + othersShare >= BUSY) {
      return "The processors: %.0f %% were busy, %.0f %% with other work; of the stack, %s took most (%.0f %%)."
          .formatted(
              100 * (together() + othersShare), 100 * othersShare, largest, 100 * share(largest));
    }
    if (backPressure.orElse(0) > 0) {
      return "The broker: it refused %d requests while processors were free."
          .formatted(backPressure.getAsLong());
    }
    if (lag.compareTo(Verdict.LAG) >= 0) {
      return "The relay of the outbox: it lagged while broker and processors had room.";
    }
    return "None was reached: %.0f %% of the processors were busy%s."
        .formatted(
            100 * (together() + othersShare),
            backPressure.isPresent() ? "" : "; back-pressure was not measured");
  }
}
