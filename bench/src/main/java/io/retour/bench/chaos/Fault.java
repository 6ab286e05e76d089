package io.retour.bench.chaos;

import java.util.List;

/**
 * One thing that is done to the stack.
 *
 * @param components whom it meets, by the names of {@code ./retour status}; several at once
 * @param afterSeconds how long after the fault before it has begun to heal
 * @param lastsSeconds how long they stay dead, or stopped
 * @param healed whether the next fault waits until these are ready again; otherwise it comes while
 *     they still start
 * @param trouble what a simulated system does meanwhile
 */
record Fault(
    Kind kind,
    List<String> components,
    int afterSeconds,
    int lastsSeconds,
    boolean healed,
    Trouble trouble) {

  enum Kind {
    /** SIGKILL, and started again soon. */
    KILL,
    /** SIGKILL, and away so long that others have to wait for it. */
    ABSENCE,
    /** SIGSTOP, then SIGCONT: it is there and does not answer. */
    PAUSE
  }

  /**
   * What a simulated outside system does with its next calls.
   *
   * @param simulator CARRIER, PAYMENT, STOCK or MAIL
   * @param behaviour one of those that the simulators know
   */
  record Trouble(String simulator, String behaviour, int calls) {

    @Override
    public String toString() {
      return "%s %s × %d".formatted(simulator, behaviour, calls);
    }
  }

  Fault {
    components = List.copyOf(components);
  }

  boolean kills() {
    return kind != Kind.PAUSE;
  }

  @Override
  public String toString() {
    return "%s %s for %d s, %s"
        .formatted(kind, String.join(" and ", components), lastsSeconds, trouble);
  }
}
