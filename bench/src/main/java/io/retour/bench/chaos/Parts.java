package io.retour.bench.chaos;

import io.retour.bench.PidFile;
import io.retour.bench.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The processes of the stack: killed, stopped, and started again by the launcher. */
final class Parts {

  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final int TRIES = 3;
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(10);

  private final Path home;
  private final Path checkout;

  /** Whoever stops a part and whoever ends the experiment must not pass each other. */
  private final ReentrantLock stopping = new ReentrantLock();

  private final Set<String> stopped = new TreeSet<>();
  private boolean over;

  Parts(Path home, Path checkout) {
    this.home = home;
    this.checkout = checkout;
  }

  /** The process, while it lives; never a stranger's that has its pid by now. */
  Optional<ProcessHandle> process(String component) {
    return new PidFile(home.resolve("run").resolve(component + ".pid")).process();
  }

  /** Ends it as a power cut would: at once, with nothing said to anyone. */
  void kill(String component) throws InterruptedException {
    signal("-KILL", component);
    for (int looks = 0; process(component).isPresent() && looks < 200; looks++) {
      Thread.sleep(50);
    }
  }

  void stop(String component) throws InterruptedException {
    stopping.lock();
    try {
      if (!over) {
        stopped.add(component);
        signal("-STOP", component);
      }
    } finally {
      stopping.unlock();
    }
  }

  void goOn(String component) throws InterruptedException {
    stopping.lock();
    try {
      signal("-CONT", component);
      stopped.remove(component);
    } finally {
      stopping.unlock();
    }
  }

  /**
   * When the tool is ended from outside: nobody else would let them go on, and none stops again.
   */
  void letAllGoOn() {
    stopping.lock();
    try {
      over = true;
      for (String component : List.copyOf(stopped)) {
        goOn(component);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      stopping.unlock();
    }
  }

  private void signal(String signal, String component) throws InterruptedException {
    Optional<ProcessHandle> process = process(component);
    if (process.isPresent()) {
      run(
          List.of("kill", signal, Long.toString(process.get().pid())),
          Instant.now().plus(LONGEST_START));
    }
  }

  /**
   * Until they are ready; whoever cannot be started ends the experiment.
   *
   * @param giveUp when there is no time left for it
   */
  void start(List<String> components, Instant giveUp) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("./retour", "up"));
    command.addAll(components);
    for (int tries = 0; tries < TRIES && Instant.now().isBefore(giveUp); tries++) {
      if (run(command, giveUp) == 0) {
        return;
      }
      // a busy machine was too slow for the launcher's patience, or it still cleans up
      Thread.sleep(BEFORE_NEXT_TRY);
    }
    throw new ToolException(
        "%s could not be started again; see %s."
            .formatted(String.join(", ", components), home.resolve("logs/chaos-starts.log")));
  }

  private int run(List<String> command, Instant giveUp) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(checkout.toFile())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(home.resolve("logs/chaos-starts.log").toFile()))
              .start();
      Duration left = Duration.between(Instant.now(), giveUp);
      Duration longest = left.compareTo(LONGEST_START) < 0 ? left : LONGEST_START;
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
        return -1;
      }
      return process.exitValue();
    } catch (IOException failed) {
      throw new ToolException("Cannot run " + String.join(" ", command), failed);
    }
  }
}
