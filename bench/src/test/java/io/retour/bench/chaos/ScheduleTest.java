package io.retour.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retour.bench.chaos.Fault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A failing run can be replayed, and no part is spared. */
class ScheduleTest {

  private static final Set<String> PARTS =
      Set.of("retour", "retour-2", "zeebe", "mariadb", "opensearch", "keycloak");

  @Test
  void theSameSeedGivesTheSameFaults() {
    assertEquals(Schedule.of(7, 30), Schedule.of(7, 30));
    assertNotEquals(Schedule.of(7, 30), Schedule.of(8, 30));
  }

  @Test
  void asManyFaultsKillAsWereAskedFor() {
    for (int kills : List.of(1, 6, 30)) {
      assertEquals(kills, Schedule.of(3, kills).faults().stream().filter(Fault::kills).count());
    }
  }

  @Test
  void everyPartIsKilledAndPausedWhateverTheSeed() {
    for (int seed = 0; seed < 50; seed++) {
      List<Fault> faults = Schedule.of(seed, 30).faults();
      assertEquals(PARTS, met(faults, true));
      assertEquals(PARTS, met(faults, false));
    }
  }

  private static Set<String> met(List<Fault> faults, boolean kills) {
    return faults.stream()
        .filter(fault -> fault.kills() == kills)
        .flatMap(fault -> fault.components().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void theBrokerIsAwayForLongAndBothCopiesDieAtOnce() {
    List<Fault> faults = Schedule.of(1, 30).faults();

    assertTrue(
        faults.stream()
            .anyMatch(fault -> fault.kind() == Kind.ABSENCE && fault.lastsSeconds() >= 40));
    assertTrue(
        faults.stream()
            .anyMatch(fault -> fault.components().equals(List.of("retour", "retour-2"))));
  }

  @Test
  void aPauseTakesFiveToThirtySeconds() {
    assertTrue(
        IntStream.range(0, 50)
            .mapToObj(seed -> Schedule.of(seed, 30))
            .flatMap(schedule -> schedule.faults().stream())
            .filter(fault -> fault.kind() == Kind.PAUSE)
            .allMatch(fault -> fault.lastsSeconds() >= 5 && fault.lastsSeconds() <= 30));
  }

  /** What a job does not survive by its own three tries would be an incident by design. */
  @Test
  void noTroubleUsesUpTheTriesOfAJob() {
    assertTrue(
        Schedule.of(1, 60).faults().stream()
            .map(Fault::trouble)
            .filter(trouble -> Set.of("FAIL", "LOSE_ANSWER").contains(trouble.behaviour()))
            .allMatch(trouble -> trouble.calls() < 3));
  }

  @Test
  void theWholeRunEndsWithinFortyMinutes() {
    for (int seed = 0; seed < 50; seed++) {
      assertEquals(Duration.ofMinutes(40), Chaos.longest(Schedule.of(seed, 30)));
    }
    assertTrue(Chaos.longest(Schedule.of(1, 90)).compareTo(Duration.ofMinutes(40)) > 0);
  }

  @Test
  void thirtyKillsFitIntoHalfAnHour() {
    for (int seed = 0; seed < 50; seed++) {
      assertTrue(Schedule.of(seed, 30).length().compareTo(Duration.ofMinutes(28)) < 0);
    }
  }
}
