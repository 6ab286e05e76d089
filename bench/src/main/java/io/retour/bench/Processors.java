package io.retour.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much processor time each server of the stack has used. Unlike time on the clock it hardly
 * depends on what else the machine does.
 */
public final class Processors {

  /** They work on after the last journey has ended. */
  private static final Set<String> READERS = Set.of("opensearch", "operate", "tasklist");

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration LITTLE = Duration.ofMillis(400);
  private static final int MOST_LOOKS = 30;

  private final Path run;

  public Processors(Path home) {
    this.run = home.resolve("run");
  }

  /** By component; the tool itself is {@code bench}. Empty where the system does not tell. */
  public Map<String, Duration> used() {
    Map<String, Duration> used = new TreeMap<>();
    ProcessHandle.current().info().totalCpuDuration().ifPresent(time -> used.put("bench", time));
    if (Files.isDirectory(run)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(run, "*.pid")) {
        for (Path file : files) {
          new PidFile(file)
              .process()
              .flatMap(process -> process.info().totalCpuDuration())
              .ifPresent(time -> used.put(file.getFileName().toString().replace(".pid", ""), time));
        }
      } catch (IOException unreadable) {
        used.clear();
      }
    }
    return used;
  }

  /**
   * Waits until those who read what the engine has written have caught up. Else each batch would
   * pay for the batch before it, and the slower kind for the faster one.
   */
  public void settle() throws InterruptedException {
    Duration before = ofReaders();
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      Thread.sleep(LOOK);
      Duration now = ofReaders();
      if (now.minus(before).compareTo(LITTLE) < 0) {
        return;
      }
      before = now;
    }
  }

  private Duration ofReaders() {
    return used().entrySet().stream()
        .filter(entry -> READERS.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The load of the last minute, as the system reports it; below zero where it does not. */
  public static double load() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
