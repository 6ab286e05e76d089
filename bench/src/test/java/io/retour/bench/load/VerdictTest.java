package io.retour.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retour.bench.load.Verdict.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Duration SHORT = Duration.ofSeconds(2);

  @Test
  void aRateIsHeldWhenAllAreServedAndNothingPilesUp() {
    assertTrue(Verdict.of(new Seen(60, 0, 0, 0, 12, SHORT)).held());
  }

  @Test
  void itIsNotWhenAReturnIsLost() {
    assertEquals(
        List.of("1 confirmed returns are lost"),
        Verdict.of(new Seen(60, 0, 1, 0, 12, SHORT)).reasons());
  }

  @Test
  void itIsNotWhenTheOutboxLags() {
    assertTrue(Verdict.of(new Seen(60, 0, 0, 0, 1, Duration.ofMillis(9_999))).held());
    assertFalse(Verdict.of(new Seen(60, 0, 0, 0, 1, Duration.ofSeconds(10))).held());
  }

  @Test
  void itIsNotWhenSomebodyWasNotServedOrAJourneyDidNotEnd() {
    assertFalse(Verdict.of(new Seen(60, 1, 0, 0, 1, SHORT)).held());
    assertFalse(Verdict.of(new Seen(60, 0, 0, 1, 1, SHORT)).held());
  }

  @Test
  void journeysThatPileUpAreNoRateThatIsHeld() {
    assertTrue(Verdict.of(new Seen(60, 0, 0, 0, 30, SHORT)).held());
    assertFalse(Verdict.of(new Seen(60, 0, 0, 0, 31, SHORT)).held());
  }

  @Test
  void theBottleneckIsWhatThereIsNoMoreOf() {
    Duration second = Duration.ofSeconds(1);
    Usage busy = new Usage(Map.of("zeebe", second), second, 2, 5, SHORT);

    assertTrue(busy.bottleneck(0.4).startsWith("The processors: 90 %"));
    assertTrue(busy.bottleneck(0.1).startsWith("The broker"));
    assertTrue(
        new Usage(Map.of("zeebe", second), second, 2, 0, Duration.ofSeconds(11))
            .bottleneck(0.1)
            .startsWith("The relay"));
    assertTrue(
        new Usage(Map.of("zeebe", second), second, 2, 0, SHORT).bottleneck(0).startsWith("None"));
  }
}
