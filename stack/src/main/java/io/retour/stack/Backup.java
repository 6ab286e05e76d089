package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps what cannot be made anew: MariaDB as a dump, the engine's and OpenSearch's directories as
 * files.
 *
 * <p>The engine stands still from before the dump until its files are copied, while the application
 * goes on. So the dump is never older than the engine beside it: what it has besides is messages
 * that wait in the outbox, and work whose answer the engine did not hear, as after any crash of the
 * engine. The other way round a message could count as sent that the engine never got.
 */
final class Backup {
  private static final String DUMP = "retour.sql";
  private static final String ABOUT = "about.txt";

  /** Who reads from the engine comes first, and OpenSearch last: it may be ahead, not behind. */
  private static final List<String> STANDING_STILL =
      List.of("operate", "tasklist", "zeebe", "opensearch");

  private static final List<String> COPIED = List.of("zeebe", "opensearch");

  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

  private final Settings settings;
  private final Stack stack;
  private final Memory memory;
  private final Progress progress;

  Backup(Settings settings, Stack stack, Memory memory, Progress progress) {
    this.settings = settings;
    this.stack = stack;
    this.memory = memory;
    this.progress = progress;
  }

  /** Of a stack that runs, whatever load it is under. */
  void write(Path into) throws IOException, InterruptedException {
    if (Files.exists(into)) {
      throw new StackException(into + " exists already; nothing was backed up.");
    }
    if (!server("mariadb").isRunning()) {
      throw new StackException("MariaDB does not run here: ./retour up first.");
    }
    var unfinished = into.resolveSibling(into.getFileName() + ".unfinished");
    Trees.delete(unfinished);
    create(unfinished);
    var begin = Instant.now();
    var still = STANDING_STILL.stream().map(this::server).filter(Server::isRunning).toList();
    // an interrupted backup must not leave the engine standing
    var hook = new Thread(() -> goOn(still), "go-on");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      for (var server : still) {
        server.signal("STOP");
      }
      new MariaDbServer(settings).dump(unfinished.resolve(DUMP));
      for (var name : COPIED) {
        Trees.copy(settings.data(name), unfinished.resolve(name));
      }
    } finally {
      goOn(still);
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    Files.writeString(
        unfinished.resolve(ABOUT),
        "The state of %s.%n".formatted(begin.truncatedTo(ChronoUnit.SECONDS)));
    Files.move(unfinished, into);
    progress.line(
        "Backed up to %s; the engine stood still for %d s."
            .formatted(into, Duration.between(begin, Instant.now()).toSeconds()));
  }

  /** Nobody else on this machine may read it: it holds what shoppers told. */
  static void create(Path directory) throws IOException {
    Files.createDirectories(directory.toAbsolutePath().getParent());
    Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWN));
  }

  private void goOn(List<Server> still) {
    for (var server : still.reversed()) {
      server.signal("CONT");
    }
  }

  /** Into a stack that has no data; it is left stopped. */
  void read(Path from) throws IOException, InterruptedException {
    for (var needed : List.of(DUMP, "zeebe", "opensearch", ABOUT)) {
      if (!Files.exists(from.resolve(needed))) {
        throw new StackException(
            "%s is not a whole backup: it has no %s; nothing was restored."
                .formatted(from, needed));
      }
    }
    var filled = new ArrayList<>(COPIED);
    filled.add("mariadb");
    filled.removeIf(name -> !Files.exists(settings.data(name)));
    if (!filled.isEmpty()) {
      throw new StackException(
          "%s has data of %s already; restore into a stack without any (another RETOUR_HOME, or after ./retour reset). Nothing was restored."
              .formatted(settings.home(), String.join(", ", filled)));
    }
    var database = server("mariadb");
    Files.createDirectories(settings.launcherLog().getParent());
    new Up(settings, List.of(database), memory, progress).run();
    try {
      new MariaDbServer(settings).load(from.resolve(DUMP));
    } finally {
      database.stop();
    }
    for (var name : COPIED) {
      Trees.copy(from.resolve(name), settings.data(name));
    }
    progress.line("Restored. " + Files.readString(from.resolve(ABOUT)).trim());
    progress.line("./retour up starts it; read docs/operations.md, Backup and restore, before.");
  }

  private Server server(String name) {
    return stack.find(name).orElseThrow();
  }
}
