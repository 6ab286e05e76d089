package io.retour.bench.load;

import io.retour.bench.Processors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures were measured on; a rate says nothing without it. */
record Machine(String words) {

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  static Machine here() {
    return new Machine(
        "%d processors (%s), %d MB of memory free to all, %s %s, JDK %s; load %.1f before the start"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                memory(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                Processors.load()));
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(CPUS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException elsewhere) {
      return "unknown";
    }
  }

  private static long memory() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() >> 20
        : 0;
  }
}
