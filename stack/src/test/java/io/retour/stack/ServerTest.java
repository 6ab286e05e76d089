package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real process: `sleep` stands for a server. */
class ServerTest {
  @TempDir Path home;

  private Settings settings;
  private Server server;

  @BeforeEach
  void makeServer() {
    settings = Settings.from(Map.of("RETOUR_HOME", home.toString()), home);
    server = new Server(settings, new Sleeper());
  }

  @AfterEach
  void stopServer() throws InterruptedException {
    server.stop();
  }

  @Test
  void isFoundAgainByALaterRunAndStops() throws Exception {
    server.start();

    var laterRun = new Server(settings, new Sleeper());
    assertTrue(laterRun.isRunning());
    var process = laterRun.process().orElseThrow();

    laterRun.stop();
    assertFalse(process.isAlive());
    assertFalse(Files.exists(settings.pidFile("sleeper")));
  }

  @Test
  void aPidThatNowBelongsToAnotherProgramIsNotOurs() throws IOException {
    var ourselves = ProcessHandle.current();
    Files.createDirectories(settings.pidFile("sleeper").getParent());
    var longAgo = ourselves.info().startInstant().orElseThrow().minusSeconds(600);

    Files.writeString(settings.pidFile("sleeper"), ourselves.pid() + " " + longAgo.toEpochMilli());

    assertFalse(server.isRunning());
  }

  @Test
  void anUnreadablePidFileMeansNotRunning() throws IOException {
    Files.createDirectories(settings.pidFile("sleeper").getParent());
    Files.writeString(settings.pidFile("sleeper"), "");

    assertFalse(server.isRunning());
  }

  @Test
  void theLogOfTheRunBeforeIsKept() throws Exception {
    Files.createDirectories(server.log().getParent());
    Files.writeString(server.log(), "before");

    server.start();

    assertEquals("before", Files.readString(Path.of(server.log() + ".1")));
  }

  @Test
  void oneThatEndedWithoutBeingStoppedHasDied() throws Exception {
    assertFalse(server.hasDied(), "never started");
    server.start();
    assertFalse(server.hasDied(), "runs");
    var process = server.process().orElseThrow();

    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);

    assertTrue(server.hasDied());
    server.stop();
    assertFalse(server.hasDied(), "stopped");
  }

  private static final class Sleeper implements Component {
    @Override
    public String name() {
      return "sleeper";
    }

    @Override
    public List<Port> ports() {
      return List.of();
    }

    @Override
    public String address() {
      return "";
    }

    @Override
    public int memoryInMegabytes() {
      return 1;
    }

    @Override
    public Launch launch() {
      return Launch.of(List.of("sleep", "60"), Map.of());
    }

    @Override
    public boolean isReady() {
      return true;
    }
  }
}
