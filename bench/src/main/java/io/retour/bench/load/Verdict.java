package io.retour.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a rate was held, and if not, why.
 *
 * @param reasons why it was not
 * @param unknown what was not measured, so that nobody can say that it was
 */
record Verdict(List<String> reasons, List<String> unknown) {

  static final Duration LAG = Duration.ofSeconds(10);

  /** Journeys that take longer than this only pile up. */
  static final Duration JOURNEY = Duration.ofSeconds(30);

  /**
   * What was seen at one rate.
   *
   * @param gaveUp shoppers who were not served
   * @param lost confirmed returns that the books do not know
   * @param unfinished journeys that had not ended long after the last shopper had come
   * @param open journeys that were under way when the last shopper came
   * @param lag of the outbox, the worst that was seen
   * @param lagsMissing how often the lag was asked for in vain
   */
  record Seen(
      int perMinute,
      int gaveUp,
      int lost,
      int unfinished,
      int open,
      Duration lag,
      int lagsMissing) {

    /** How long a journey takes, by how many are under way (Little's law). */
    Duration journey() {
      return Duration.ofMillis(open * 60_000L / perMinute);
    }
  }

  static Verdict of(Seen seen) {
    List<String> reasons = new ArrayList<>();
    if (seen.lost() > 0) {
      reasons.add("%d confirmed returns are lost".formatted(seen.lost()));
    }
    if (seen.gaveUp() > 0) {
      reasons.add("%d shoppers were not served".formatted(seen.gaveUp()));
    }
    if (seen.unfinished() > 0) {
      reasons.add("%d journeys did not end".formatted(seen.unfinished()));
    }
    if (seen.lag().compareTo(LAG) >= 0) {
      reasons.add("the outbox lagged %d s".formatted(seen.lag().toSeconds()));
    }
    if (seen.journey().compareTo(JOURNEY) > 0) {
      reasons.add("journeys pile up: %d under way".formatted(seen.open()));
    }
    return new Verdict(
        List.copyOf(reasons),
        seen.lagsMissing() == 0
            ? List.of()
            : List.of("the outbox's lag, %d times".formatted(seen.lagsMissing())));
  }

  boolean held() {
    return reasons.isEmpty() && unknown.isEmpty();
  }

  String words() {
    if (held()) {
      return "held";
    }
    List<String> words = new ArrayList<>();
    if (!reasons.isEmpty()) {
      words.add("not held: " + String.join("; ", reasons));
    }
    if (!unknown.isEmpty()) {
      words.add("not measured: " + String.join("; ", unknown));
    }
    return String.join("; ", words);
  }
}
