package io.retour.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retour.bench.load.Verdict.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Duration SHORT = Duration.ofSeconds(2);

  @Test
  void aRateIsHeldWhenAllAreServedAndNothingPilesUp() {
    assertTrue(Verdict.of(new Seen(60, 0, 0, 0, 12, SHORT, 0)).held());
  }

  @Test
  void itIsNotWhenAReturnIsLost() {
    assertEquals(
        List.of("1 confirmed returns are lost"),
        Verdict.of(new Seen(60, 0, 1, 0, 12, SHORT, 0)).reasons());
  }

  @Test
  void itIsNotWhenTheOutboxLags() {
    assertTrue(Verdict.of(new Seen(60, 0, 0, 0, 1, Duration.ofMillis(9_999), 0)).held());
    assertFalse(Verdict.of(new Seen(60, 0, 0, 0, 1, Duration.ofSeconds(10), 0)).held());
  }

  @Test
  void itIsNotWhenSomebodyWasNotServedOrAJourneyDidNotEnd() {
    assertFalse(Verdict.of(new Seen(60, 1, 0, 0, 1, SHORT, 0)).held());
    assertFalse(Verdict.of(new Seen(60, 0, 0, 1, 1, SHORT, 0)).held());
  }

  @Test
  void journeysThatPileUpAreNoRateThatIsHeld() {
    assertTrue(Verdict.of(new Seen(60, 0, 0, 0, 30, SHORT, 0)).held());
    assertFalse(Verdict.of(new Seen(60, 0, 0, 0, 31, SHORT, 0)).held());
  }

  @Test
  void itIsNotKnownWhenTheLagWasNotMeasured() {
    LagWatch watch =
        new LagWatch(
            new Supplier<>() {
              private int looks;

              @Override
              public Duration get() {
                if (++looks == 2) {
                  throw new IllegalStateException("the database is busy");
                }
                return SHORT;
              }
            });
    assertEquals(1, watch.missing());
    watch.run();
    assertEquals(0, watch.missing());
    watch.run();
    watch.run();

    assertEquals(List.of(SHORT, SHORT), watch.seen());
    Verdict verdict = Verdict.of(new Seen(60, 0, 0, 0, 12, SHORT, watch.missing()));
    assertFalse(verdict.held());
    assertEquals("not measured: the outbox's lag, 1 times", verdict.words());
    assertEquals(
        "not held: 1 shoppers were not served; not measured: the outbox's lag, 1 times",
        Verdict.of(new Seen(60, 1, 0, 0, 12, SHORT, 1)).words());
  }

  @Test
  void aFigureThatNobodyAnsweredIsNoZero() {
    assertEquals(OptionalLong.empty(), Gauges.growth(OptionalLong.empty(), OptionalLong.of(5)));
    assertEquals(OptionalLong.of(2), Gauges.growth(OptionalLong.of(3), OptionalLong.of(5)));
    assertEquals("not measured", Gauges.words(OptionalLong.empty()));
  }

  @Test
  void theBottleneckIsWhatThereIsNoMoreOf() {
    Duration second = Duration.ofSeconds(1);
    Usage busy = new Usage(Map.of("zeebe", second), second, 2, OptionalLong.of(5), SHORT);

    assertTrue(busy.bottleneck(0.4).startsWith("The processors: 90 %"));
    assertTrue(busy.bottleneck(0.1).startsWith("The broker"));
    assertTrue(
        new Usage(Map.of("zeebe", second), second, 2, OptionalLong.of(0), Duration.ofSeconds(11))
            .bottleneck(0.1)
            .startsWith("The relay"));
    assertTrue(
        new Usage(Map.of("zeebe", second), second, 2, OptionalLong.of(0), SHORT)
            .bottleneck(0)
            .startsWith("None"));
  }
}
