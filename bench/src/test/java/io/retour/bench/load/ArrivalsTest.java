package io.retour.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void shoppersComeInOrderAndWithinTheTime() {
    List<Duration> moments = Arrivals.of(120, Duration.ofMinutes(2), 7);

    assertEquals(moments.stream().sorted().toList(), moments);
    assertTrue(moments.getLast().compareTo(Duration.ofMinutes(2)) < 0);
  }

  @Test
  void theyComeAtTheRateThatWasAskedFor() {
    int came = Arrivals.of(60, HOUR, 3).size();

    assertTrue(Math.abs(came - 3600) < 240, () -> came + " in an hour at 60 a minute");
  }

  @Test
  void theSameSeedGivesTheSameMoments() {
    assertEquals(Arrivals.of(60, HOUR, 3), Arrivals.of(60, HOUR, 3));
    assertNotEquals(Arrivals.of(60, HOUR, 3), Arrivals.of(60, HOUR, 4));
  }

  @Test
  void aMixHasEveryKindInItsShare() {
    List<Kind> mix = Kind.mix(48, 1);

    assertEquals(EnumSet.allOf(Kind.class), EnumSet.copyOf(mix));
    assertEquals(16, mix.stream().filter(kind -> kind == Kind.PARCEL_REFUND).count());
  }

  @Test
  void ratesRiseInSteps() {
    Plan plan = new Plan(30, 100, 30, Duration.ZERO, Duration.ZERO, 1);

    assertEquals(List.of(30, 60, 90), plan.rates());
    assertEquals(0, plan.below(30));
  }
}
