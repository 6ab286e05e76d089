package io.retour.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line per event; components that start side by side share it. */
final class Progress {
  private final PrintStream out;
  private final Path log;

  /**
   * @param log where the lines stay, with their time; its directory must be there, or it is not
   *     written
   */
  Progress(PrintStream out, Path log) {
    this.out = out;
    this.log = log;
  }

  void say(String component, String state) {
    line("  %-12s %s".formatted(component, state));
  }

  void ready(String component, Duration took) {
    line("  %-12s %-8s %3d s".formatted(component, "ready", took.toSeconds()));
  }

  synchronized void line(String text) {
    out.println(text);
    keep(text);
  }

  /** Only for the log: what is said elsewhere on the screen. */
  synchronized void keep(String text) {
    if (Files.isDirectory(log.getParent())) {
      try {
        Files.writeString(
            log,
            "%s %s%n".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), text),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException full) {
        out.println("(" + log + " cannot be written: " + full.getMessage() + ")");
      }
    }
  }
}
