package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the system has to give. */
final class Memory {
  private static final long MEGABYTE = 1024 * 1024;

  private final Path proc;
  private final Path controlGroups;

  Memory(Path proc, Path controlGroups) {
    this.proc = proc;
    this.controlGroups = controlGroups;
  }

  static Memory ofThisMachine() {
    return new Memory(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  /**
   * Free memory including what the system would give back, of the machine or of the container that
   * this is in, whichever has less; unknown outside Linux.
   */
  OptionalLong availableInMegabytes() {
    return Stream.of(ofMachine(), ofControlGroups()).flatMapToLong(OptionalLong::stream).min();
  }

  private OptionalLong ofMachine() {
    return value(proc.resolve("meminfo"), "MemAvailable:").stream()
        .map(kilobytes -> kilobytes / 1024)
        .findFirst();
  }

  /** Where a kernel keeps what a group may take: in one tree, or in one for memory alone. */
  private enum Kind {
    UNIFIED("0::", "", "memory.max", "memory.current", "inactive_file "),
    OF_MEMORY(
        ":memory:",
        "memory",
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        "total_inactive_file ");

    private final String mark;
    private final String tree;
    private final String limit;
    private final String used;
    private final String givenBack;

    Kind(String mark, String tree, String limit, String used, String givenBack) {
      this.mark = mark;
      this.tree = tree;
      this.limit = limit;
      this.used = used;
      this.givenBack = givenBack;
    }
  }

  /** A container's limit, or that of a group around it, does not show in meminfo. */
  private OptionalLong ofControlGroups() {
    var left = LongStream.builder();
    for (var kind : Kind.values()) {
      var tree = controlGroups.resolve(kind.tree);
      for (var group = tree.resolve(own(kind)); group.startsWith(tree); group = group.getParent()) {
        left(kind, group).ifPresent(left::add);
      }
    }
    return left.build().min();
  }

  /** This process's group, without a slash in front. */
  private String own(Kind kind) {
    try {
      return Files.readAllLines(proc.resolve("self/cgroup")).stream()
          .filter(line -> line.contains(kind.mark))
          .map(line -> line.substring(line.indexOf(kind.mark) + kind.mark.length() + 1))
          .findFirst()
          .orElse("");
    } catch (IOException noGroups) {
      return "";
    }
  }

  /** A group without a limit says a word, or a number beyond all memory. */
  private static OptionalLong left(Kind kind, Path group) {
    try {
      var limit = Files.readString(group.resolve(kind.limit)).trim();
      if (limit.equals("max")) {
        return OptionalLong.empty();
      }
      var used = Long.parseLong(Files.readString(group.resolve(kind.used)).trim());
      var givenBack = value(group.resolve("memory.stat"), kind.givenBack).orElse(0);
      return OptionalLong.of(Math.max(0, Long.parseLong(limit) - used + givenBack) / MEGABYTE);
    } catch (IOException | NumberFormatException unlimited) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong value(Path file, String name) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException missing) {
      return OptionalLong.empty();
    }
  }
}
