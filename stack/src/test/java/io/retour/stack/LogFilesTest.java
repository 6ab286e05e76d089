package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  @TempDir Path directory;

  @Test
  void showsTheLastLinesWithoutStackFrames() throws IOException {
    var log = directory.resolve("some.log");
    Files.writeString(
        log,
        "first\n".repeat(50)
            + """
            ERROR Cannot connect
            java.net.ConnectException: refused
            \tat java.base/java.net.Socket.connect(Socket.java:1)
            \t... 28 more
            """);

    var lines = LogFiles.lastLines(log).lines().toList();

    assertEquals(8, lines.size());
    assertEquals("    java.net.ConnectException: refused", lines.getLast());
    assertEquals("    ERROR Cannot connect", lines.get(6));
  }

  @Test
  void theLastLineIsOneThatSaysSomethingAndIsNotEndless() throws IOException {
    var log = directory.resolve("some.log");
    Files.writeString(
        log, "ready\nOutOfMemoryError: heap\n\tat java.base/java.lang.X.y(X.java:1)\n\n");

    assertEquals("OutOfMemoryError: heap", LogFiles.lastLine(log));
    assertEquals("", LogFiles.lastLine(directory.resolve("none")));

    Files.writeString(log, "x".repeat(1000));
    assertEquals("x".repeat(300) + " ...", LogFiles.lastLine(log));
  }

  @Test
  void saysSoWhenThereIsNone() {
    assertEquals("    (no log was written)", LogFiles.lastLines(directory.resolve("none")));
  }
}
