package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the database comes back as it was, and what a backup refuses. */
class BackupTest {
  @TempDir Path directory;

  private Settings settings;
  private Backup backup;

  @BeforeEach
  void makeBackup() {
    settings =
        Settings.from(Map.of("RETOUR_HOME", directory.resolve("home").toString()), directory);
    backup =
        new Backup(
            settings,
            Stack.of(settings),
            new Memory(directory, directory),
            new Progress(new PrintStream(new ByteArrayOutputStream()), settings.launcherLog()));
  }

  @Test
  void anEarlierBackupIsNeverOverwritten() throws IOException {
    var earlier = Files.createDirectory(directory.resolve("earlier"));

    var refusal = assertThrows(StackException.class, () -> backup.write(earlier));

    assertTrue(refusal.getMessage().contains("exists already"), refusal.getMessage());
  }

  @Test
  void aStackThatDoesNotRunHasNoDumpToGive() {
    var into = directory.resolve("new");

    var refusal = assertThrows(StackException.class, () -> backup.write(into));

    assertTrue(refusal.getMessage().contains("MariaDB does not run"), refusal.getMessage());
    assertFalse(Files.exists(into));
  }

  @Test
  void nobodyElseMayReadABackup() throws IOException {
    var made = directory.resolve("backups").resolve("today");

    Backup.create(made);

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
  }

  @Test
  void halfABackupIsNotRestored() throws IOException {
    var half = Files.createDirectory(directory.resolve("half"));
    Files.writeString(half.resolve("retour.sql"), "");

    var refusal = assertThrows(StackException.class, () -> backup.read(half));

    assertTrue(refusal.getMessage().contains("it has no zeebe"), refusal.getMessage());
  }

  @Test
  void dataThatIsThereIsNotMixedWithABackup() throws IOException {
    var whole = Files.createDirectories(directory.resolve("whole"));
    Files.createDirectories(whole.resolve("zeebe"));
    Files.createDirectories(whole.resolve("opensearch"));
    Files.writeString(whole.resolve("retour.sql"), "");
    Files.writeString(whole.resolve("about.txt"), "");
    Files.createDirectories(settings.data("zeebe"));

    var refusal = assertThrows(StackException.class, () -> backup.read(whole));

    assertTrue(refusal.getMessage().contains("has data of zeebe"), refusal.getMessage());
  }

  /** With the real MariaDB; the engine is files here. */
  @Test
  void whatWasBackedUpIsThereAfterTheRestoreWithItsTriggers()
      throws IOException, InterruptedException {
    var first = stackOf("first");
    Files.writeString(Files.createDirectories(first.data("zeebe/raft")).resolve("log"), "journeys");
    Files.createDirectories(first.data("opensearch"));
    var books =
        Files.writeString(
            directory.resolve("books.sql"),
            """
            create table ledger (id int primary key, words varchar(40));
            insert into ledger values (1, 'Größe „M“ 👟');
            delimiter //
            create trigger ledger_stays before delete on ledger for each row
            begin signal sqlstate '45000' set message_text = 'the ledger stays'; end//
            delimiter ;
            """);
    var into = directory.resolve("backup");
    running(
        first,
        () -> {
          new MariaDbServer(first).load(books);
          backupOf(first).write(into);
        });
    var second = stackOf("second");

    backupOf(second).read(into);

    assertEquals("journeys", Files.readString(second.data("zeebe/raft/log")));
    var again = directory.resolve("again.sql");
    running(second, () -> new MariaDbServer(second).dump(again));
    assertEquals(statements(into.resolve("retour.sql")), statements(again));
    assertTrue(Files.readString(again).contains("the ledger stays"));
    assertTrue(Files.readString(again).contains("Größe „M“ 👟"));
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void running(Settings of, Work work) throws IOException, InterruptedException {
    var database = Stack.of(of).find("mariadb").orElseThrow();
    Files.createDirectories(of.launcherLog().getParent());
    var said = new Progress(new PrintStream(new ByteArrayOutputStream()), of.launcherLog());
    new Up(of, List.of(database), new Memory(directory, directory), said).run();
    try {
      work.run();
    } finally {
      database.stop();
    }
  }

  private Settings stackOf(String home) throws IOException {
    int offset;
    try (var free = new ServerSocket(0)) {
      offset = free.getLocalPort() % 30_000 + 1_000;
    }
    return Settings.from(
        Map.of(
            "RETOUR_HOME", directory.resolve(home).toString(), "RETOUR_PORT_OFFSET", "" + offset),
        directory);
  }

  private Backup backupOf(Settings of) {
    return new Backup(
        of,
        Stack.of(of),
        new Memory(directory, directory),
        new Progress(new PrintStream(new ByteArrayOutputStream()), of.launcherLog()));
  }

  /** Without the remarks, which have the time in them. */
  private static List<String> statements(Path dump) throws IOException {
    return Files.readAllLines(dump).stream().filter(line -> !line.startsWith("--")).toList();
  }

  @Test
  void aTreeIsCopiedWithAllThatIsInIt() throws IOException {
    var from = Files.createDirectories(directory.resolve("from/deep"));
    Files.writeString(from.resolve("file"), "words");

    Trees.copy(directory.resolve("from"), directory.resolve("to"));

    assertEquals("words", Files.readString(directory.resolve("to/deep/file")));
  }
}
