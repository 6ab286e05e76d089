package io.retour.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static Report report(List<String> violations, List<String> unanswered) {
    return new Report(
        7,
        20,
        2,
        Instant.parse("2026-11-28T10:54:03Z"),
        Duration.ofSeconds(67),
        Duration.ofSeconds(23),
        "2 processors",
        Map.of("PARCEL", 20L),
        Map.of("SETTLED", 20L),
        93,
        Map.of(),
        unanswered,
        List.of("X-2: a QR code"),
        1,
        Map.of("zeebe", 1, "retour", 1),
        Map.of("zeebe", 2),
        Map.of(),
        List.of(new Verdict("the ledger balances", 36, violations)));
  }

  @Test
  void saysWhatWasDoneAndHowToDoItAgain() {
    String text = report(List.of(), List.of()).markdown();

    assertTrue(text.startsWith("# ./retour chaos --returns 20 --kills 2 --seed 7"), text);
    assertTrue(text.contains("2026-11-28T10:54Z, 2 processors; 1 min 7 s under load"), text);
    assertTrue(text.contains("| the ledger balances | 36 | 0 |"), text);
    assertTrue(text.contains("| zeebe | 1 | 2 | 0 |"), text);
    assertTrue(text.contains("| together | 2 | 2 | 0 |"), text);
    assertTrue(text.contains("there was no time for them: 1 faults"), text);
  }

  @Test
  void namesTheReturnsForWhichSomethingDoesNotHold() {
    Report report = report(List.of("RET-1: booking grant:1 sums to 5"), List.of());

    assertFalse(report.holds());
    assertTrue(report.markdown().contains("- RET-1: booking grant:1 sums to 5"));
  }

  /** A person may have to look first; the invariants say whether it is wrong. */
  @Test
  void whatWasWaitedForInVainIsNoted() {
    Report report = report(List.of(), List.of());

    assertTrue(report.holds());
    assertTrue(report.markdown().contains("- X-2: a QR code"));
  }

  @Test
  void aCallThatNobodyAnsweredDoesNotHoldEither() {
    Report report = report(List.of(), List.of("X-1: registration: 0"));

    assertFalse(report.holds());
    assertTrue(report.markdown().contains("- X-1: registration: 0"));
  }
}
