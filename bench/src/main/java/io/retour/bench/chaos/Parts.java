package io.retour.bench.chaos;

import io.retour.bench.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes of the stack: killed, stopped, and started again by the launcher. */
final class Parts {

  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final int TRIES = 3;
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(10);

  private final Path home;
  private final Path checkout;

  Parts(Path home, Path checkout) {
    this.home = home;
    this.checkout = checkout;
  }

  /** The process, while it lives. */
  Optional<ProcessHandle> process(String component) {
    Path file = home.resolve("run").resolve(component + ".pid");
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(file).trim().split(" ")[0]))
          .filter(ProcessHandle::isAlive);
    } catch (IOException | NumberFormatException notThere) {
      return Optional.empty();
    }
  }

  /** Ends it as a power cut would: at once, with nothing said to anyone. */
  void kill(String component) throws InterruptedException {
    signal("-KILL", component);
    for (int looks = 0; process(component).isPresent() && looks < 200; looks++) {
      Thread.sleep(50);
    }
  }

  void stop(String component) throws InterruptedException {
    signal("-STOP", component);
  }

  void goOn(String component) throws InterruptedException {
    signal("-CONT", component);
  }

  private void signal(String signal, String component) throws InterruptedException {
    Optional<ProcessHandle> process = process(component);
    if (process.isPresent()) {
      run(List.of("kill", signal, Long.toString(process.get().pid())));
    }
  }

  /** Until they are ready; whoever cannot be started ends the experiment. */
  void start(List<String> components) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("./retour", "up"));
    command.addAll(components);
    for (int tries = 0; tries < TRIES; tries++) {
      if (run(command) == 0) {
        return;
      }
      // a busy machine was too slow for the launcher's patience, or it still cleans up
      Thread.sleep(BEFORE_NEXT_TRY);
    }
    throw new ToolException(
        "%s could not be started again; see %s."
            .formatted(String.join(", ", components), home.resolve("logs/chaos-starts.log")));
  }

  private int run(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(checkout.toFile())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(home.resolve("logs/chaos-starts.log").toFile()))
              .start();
      if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
        return -1;
      }
      return process.exitValue();
    } catch (IOException failed) {
      throw new ToolException("Cannot run " + String.join(" ", command), failed);
    }
  }
}
