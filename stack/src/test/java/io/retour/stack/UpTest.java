package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is named in one sentence, with the log's path. */
class UpTest {
  @TempDir Path home;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Settings settings;
  private Server database;

  /** A server in a shell. */
  private record Shell(String name, String command, List<Port> ports) implements Component {
    @Override
    public String address() {
      return "";
    }

    @Override
    public int memoryInMegabytes() {
      return 500;
    }

    @Override
    public Launch launch() {
      return Launch.of(List.of("sh", "-c", command), Map.of());
    }

    @Override
    public boolean isReady() {
      return command.startsWith("exec sleep");
    }
  }

  /** A server that starts after another one. */
  private record Needy(Component server) implements Component {
    @Override
    public String name() {
      return server.name();
    }

    @Override
    public List<Port> ports() {
      return server.ports();
    }

    @Override
    public String address() {
      return server.address();
    }

    @Override
    public Set<String> after() {
      return Set.of("database");
    }

    @Override
    public int memoryInMegabytes() {
      return server.memoryInMegabytes();
    }

    @Override
    public Launch launch() {
      return server.launch();
    }

    @Override
    public boolean isReady() {
      return server.isReady();
    }
  }

  @BeforeEach
  void makeSettings() throws IOException {
    int offset;
    try (var free = new ServerSocket(0)) {
      offset = free.getLocalPort() % 30_000 + 1_000;
    }
    settings =
        Settings.from(
            Map.of("RETOUR_HOME", home.toString(), "RETOUR_PORT_OFFSET", "" + offset), home);
    Files.createDirectories(settings.launcherLog().getParent());
    database = server("database", "exec sleep 60", List.of(Port.MARIADB));
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    database.stop();
  }

  private Server server(String name, String command, List<Port> ports) {
    return new Server(settings, new Shell(name, command, ports));
  }

  private void up(Server... servers) throws IOException, InterruptedException {
    up(new Memory(home, home), servers);
  }

  private void up(Memory memory, Server... servers) throws IOException, InterruptedException {
    var out = new PrintStream(said);
    new Up(settings, List.of(servers), memory, new Progress(out, settings.launcherLog())).run();
  }

  @Test
  void startsWhatDoesNotRunAndASecondTimeNothing() throws Exception {
    up(database);
    var pid = database.process().orElseThrow().pid();
    said.reset();

    up(database);

    assertEquals(pid, database.process().orElseThrow().pid());
    assertTrue(said.toString().contains("nothing was changed"), said.toString());
    assertTrue(Files.readString(settings.launcherLog()).contains("database     ready"));
  }

  @Test
  void namesATakenPortTheComponentAndTheLog() throws Exception {
    try (var taken =
        new ServerSocket(settings.port(Port.MARIADB), 1, InetAddress.getByName("127.0.0.1"))) {
      var problem = assertThrows(StackException.class, () -> up(database)).getMessage();

      assertTrue(
          problem.startsWith("Port %d, which database needs,".formatted(taken.getLocalPort())),
          problem);
      assertTrue(problem.endsWith("log: " + settings.launcherLog()), problem);
      assertEquals(1, problem.lines().count());
      assertFalse(database.isRunning());
    }
  }

  @Test
  void namesTooLittleMemoryWhoNeedsItAndTheLog() throws Exception {
    Files.writeString(home.resolve("meminfo"), "MemAvailable: 204800 kB\n");

    var problem = assertThrows(StackException.class, () -> up(database)).getMessage();

    assertEquals(
        "Too little free memory: database needs about 500 MB and 200 MB are available; nothing was"
            + " started; log: "
            + settings.launcherLog(),
        problem);
    assertFalse(database.isRunning());
  }

  @Test
  void namesAComponentThatDiesWithItsLastWordsAndLogAndStopsTheOthers() {
    var broker = server("broker", "echo no disk left; exit 1", List.of());

    var problem = assertThrows(StackException.class, () -> up(database, broker)).getMessage();

    assertEquals(
        "broker ended before it was ready; its log: %s%n    no disk left".formatted(broker.log()),
        problem);
    assertFalse(database.isRunning());
  }

  /** Whoever starts one part again takes the others as they are. */
  @Test
  void doesNotWaitForAComponentThatItWasNotToldToStart() throws Exception {
    var needy = new Server(settings, new Needy(new Shell("needy", "exec sleep 60", List.of())));

    up(needy);

    assertTrue(needy.isRunning());
    needy.stop();
  }
}
