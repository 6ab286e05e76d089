package io.retour.bench.chaos;

import io.retour.bench.chaos.Fault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Does to the stack what the schedule says, and gives it back whole. */
final class Saboteur {

  private static final List<String> ALL =
      List.of(
          "mariadb",
          "opensearch",
          "keycloak",
          "zeebe",
          "operate",
          "tasklist",
          "mail",
          "retour",
          "retour-2");

  private final Parts parts;
  private final Calls calls;
  private final Instant begun = Instant.now();
  private final Map<String, Integer> kills = new TreeMap<>();
  private final Map<String, Integer> pauses = new TreeMap<>();
  private final Map<String, Integer> diedAlone = new TreeMap<>();

  /** Killed or fallen, and not started again yet. */
  private List<String> down = List.of();

  private final List<Thread> troubles = new ArrayList<>();

  /** When all must run again. */
  private Instant giveUp = Instant.MAX;

  private int leftOut;

  Saboteur(Parts parts, Calls calls) {
    this.parts = parts;
    this.calls = calls;
  }

  /**
   * @param faultsUntil what of the schedule would take longer than this is left out
   * @param wholeBy when all must run again
   */
  void run(Schedule schedule, Instant faultsUntil, Instant wholeBy) throws InterruptedException {
    giveUp = wholeBy;
    Runtime.getRuntime().addShutdownHook(new Thread(parts::letAllGoOn, "let-all-go-on"));
    try {
      for (Fault fault : schedule.faults()) {
        if (Instant.now()
            .plusSeconds(fault.afterSeconds() + fault.lastsSeconds())
            .isAfter(faultsUntil)) {
          leftOut++;
          continue;
        }
        Thread.sleep(Duration.ofSeconds(fault.afterSeconds()));
        System.out.printf(
            "  %4d s  %s%n", Duration.between(begun, Instant.now()).toSeconds(), fault);
        trouble(fault.trouble());
        if (fault.kind() == Kind.PAUSE) {
          pause(fault);
        } else {
          kill(fault);
        }
      }
    } finally {
      for (String component : ALL) {
        parts.goOn(component);
      }
      endTroubles();
      heal();
    }
  }

  /** No fault waits for a simulator that cannot be told because its database is away. */
  private void trouble(Fault.Trouble trouble) {
    String key = "trouble-%d-%d".formatted(begun.toEpochMilli(), troubles.size());
    troubles.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    calls.write(
                        "PUT",
                        "/api/v1/simulators/" + trouble.simulator(),
                        key,
                        "application/json",
                        calls.text(
                            Map.of("behaviour", trouble.behaviour(), "calls", trouble.calls())));
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  /** What was not told by now would make trouble again after the simulators were set quiet. */
  private void endTroubles() throws InterruptedException {
    troubles.forEach(Thread::interrupt);
    for (Thread trouble : troubles) {
      trouble.join();
    }
  }

  private void pause(Fault fault) throws InterruptedException {
    heal();
    for (String component : fault.components()) {
      parts.stop(component);
      pauses.merge(component, 1, Integer::sum);
    }
    Thread.sleep(Duration.ofSeconds(fault.lastsSeconds()));
    for (String component : fault.components()) {
      parts.goOn(component);
    }
  }

  private void kill(Fault fault) throws InterruptedException {
    if (fault.components().stream().anyMatch(down::contains)) {
      heal();
    }
    for (String component : fault.components()) {
      parts.kill(component);
      kills.merge(component, 1, Integer::sum);
    }
    List<String> more = new ArrayList<>(down);
    more.addAll(fault.components());
    down = more;
    Thread.sleep(Duration.ofSeconds(fault.lastsSeconds()));
    if (fault.healed()) {
      heal();
    }
  }

  /** Starts what is down, also what went down without being asked to. */
  private void heal() throws InterruptedException {
    List<String> dead =
        ALL.stream().filter(component -> parts.process(component).isEmpty()).toList();
    for (String component : dead) {
      if (!down.contains(component)) {
        diedAlone.merge(component, 1, Integer::sum);
      }
    }
    if (!dead.isEmpty()) {
      parts.start(dead, giveUp);
    }
    down = List.of();
  }

  Map<String, Integer> kills() {
    return kills;
  }

  Map<String, Integer> pauses() {
    return pauses;
  }

  /** Faults for which there was no time. */
  int leftOut() {
    return leftOut;
  }

  /** What ended although nobody killed it. */
  Map<String, Integer> diedAlone() {
    return diedAlone;
  }
}
