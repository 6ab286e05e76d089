package io.retour.bench.chaos;

import io.retour.bench.chaos.Fault.Kind;
import io.retour.bench.chaos.Fault.Trouble;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** What is done to the stack, in which order and for how long: the same for the same seed. */
record Schedule(List<Fault> faults) {

  /** In rounds, so that a short run meets each of them too. */
  private static final List<String> PARTS =
      List.of("retour", "zeebe", "mariadb", "retour-2", "opensearch", "keycloak");

  /** Kills for each pause that there is besides. */
  private static final int KILLS_PER_PAUSE = 3;

  /** Kills for each that is a long absence of the broker, or of both copies at once. */
  private static final int KILLS_PER_SPECIAL = 10;

  /** About as long as a part takes until it is ready again, on two busy processors. */
  private static final int START_SECONDS = 18;

  /** A job has three tries, so that no trouble may use them up all by itself. */
  private static final List<Trouble> TROUBLES =
      List.of(
          new Trouble("CARRIER", "LOSE_ANSWER", 2),
          new Trouble("PAYMENT", "ANSWER_TWICE", 5),
          new Trouble("PAYMENT", "LOSE_ANSWER", 2),
          new Trouble("PAYMENT", "ANSWER_OUT_OF_ORDER", 5),
          new Trouble("STOCK", "LOSE_ANSWER", 2),
          new Trouble("MAIL", "LOSE_ANSWER", 1),
          new Trouble("PAYMENT", "ANSWER_LATER", 5),
          new Trouble("CARRIER", "DELAY", 3),
          new Trouble("PAYMENT", "FAIL", 1),
          new Trouble("PAYMENT", "DELAY", 3),
          new Trouble("CARRIER", "FAIL", 1),
          new Trouble("STOCK", "DELAY", 3),
          new Trouble("STOCK", "FAIL", 1),
          new Trouble("MAIL", "FAIL", 2),
          new Trouble("MAIL", "DELAY", 2));

  Schedule {
    faults = List.copyOf(faults);
  }

  /**
   * @param kills how many faults kill; the pauses come on top
   */
  static Schedule of(long seed, int kills) {
    SplittableRandom random = new SplittableRandom(seed);
    Rounds<String> killed = new Rounds<>(PARTS, random);
    Rounds<String> paused = new Rounds<>(PARTS, random);
    Rounds<Trouble> troubles = new Rounds<>(TROUBLES, random);
    List<Fault> faults = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      if (kill % KILLS_PER_SPECIAL == KILLS_PER_SPECIAL / 2) {
        faults.add(
            new Fault(
                Kind.ABSENCE,
                List.of("zeebe"),
                after(random),
                random.nextInt(40, 80),
                true,
                troubles.next()));
      } else if (kill % KILLS_PER_SPECIAL == KILLS_PER_SPECIAL - 1) {
        faults.add(
            new Fault(
                Kind.KILL,
                List.of("retour", "retour-2"),
                after(random),
                random.nextInt(0, 6),
                true,
                troubles.next()));
      } else {
        faults.add(
            new Fault(
                Kind.KILL,
                List.of(killed.next()),
                after(random),
                random.nextInt(0, 8),
                random.nextInt(4) != 0,
                troubles.next()));
      }
      if (kill % KILLS_PER_PAUSE == KILLS_PER_PAUSE - 1) {
        faults.add(
            new Fault(
                Kind.PAUSE,
                List.of(paused.next()),
                after(random),
                random.nextInt(5, 31),
                true,
                troubles.next()));
      }
    }
    return new Schedule(faults);
  }

  private static int after(SplittableRandom random) {
    return random.nextInt(1, 9);
  }

  /** About how long all of it takes; the load is spread over that. */
  Duration length() {
    return Duration.ofSeconds(
        faults.stream()
            .mapToLong(
                fault ->
                    fault.afterSeconds()
                        + fault.lastsSeconds()
                        + (fault.kills() && fault.healed() ? START_SECONDS : 0))
            .sum());
  }

  /** Everything once, in an order of its own, before anything comes again. */
  private static final class Rounds<T> {

    private final List<T> all;
    private final SplittableRandom random;
    private final Deque<T> round = new ArrayDeque<>();

    Rounds(List<T> all, SplittableRandom random) {
      this.all = all;
      this.random = random;
    }

    T next() {
      if (round.isEmpty()) {
        List<T> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
          round.add(left.remove(random.nextInt(left.size())));
        }
      }
      return round.remove();
    }
  }
}
