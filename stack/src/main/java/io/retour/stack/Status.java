package io.retour.stack;

import java.io.PrintStream;

/** The table of what runs. */
final class Status {
  private final Settings settings;
  private final Stack stack;

  Status(Settings settings, Stack stack) {
    this.settings = settings;
    this.stack = stack;
  }

  /** Prints it; the exit code says whether all that is wanted is ready. */
  int print(PrintStream out) {
    var table = new Table().row("COMPONENT", "STATE", "PID", "MEMORY", "ADDRESS");
    var allReady = true;
    var memory = 0L;
    for (var server : stack.wanted(settings)) {
      var component = server.component();
      var process = server.process();
      var isReady = process.isPresent() && component.isReady();
      allReady &= isReady;
      var resident = server.memoryInMegabytes();
      memory += resident.orElse(0L);
      table.row(
          component.name(),
          process.isEmpty() ? "stopped" : isReady ? "ready" : "not ready",
          process.map(handle -> Long.toString(handle.pid())).orElse("-"),
          resident.map(megabytes -> megabytes + " MB").orElse("-"),
          component.address());
    }
    table.row("together", "", "", memory + " MB");
    out.print(table);
    return allReady ? Launcher.OK : Launcher.NOT_ALL_RUNNING;
  }
}
