package io.retour.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the launcher writes down which process a component is, and when that process started: a pid
 * alone may be another program's by now.
 */
public record PidFile(Path path) {

  /** The launcher's own; the system's start times are only so exact. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  /** The process, while it lives and is the one that was started. */
  public Optional<ProcessHandle> process() {
    try {
      String[] words = Files.readString(path).trim().split(" ");
      Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> isFrom(process, started));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException notThere) {
      return Optional.empty();
    }
  }

  private static boolean isFrom(ProcessHandle process, Instant started) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(actual, started).abs().compareTo(CLOCK_TOLERANCE) < 0)
        .orElse(false);
  }
}
