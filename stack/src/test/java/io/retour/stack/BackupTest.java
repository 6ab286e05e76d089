package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup refuses; that one can be restored is tried on the real stack. */
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

  @Test
  void aTreeIsCopiedWithAllThatIsInIt() throws IOException {
    var from = Files.createDirectories(directory.resolve("from/deep"));
    Files.writeString(from.resolve("file"), "words");

    Trees.copy(directory.resolve("from"), directory.resolve("to"));

    assertEquals("words", Files.readString(directory.resolve("to/deep/file")));
  }
}
