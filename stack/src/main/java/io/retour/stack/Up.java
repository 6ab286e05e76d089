package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts what does not run yet, all side by side, or leaves everything as it was. */
final class Up {
  /** A first start downloads for minutes; silence would look like a hang. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

  private final Settings settings;
  private final List<Server> wanted;
  private final Memory memory;
  private final Progress progress;
  private final Map<String, CompletableFuture<Void>> ready = new HashMap<>();

  /** What this run has started, and would have to stop again. */
  private final List<Server> started = new ArrayList<>();

  private boolean aborted;

  Up(Settings settings, List<Server> wanted, Memory memory, Progress progress) {
    this.settings = settings;
    this.wanted = wanted;
    this.memory = memory;
    this.progress = progress;
  }

  void run() throws IOException, InterruptedException {
    var missing = wanted.stream().filter(server -> !server.isRunning()).toList();
    if (!missing.isEmpty()) {
      checkPorts(missing);
      checkMemory(missing);
      progress.line("Starting Retour in " + settings.home());
    }
    writeAppEnvironment();
    startAll();
    if (missing.isEmpty()) {
      progress.line("Everything was running already; nothing was changed.");
    }
  }

  private void checkPorts(List<Server> missing) {
    for (var server : missing) {
      for (var port : server.component().ports()) {
        var number = settings.port(port);
        if (!Probe.isFree(number)) {
          throw new StackException(
              ("Port %d, which %s needs, is held by another program; stop that program, or choose"
                      + " other ports with RETOUR_PORT_OFFSET (and another RETOUR_HOME); nothing was"
                      + " started; log: %s")
                  .formatted(number, server.component().name(), settings.launcherLog()));
        }
      }
    }
  }

  private void checkMemory(List<Server> missing) {
    var needed = missing.stream().mapToLong(server -> server.component().memoryInMegabytes()).sum();
    var available = memory.availableInMegabytes();
    if (available.isPresent() && available.getAsLong() < needed) {
      throw new StackException(
          ("Too little free memory: %s %s about %d MB and %d MB are available; nothing was started;"
                  + " log: %s")
              .formatted(
                  missing.stream()
                      .map(server -> server.component().name())
                      .collect(Collectors.joining(", ")),
                  missing.size() == 1 ? "needs" : "need",
                  needed,
                  available.getAsLong(),
                  settings.launcherLog()));
    }
  }

  private void startAll() throws InterruptedException {
    var hook = new Thread(this::stopStarted, "stop-what-was-started");
    Runtime.getRuntime().addShutdownHook(hook);
    wanted.forEach(server -> ready.put(server.component().name(), new CompletableFuture<>()));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = new ExecutorCompletionService<Void>(threads);
      for (var server : wanted) {
        starts.submit(
            () -> {
              bringUp(server);
              return null;
            });
      }
      for (var i = 0; i < wanted.size(); i++) {
        try {
          nextOf(starts).get();
        } catch (ExecutionException e) {
          threads.shutdownNow();
          if (isAborted()) {
            throw new StackException("The start was interrupted.");
          }
          stopStarted();
          throw asStackException(e.getCause());
        }
      }
    }
    checkAllAlive();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Waits for the next component, and says now and then that this is still going on. */
  private Future<Void> nextOf(ExecutorCompletionService<Void> starts) throws InterruptedException {
    var next = starts.poll(SIGN_OF_LIFE.toSeconds(), TimeUnit.SECONDS);
    while (next == null) {
      progress.line(
          "  still to come: "
              + wanted.stream()
                  .map(server -> server.component().name())
                  .filter(name -> !ready.get(name).isDone())
                  .collect(Collectors.joining(", ")));
      next = starts.poll(SIGN_OF_LIFE.toSeconds(), TimeUnit.SECONDS);
    }
    return next;
  }

  private void bringUp(Server server) throws IOException, InterruptedException, ExecutionException {
    var component = server.component();
    var wasRunning = server.isRunning();
    if (!wasRunning) {
      component.prepare(progress);
    }
    for (var needed : component.after()) {
      // what this run does not start, since it was told which parts to start, is taken as it is
      if (ready.containsKey(needed)) {
        ready.get(needed).get();
      }
    }
    var begin = Instant.now();
    if (!wasRunning) {
      start(server);
    }
    awaitReady(server);
    if (!wasRunning) {
      progress.ready(component.name(), Duration.between(begin, Instant.now()));
    }
    ready.get(component.name()).complete(null);
  }

  /** Under the same lock as the stop, so that nothing is started after everything was stopped. */
  private synchronized void start(Server server) throws IOException {
    if (aborted) {
      throw new CancellationException();
    }
    started.add(server);
    server.start();
  }

  private synchronized boolean isAborted() {
    return aborted;
  }

  private static void awaitReady(Server server) throws InterruptedException {
    var component = server.component();
    var patience = component.patience();
    Poll.until(patience, () -> component.isReady() || !server.isRunning());
    if (!server.isRunning()) {
      throw problem(server, "ended before it was ready");
    }
    if (!component.isReady()) {
      throw problem(server, "was not ready within %d s".formatted(patience.toSeconds()));
    }
  }

  private void checkAllAlive() {
    for (var server : wanted) {
      if (!server.isRunning()) {
        stopStarted();
        throw problem(server, "ended soon after its start");
      }
    }
  }

  private static StackException problem(Server server, String what) {
    return new StackException(
        "%s %s; its log: %s%n%s"
            .formatted(
                server.component().name(), what, server.log(), LogFiles.lastLines(server.log())));
  }

  private static StackException asStackException(Throwable cause) {
    return cause instanceof StackException sentence
        ? sentence
        : new StackException("The start failed: " + cause);
  }

  private synchronized void stopStarted() {
    aborted = true;
    if (started.isEmpty()) {
      return;
    }
    progress.line(
        "Stopping what was started: "
            + started.stream()
                .map(server -> server.component().name())
                .collect(Collectors.joining(", ")));
    try {
      Stack.stop(started);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    started.clear();
  }

  /** For whoever runs the application from an IDE against this stack. */
  private void writeAppEnvironment() throws IOException {
    var lines =
        RetourApp.first(settings).environment().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList();
    Files.write(settings.home().resolve("app.env"), lines);
  }
}
