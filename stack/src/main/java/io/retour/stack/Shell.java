package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a helper command to its end. */
final class Shell {
  private Shell() {}

  /** Runs with all output in the log; a failure becomes one sentence plus the log's last lines. */
  static void run(String purpose, Path log, Path directory, List<String> command)
      throws IOException, InterruptedException {
    run(purpose, log, directory, Map.of(), command);
  }

  static void run(
      String purpose, Path log, Path directory, Map<String, String> env, List<String> command)
      throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", JavaCommand.javaHome().toString());
    builder.environment().putAll(env);
    var process = builder.start();
    try {
      if (process.waitFor() != 0) {
        throw new StackException(
            "%s failed; its log: %s%n%s".formatted(purpose, log, LogFiles.lastLines(log)));
      }
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      throw e;
    }
  }
}
