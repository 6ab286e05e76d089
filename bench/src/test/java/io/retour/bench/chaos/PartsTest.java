package io.retour.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retour.bench.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is killed and stopped is the stack's, and is let go in the end. */
@EnabledOnOs(OS.LINUX)
class PartsTest {

  @TempDir private Path home;
  private Process sleeper;
  private Parts parts;

  @BeforeEach
  void aPartRuns() throws IOException {
    Files.createDirectories(home.resolve("run"));
    Files.createDirectories(home.resolve("logs"));
    sleeper = new ProcessBuilder("sleep", "60").start();
    parts = new Parts(home, home);
    pidFile(sleeper.pid() + " " + started().toEpochMilli());
  }

  @AfterEach
  void end() {
    sleeper.destroyForcibly();
  }

  private Instant started() {
    return sleeper.info().startInstant().orElseThrow();
  }

  private void pidFile(String text) throws IOException {
    Files.writeString(home.resolve("run/retour.pid"), text);
  }

  private char state() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(sleeper.pid()), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private void assertState(char wanted) throws IOException, InterruptedException {
    for (int looks = 0; state() != wanted && looks < 100; looks++) {
      Thread.sleep(20);
    }
    assertEquals(wanted, state());
  }

  @Test
  void killsThePart() throws InterruptedException {
    parts.kill("retour");

    assertTrue(parts.process("retour").isEmpty());
    assertFalse(sleeper.isAlive());
  }

  @Test
  void aStrangerThatHasItsPidByNowIsLeftAlone() throws IOException, InterruptedException {
    pidFile(sleeper.pid() + " " + started().minus(Duration.ofHours(1)).toEpochMilli());

    assertTrue(parts.process("retour").isEmpty());
    parts.kill("retour");
    assertTrue(sleeper.isAlive());
  }

  @Test
  void aPidFileWithoutAStartTimeIsNobodys() throws IOException {
    pidFile(Long.toString(sleeper.pid()));

    assertTrue(parts.process("retour").isEmpty());
  }

  @Test
  void whoeverIsStoppedGoesOnWhenTheToolIsEnded() throws IOException, InterruptedException {
    parts.stop("retour");
    assertState('T');

    parts.letAllGoOn();
    assertState('S');

    parts.stop("retour");
    assertState('S');
  }

  @Test
  void nothingIsStartedWhenTheTimeIsOver() {
    assertThrows(
        ToolException.class, () -> parts.start(List.of("retour"), Instant.now().minusSeconds(1)));
  }
}
