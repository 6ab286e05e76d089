package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The process of one component, found again through its pid file by later runs of the launcher. The
 * file also holds the process's start time, so that a pid which the system has since given to
 * another program is never taken for ours.
 */
final class Server {
  private static final Set<String> KEPT_VARIABLES =
      Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR");
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Component component;

  Server(Settings settings, Component component) {
    this.settings = settings;
    this.component = component;
  }

  Component component() {
    return component;
  }

  Path log() {
    return settings.log(component.name());
  }

  /** The running process, if there is one and it is the one we started. */
  Optional<ProcessHandle> process() {
    try {
      var words = Files.readString(pidFile()).trim().split(" ");
      var started = Instant.ofEpochMilli(Long.parseLong(words[1]));
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> isFrom(process, started));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
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

  boolean isRunning() {
    return process().isPresent();
  }

  /** Whether it was started, was not stopped, and yet does not run. */
  boolean hasDied() {
    return !isRunning() && Files.exists(pidFile());
  }

  /** Starts it so that it outlives the launcher and the terminal. */
  void start() throws IOException {
    var launch = component.launch();
    var directory = settings.data(component.name());
    Files.createDirectories(directory);
    Files.createDirectories(pidFile().getParent());
    LogFiles.startNew(log());

    var builder =
        new ProcessBuilder(detached(launch))
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    if (!launch.inheritsEnvironment()) {
      builder.environment().keySet().retainAll(KEPT_VARIABLES);
    }
    builder.environment().putAll(launch.env());

    var process = builder.start();
    var started = process.info().startInstant().orElseGet(Instant::now);
    Files.writeString(pidFile(), process.pid() + " " + started.toEpochMilli());
  }

  /** setsid, nohup and nice each replace themselves with the command, so the pid stays ours. */
  private static List<String> detached(Launch launch) {
    var command = new ArrayList<String>();
    command.add(Files.isExecutable(Path.of("/usr/bin/setsid")) ? "setsid" : "nohup");
    if (launch.nice()) {
      command.addAll(List.of("nice", "-n", "10"));
    }
    command.addAll(launch.command());
    return command;
  }

  /** Asks it to stop, waits, then ends it and all its children by force. */
  void stop() throws InterruptedException {
    var process = process();
    if (process.isPresent()) {
      var family = new ArrayList<>(process.get().descendants().toList());
      family.add(process.get());
      process.get().destroy();
      if (!Poll.until(STOP_PATIENCE, () -> family.stream().noneMatch(ProcessHandle::isAlive))) {
        family.forEach(ProcessHandle::destroyForcibly);
        Poll.until(STOP_PATIENCE, () -> family.stream().noneMatch(ProcessHandle::isAlive));
      }
    }
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new StackException("Cannot delete " + pidFile() + ": " + e.getMessage());
    }
  }

  /** Sends a signal such as STOP or CONT to the process, if there is one. */
  void signal(String name) {
    process()
        .ifPresent(
            process -> {
              try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
              } catch (IOException e) {
                throw new StackException("No signal could be sent: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Resident memory in megabytes, as the system's own ps reports it. */
  Optional<Long> memoryInMegabytes() {
    return process().flatMap(process -> residentMegabytes(process.pid()));
  }

  private static Optional<Long> residentMegabytes(long pid) {
    try {
      var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
      var kilobytes = new String(ps.getInputStream().readAllBytes()).trim();
      ps.waitFor(5, TimeUnit.SECONDS);
      return Optional.of(Long.parseLong(kilobytes) / 1024);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Path pidFile() {
    return settings.pidFile(component.name());
  }
}
