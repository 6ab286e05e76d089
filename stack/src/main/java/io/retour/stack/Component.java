package io.retour.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One server of the stack: what it needs, how it is started, when it is ready. */
interface Component {
  String name();

  /** Every port it listens on. */
  List<Port> ports();

  /** Where to reach it, for people. */
  String address();

  /** Components that must be ready before this one starts, and that stop after it. */
  default Set<String> after() {
    return Set.of();
  }

  /** Resident memory once it is warm, measured; `up` refuses to start with less free. */
  int memoryInMegabytes();

  /** How long a slow machine may take until it is ready. */
  default Duration patience() {
    return Duration.ofMinutes(3);
  }

  /** Unpacks, builds or creates what must be there before the start; runs beside other starts. */
  default void prepare(Progress progress) throws IOException, InterruptedException {}

  Launch launch();

  boolean isReady();
}
