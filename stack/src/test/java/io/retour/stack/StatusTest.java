package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
  @TempDir Path home;

  private Settings settings;

  @BeforeEach
  void makeSettings() {
    settings = Settings.from(Map.of("RETOUR_HOME", home.toString()), home);
  }

  private String status() {
    var said = new ByteArrayOutputStream();
    assertEquals(
        Launcher.NOT_ALL_RUNNING,
        new Status(settings, Stack.of(settings)).print(new PrintStream(said)));
    return said.toString();
  }

  @Test
  void whatWasNeverStartedIsStopped() {
    assertTrue(status().matches("(?s).*zeebe +stopped.*"), status());
    assertFalse(status().contains("died"));
  }

  @Test
  void whatDiedIsNamedWithItsLastWordsAndItsLog() throws Exception {
    Files.createDirectories(settings.pidFile("zeebe").getParent());
    Files.createDirectories(settings.log("zeebe").getParent());
    Files.writeString(settings.pidFile("zeebe"), "999999999 1700000000000");
    Files.writeString(
        settings.log("zeebe"), "ready\nTerminating due to java.lang.OutOfMemoryError\n");

    assertTrue(status().matches("(?s).*zeebe +died.*"), status());
    assertTrue(
        status()
            .contains(
                "zeebe died; its last words: Terminating due to java.lang.OutOfMemoryError; its log: "
                    + settings.log("zeebe")),
        status());
  }
}
