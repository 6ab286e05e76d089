package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final long MEGABYTE = 1024 * 1024;

  @TempDir Path root;

  private Path proc;
  private Path groups;
  private Memory memory;

  @BeforeEach
  void machine() throws IOException {
    proc = Files.createDirectories(root.resolve("proc/self")).getParent();
    groups = Files.createDirectories(root.resolve("cgroup"));
    memory = new Memory(proc, groups);
    Files.writeString(
        proc.resolve("meminfo"), "MemTotal: 16000000 kB\nMemAvailable:   10240000 kB\n");
  }

  private void group(String name, String max, long usedMegabytes, long cacheMegabytes)
      throws IOException {
    var group = Files.createDirectories(groups.resolve(name));
    Files.writeString(group.resolve("memory.max"), max + "\n");
    Files.writeString(group.resolve("memory.current"), usedMegabytes * MEGABYTE + "\n");
    Files.writeString(
        group.resolve("memory.stat"), "anon 1\ninactive_file " + cacheMegabytes * MEGABYTE + "\n");
  }

  @Test
  void isWhatTheMachineHas() {
    assertEquals(OptionalLong.of(10_000), memory.availableInMegabytes());
  }

  @Test
  void isWhatTheContainerMayStillTake() throws IOException {
    Files.writeString(proc.resolve("self/cgroup"), "0::/\n");
    group("", Long.toString(2_000 * MEGABYTE), 700, 200);

    assertEquals(OptionalLong.of(1_500), memory.availableInMegabytes());
  }

  @Test
  void isBoundByAGroupAroundItsOwn() throws IOException {
    Files.writeString(proc.resolve("self/cgroup"), "0::/users/mila\n");
    group("users/mila", "max", 100, 0);
    group("users", Long.toString(1_000 * MEGABYTE), 100, 0);

    assertEquals(OptionalLong.of(900), memory.availableInMegabytes());
  }

  @Test
  void knowsTheOlderTreeForMemoryToo() throws IOException {
    Files.writeString(proc.resolve("self/cgroup"), "4:cpu:/\n3:memory:/box\n0::/\n");
    var box = Files.createDirectories(groups.resolve("memory/box"));
    Files.writeString(box.resolve("memory.limit_in_bytes"), 800 * MEGABYTE + "\n");
    Files.writeString(box.resolve("memory.usage_in_bytes"), 300 * MEGABYTE + "\n");
    Files.writeString(box.resolve("memory.stat"), "total_inactive_file " + 50 * MEGABYTE + "\n");

    assertEquals(OptionalLong.of(550), memory.availableInMegabytes());
  }

  @Test
  void isUnknownWhereTheSystemDoesNotTell() throws IOException {
    Files.delete(proc.resolve("meminfo"));

    assertTrue(memory.availableInMegabytes().isEmpty());
  }
}
