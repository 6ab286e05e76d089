package io.retour.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private final RandomGenerator random = RandomGenerator.getDefault();

  @Test
  void triesAsStandardWebhooksProposesAndThenGivesUp() {
    List<Duration> least =
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

    for (int failed = 1; failed <= least.size(); failed++) {
      Duration pause = least.get(failed - 1);
      assertThat(RetrySchedule.pause(failed, null, random).orElseThrow())
          .isBetween(pause, pause.plus(pause.dividedBy(5)));
    }
    assertThat(RetrySchedule.pause(RetrySchedule.tries(), null, random)).isEmpty();
  }

  @Test
  void spreadsWhatFailedTogether() {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      pauses.add(RetrySchedule.pause(3, null, random).orElseThrow());
    }

    assertThat(pauses.stream().distinct().count()).isGreaterThan(40);
  }

  @Test
  void leavesAReceiverAloneForAsLongAsItWantsUpToADay() {
    assertThat(RetrySchedule.pause(1, Duration.ofMinutes(10), random).orElseThrow())
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    assertThat(RetrySchedule.pause(1, Duration.ofSeconds(1), random).orElseThrow())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(RetrySchedule.pause(1, Duration.ofDays(30), random).orElseThrow())
        .isLessThanOrEqualTo(Duration.ofHours(29));
  }
}
