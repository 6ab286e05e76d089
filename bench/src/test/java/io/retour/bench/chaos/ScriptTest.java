package io.retour.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retour.bench.chaos.Script.Scan;
import io.retour.bench.chaos.Script.Way;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The load is mixed, and the same for the same seed. */
class ScriptTest {

  private final List<Script> scripts = Script.all(7, 400);

  @Test
  void theSameSeedGivesTheSameReturns() {
    assertEquals(scripts, Script.all(7, 400));
    assertNotEquals(scripts, Script.all(8, 400));
  }

  @Test
  void aLongerRunBeginsLikeAShorterOne() {
    assertEquals(Script.all(7, 20), scripts.subList(0, 20));
  }

  @Test
  void everyWayBackAndEveryRemedyIsThere() {
    assertEquals(
        Set.of(Way.values()), scripts.stream().map(Script::way).collect(Collectors.toSet()));
    assertEquals(
        Set.of("REFUND", "STORE_CREDIT", "EXCHANGE"),
        scripts.stream().map(Script::resolution).collect(Collectors.toSet()));
    assertTrue(scripts.stream().anyMatch(script -> script.parcels() == 2));
    assertTrue(scripts.stream().anyMatch(script -> script.pieces().size() == 2));
  }

  @Test
  void scansAreToldTwiceOutOfOrderAndLate() {
    assertTrue(
        scripts.stream()
            .map(Script::scans)
            .anyMatch(all -> new HashSet<>(all).size() < all.size()));
    assertTrue(scripts.stream().map(Script::scans).anyMatch(ScriptTest::outOfOrder));
    assertTrue(
        scripts.stream().flatMap(each -> each.scans().stream()).anyMatch(Scan::afterReceipt));
  }

  private static boolean outOfOrder(List<Scan> scans) {
    for (int i = 1; i < scans.size(); i++) {
      if (scans.get(i).minute() < scans.get(i - 1).minute()) {
        return true;
      }
    }
    return false;
  }
}
