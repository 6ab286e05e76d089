package io.retour.stack;

import java.io.PrintStream;
import java.time.Duration;

/** One line per event; components that start side by side share it. */
final class Progress {
  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String component, String state) {
    line("  %-12s %s".formatted(component, state));
  }

  void ready(String component, Duration took) {
    line("  %-12s %-8s %3d s".formatted(component, "ready", took.toSeconds()));
  }

  synchronized void line(String text) {
    out.println(text);
  }
}
