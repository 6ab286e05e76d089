package io.retour.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a try that failed is followed by another, as Standard Webhooks proposes: over three days,
 * quickly at first. Each pause is up to a fifth longer, so that what failed together does not come
 * back together.
 */
final class RetrySchedule {

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final int LONGER_BY_AT_MOST = 5;
  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  private RetrySchedule() {}

  /** How often a message is tried in all. */
  static int tries() {
    return PAUSES.size() + 1;
  }

  /**
   * @param failed how many tries failed so far
   * @param wish how long the receiver wants to be left alone; absent when it did not say
   * @return empty after the last try
   */
  static Optional<Duration> pause(int failed, @Nullable Duration wish, RandomGenerator random) {
    if (failed > PAUSES.size()) {
      return Optional.empty();
    }
    Duration pause = PAUSES.get(failed - 1);
    if (wish != null && wish.compareTo(pause) > 0) {
      pause = wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }
    return Optional.of(pause.plusMillis(random.nextLong(pause.toMillis() / LONGER_BY_AT_MOST + 1)));
  }
}
