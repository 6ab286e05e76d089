package io.retour.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Processor time of the whole machine, where the system tells it (Linux). */
final class ProcStat {

  private static final Path FILE = Path.of("/proc/stat");
  private static final int TICK = 10;

  private ProcStat() {}

  /** All but idle and waiting for disks; nothing where the system does not tell. */
  static Duration busy() {
    try {
      String[] all = Files.readAllLines(FILE).getFirst().trim().split("\\s+");
      long[] ticks = Arrays.stream(all).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
      return Duration.ofMillis(TICK * (Arrays.stream(ticks).sum() - ticks[3] - ticks[4]));
    } catch (IOException | RuntimeException elsewhere) {
      return Duration.ZERO;
    }
  }
}
