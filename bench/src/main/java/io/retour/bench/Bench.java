package io.retour.bench;

import io.retour.bench.chaos.Chaos;
import io.retour.bench.chaos.Outside;
import io.retour.bench.counter.CounterBenchmark;
import io.retour.bench.data.TryData;
import io.retour.bench.journeys.JourneyBenchmark;
import io.retour.bench.load.LoadBenchmark;
import io.retour.bench.load.Plan;
import java.time.Duration;
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
      ./retour bench load [--from R] [--to R] [--step R] [--each S] [--hold S] [--seed N]
          shoppers who come at R a minute, whatever the answers take, at a rate that rises every S
          seconds until it is not held; the highest rate is then held for longer (default: from 30
          to 300 in steps of 30, 60 seconds each, 300 seconds held); writes target/load/report.md
      ./retour try-data FILE.csv.gz [--orders N] [--returns N]
          real orders of a web shop, and the returns among them (default: 1000 and 200)

      ./retour chaos [--returns N] [--kills K] [--seed S]
          kills and pauses the parts of the stack under a load of N mixed returns, and then looks
          from outside whether anything was lost or done twice; the same seed gives the same faults
          and the same returns (default: 200 returns, 12 kills, any seed)

      journeys, load and try-data want a stack on which simulators play carrier and warehouse:
      RETOUR_UNATTENDED=true ./retour up
      and load one that lets many shoppers come from one address: RETOUR_LOOKUPSPERMINUTE=1000000
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
        case "load" ->
            new LoadBenchmark(Surroundings.of(System.getenv()), args)
                .run(
                    new Plan(
                        arguments.option("from", 30),
                        arguments.option("to", 300),
                        arguments.option("step", 30),
                        Duration.ofSeconds(arguments.option("each", 60)),
                        Duration.ofSeconds(arguments.option("hold", 300)),
                        arguments.option("seed", 1)));
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
