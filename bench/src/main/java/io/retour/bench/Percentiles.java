package io.retour.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Nearest-rank percentiles of durations in milliseconds. */
public record Percentiles(List<Long> sorted) {

  public static Percentiles of(Collection<Long> millis) {
    return new Percentiles(millis.stream().sorted().toList());
  }

  public long at(int percent) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  public String seconds(int percent) {
    return "%.1f s".formatted(at(percent) / 1000.0);
  }

  public static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  public static String words(Duration duration) {
    return duration.toMinutes() == 0
        ? "%d s".formatted(duration.toSeconds())
        : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
