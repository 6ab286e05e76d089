package io.retour.bench;

import io.retour.bench.chaos.Chaos;
import io.retour.bench.chaos.Outside;
import io.retour.bench.counter.CounterBenchmark;
import io.retour.bench.data.TryData;
import io.retour.bench.journeys.JourneyBenchmark;
import java.util.List;
import java.util.Locale;

/** Development tools for a running stack; `./retour bench` and `./retour try-data` end up here. */
public final class Bench {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private static final String HELP =
      """
      ./retour bench journeys [N] [--pairs P]
          N parcel returns end to end, and beside them N of the same journey with workers that do
          nothing, in P pairs of batches (default: 200 in 5 pairs)
      ./retour bench counter [N]
          N hand-ins at a store's counter, one after the other: how long until the money is paid
          back (default: 40)
      ./retour try-data FILE.csv.gz [--orders N] [--returns N]
          real orders of a web shop, and the returns among them (default: 1000 and 200)

      ./retour chaos [--returns N] [--kills K] [--seed S]
          kills and pauses the parts of the stack under a load of N mixed returns, and then looks
          from outside whether anything was lost or done twice; the same seed gives the same faults
          and the same returns (default: 200 returns, 12 kills, any seed)

      journeys and try-data want a stack on which simulators play carrier and warehouse:
      RETOUR_UNATTENDED=true ./retour up
      """;

  private Bench() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    try {
      Locale.setDefault(Locale.ROOT); // figures are written with a point, everywhere
      Arguments arguments = Arguments.of(args);
      switch (arguments.word(0, "")) {
        case "journeys" ->
            new JourneyBenchmark(Surroundings.of(System.getenv()))
                .run(arguments.number(1, 200), arguments.option("pairs", 5));
        case "counter" ->
            new CounterBenchmark(Surroundings.of(System.getenv())).run(arguments.number(1, 40));
        case "try-data" ->
            new TryData(Surroundings.of(System.getenv()))
                .run(
                    arguments.file(1),
                    arguments.option("orders", 1000),
                    arguments.option("returns", 200));
        case "chaos" -> {
          return new Chaos(Surroundings.of(System.getenv()), Outside.of(System.getenv()))
                  .run(
                      arguments.option("returns", 200),
                      arguments.option("kills", 12),
                      arguments.option("seed", Chaos.anySeed()))
              ? OK
              : FAILED;
        }
        default -> throw new Misuse("There is no such tool.");
      }
      return OK;
    } catch (Misuse misuse) {
      System.err.println(misuse.getMessage());
      System.err.print(HELP);
      return MISUSED;
    } catch (ToolException problem) {
      System.err.println(problem.getMessage());
      return FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }
}
