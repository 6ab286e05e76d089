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

  private static void explain(Server server, PrintStream out) {
    var name = server.component().name();
    if (server.hasDied()) {
      var last = LogFiles.lastLine(server.log());
      out.printf(
          "%s died; %s; its log: %s%n",
          name, last.isEmpty() ? "it said nothing" : "its last words: " + last, server.log());
    } else if (server.isRunning() && !server.component().isReady()) {
      out.printf("%s runs and is not ready; its log: %s%n", name, server.log());
    }
  }

  /** Prints it; the exit code says whether all that is wanted is ready. */
  int print(PrintStream out) {
    var table = new Table().row("COMPONENT", "STATE", "PID", "MEMORY", "ADDRESS");
    var allReady = true;
    var memory = 0L;
    for (var server : stack.wantedOrRunning(settings)) {
      var component = server.component();
      var process = server.process();
      var isReady = process.isPresent() && component.isReady();
      allReady &= isReady;
      var resident = server.memoryInMegabytes();
      memory += resident.orElse(0L);
      table.row(
          component.name(),
          process.isPresent()
              ? isReady ? "ready" : "not ready"
              : server.hasDied() ? "died" : "stopped",
          process.map(handle -> Long.toString(handle.pid())).orElse("-"),
          resident.map(megabytes -> megabytes + " MB").orElse("-"),
          component.address());
    }
    table.row("together", "", "", memory + " MB");
    out.print(table);
    stack.wantedOrRunning(settings).forEach(server -> explain(server, out));
    return allReady ? Launcher.OK : Launcher.NOT_ALL_RUNNING;
  }
}
