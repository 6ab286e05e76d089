package io.retour.bench.journeys;

import io.retour.bench.Percentiles;
import io.retour.bench.Processors;
import io.retour.bench.RetourApi;
import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import io.retour.bench.journeys.EngineRecords.Journey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Real parcel returns beside the same journeys with workers that do nothing, in turns on the same
 * running stack. A rate says much about the machine; the ratio says what Retour itself costs.
 */
public final class JourneyBenchmark {

  private static final String JOURNEY = "return-journey";
  private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);
  private static final Duration FIRST_RETURN = Duration.ofMinutes(2);
  private static final Duration EXPORT_WITHIN = Duration.ofMinutes(3);

  /** The records of other kinds than the last one looked for may come in a later bulk. */
  private static final Duration EXPORT_OF_OTHERS = Duration.ofSeconds(5);

  private static final int RECORDED = 4;

  /** Batches before the first that counts; a young Retour needs twice the processor time. */
  private static final int WARM_UPS = 3;

  /**
   * Single real returns take a shorter way; more than that, and the two kinds did not do the same.
   */
  private static final double LARGEST_DIFFERENCE = 0.03;

  private static final Duration IDLE = Duration.ofSeconds(10);

  /** One batch: when it was begun, the engine's word on its journeys, and what it used. */
  private record Batch(
      Instant begun,
      List<Journey> journeys,
      Map<String, Long> statements,
      Map<String, Duration> processors) {

    /** Journeys per second, from the first request to the last journey's end. */
    double rate() {
      Instant end = journeys.stream().map(Journey::completed).max(Instant::compareTo).orElseThrow();
      return journeys.size() * 1000.0 / Duration.between(begun, end).toMillis();
    }

    double processorSeconds() {
      return processors.values().stream().mapToLong(Duration::toMillis).sum() / 1000.0;
    }
  }

  private final Surroundings surroundings;
  private final RetourApi api;
  private final EngineRecords engine;
  private final Processors processors;

  public JourneyBenchmark(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.api = new RetourApi(surroundings);
    this.engine = new EngineRecords(surroundings.openSearch());
    this.processors = new Processors(surroundings.home());
  }

  public void run(int returns, int pairs) throws InterruptedException {
    api.check();
    int batch = Math.max(1, returns / pairs);
    System.out.printf(
        "%d pairs of batches, %d returns a batch; %d processors, load %.1f before the start%n",
        pairs, batch, Runtime.getRuntime().availableProcessors(), Processors.load());
    try (Database database = new Database(surroundings)) {
      RealArm real = new RealArm(api, database);
      Recording recording = record(real);
      try (NoopArm noop = new NoopArm(surroundings, recording)) {
        System.out.println("Warming up ...");
        for (int i = 0; i < WARM_UPS; i++) {
          real.run(real.prepare(batch), LONGEST_BATCH);
          noop.run(batch, LONGEST_BATCH);
        }
        processors.settle();
        double idleStatements = idleStatements(database);

        System.out.printf(
            "%nReturns per second, from the first request to the last journey's end:%n");
        System.out.printf("  %-6s%10s%10s%10s%10s%n", "pair", "Retour", "no-op", "ratio", "load");
        List<Batch> reals = new ArrayList<>();
        List<Batch> noops = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
          List<Map<String, Object>> requests = real.prepare(batch);
          Batch ofReal =
              measured(database, JOURNEY, batch, () -> real.run(requests, LONGEST_BATCH));
          Batch ofNoop =
              measured(
                  database,
                  NoopJourney.PREFIX + JOURNEY,
                  batch,
                  () -> noop.run(batch, LONGEST_BATCH));
          reals.add(ofReal);
          noops.add(ofNoop);
          System.out.printf(
              "  %-6d%10.2f%10.2f%10.2f%10.1f%n",
              pair, ofReal.rate(), ofNoop.rate(), ofReal.rate() / ofNoop.rate(), Processors.load());
        }
        report(reals, noops, recording.processes(), idleStatements);
      }
    }
  }

  private interface Work {

    void run() throws InterruptedException;
  }

  private Batch measured(Database database, String process, int batch, Work work)
      throws InterruptedException {
    Map<String, Long> statements = database.statements();
    Map<String, Duration> used = processors.used();
    Instant begun = Instant.now();
    work.run();
    Map<String, Long> statementsAfter = database.statements();
    processors.settle();
    return new Batch(
        begun,
        journeys(process, begun, batch),
        difference(statements, statementsAfter, (before, after) -> after - before),
        difference(used, processors.used(), (before, after) -> after.minus(before)));
  }

  /**
   * Real returns, one after the other and alone, to learn what their workers answer. The scans of
   * carrier and warehouse come so close together here that the second may overtake the first, and
   * the journey then takes a shorter way: the longest way is the one to compare with.
   */
  private Recording record(RealArm real) throws InterruptedException {
    System.out.println("Recording ...");
    Recording longest = null;
    for (int i = 0; i < RECORDED; i++) {
      List<Map<String, Object>> one = real.prepare(1);
      Instant begun = Instant.now();
      real.run(one, FIRST_RETURN);
      journeys(JOURNEY, begun, 1);
      Thread.sleep(EXPORT_OF_OTHERS);
      Recording next = Recording.read(engine, begun);
      if (longest == null || next.jobs() > longest.jobs()) {
        longest = next;
      }
    }
    if (longest == null || !longest.isComplete()) {
      throw new ToolException("The engine's records of a return are not complete.");
    }
    return longest;
  }

  /**
   * What the standing questions (outbox, mail, simulators) ask per second while nothing happens.
   */
  private static double idleStatements(Database database) throws InterruptedException {
    long before = database.statements().get("Questions");
    Thread.sleep(IDLE);
    return (database.statements().get("Questions") - before) / (double) IDLE.toSeconds();
  }

  /** The exporter comes a little after the engine. */
  private List<Journey> journeys(String processId, Instant since, int expected)
      throws InterruptedException {
    Instant giveUp = Instant.now().plus(EXPORT_WITHIN);
    while (true) {
      List<Journey> found = engine.journeys(processId, since);
      if (found.size() >= expected) {
        return found;
      }
      if (Instant.now().isAfter(giveUp)) {
        throw new ToolException(
            "Only %d of %d journeys are in the engine's records."
                .formatted(found.size(), expected));
      }
      Thread.sleep(1000);
    }
  }

  private void report(
      List<Batch> reals, List<Batch> noops, Set<String> processes, double idleStatements)
      throws InterruptedException {
    Thread.sleep(EXPORT_OF_OTHERS);
    int all = reals.stream().mapToInt(batch -> batch.journeys().size()).sum();
    Set<String> noopProcesses =
        processes.stream().map(id -> NoopJourney.PREFIX + id).collect(Collectors.toSet());
    Instant since = reals.getFirst().begun();
    List<Double> ratios = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    for (int i = 0; i < reals.size(); i++) {
      ratios.add(reals.get(i).rate() / noops.get(i).rate());
      costs.add(noops.get(i).processorSeconds() / reals.get(i).processorSeconds());
    }
    System.out.printf(
        "  %-6s%10.2f%10.2f%10.2f%n",
        "median",
        Percentiles.median(reals.stream().map(Batch::rate).toList()),
        Percentiles.median(noops.stream().map(Batch::rate).toList()),
        Percentiles.median(ratios));

    System.out.printf("%nPer return%34s%10s%n", "Retour", "no-op");
    line("time in the engine, p50 (s)", times(reals, 50), times(noops, 50));
    line("time in the engine, p95 (s)", times(reals, 95), times(noops, 95));
    line("time in the engine, p99 (s)", times(reals, 99), times(noops, 99));
    double flowNodes = engine.flowNodes(processes, since) / (double) all;
    double noopFlowNodes = engine.flowNodes(noopProcesses, since) / (double) all;
    double jobs = engine.jobs(processes, since) / (double) all;
    double noopJobs = engine.jobs(noopProcesses, since) / (double) all;
    line("flow nodes completed", flowNodes, noopFlowNodes);
    line("jobs completed", jobs, noopJobs);
    statements(reals, noops, all);
    processors(reals, noops, all);
    System.out.printf(
        "%nRatio by processor time (no-op / Retour), median of the pairs: %.2f%n",
        Percentiles.median(costs));
    System.out.printf(
        "With nothing to do MariaDB is asked %.0f times a second; load now %.1f%n",
        idleStatements, Processors.load());
    System.out.printf("Processes: %s%n", String.join(", ", processes));
    sameWork("flow nodes", flowNodes, noopFlowNodes);
    sameWork("jobs", jobs, noopJobs);
  }

  /** A ratio of unequal work says nothing. */
  static void sameWork(String what, double real, double noop) {
    if (Math.abs(real - noop) > LARGEST_DIFFERENCE * real) {
      throw new ToolException(
          ("The two kinds did not do the same: %.1f %s a return with Retour's workers, %.1f with"
                  + " those that do nothing. Make nothing of these ratios.")
              .formatted(real, what, noop));
    }
  }

  private static void statements(List<Batch> reals, List<Batch> noops, int all) {
    Map<String, Long> ofReals = new TreeMap<>();
    Map<String, Long> ofNoops = new TreeMap<>();
    reals.forEach(batch -> batch.statements().forEach((k, v) -> ofReals.merge(k, v, Long::sum)));
    noops.forEach(batch -> batch.statements().forEach((k, v) -> ofNoops.merge(k, v, Long::sum)));
    ofReals.forEach(
        (kind, count) ->
            line(
                kind.equals("Questions") ? "SQL statements, in all" : "  " + kind,
                count / (double) all,
                ofNoops.get(kind) / (double) all));
  }

  private static void processors(List<Batch> reals, List<Batch> noops, int all) {
    Map<String, Duration> ofReals = new TreeMap<>();
    Map<String, Duration> ofNoops = new TreeMap<>();
    reals.forEach(
        batch -> batch.processors().forEach((k, v) -> ofReals.merge(k, v, Duration::plus)));
    noops.forEach(
        batch -> batch.processors().forEach((k, v) -> ofNoops.merge(k, v, Duration::plus)));
    ofReals.forEach(
        (server, used) ->
            line(
                "processor time of %s (ms)".formatted(server),
                used.toMillis() / (double) all,
                ofNoops.getOrDefault(server, Duration.ZERO).toMillis() / (double) all));
  }

  private static double times(List<Batch> batches, int percent) {
    return Percentiles.of(
                batches.stream()
                    .flatMap(batch -> batch.journeys().stream())
                    .map(each -> Duration.between(each.started(), each.completed()).toMillis())
                    .toList())
            .at(percent)
        / 1000.0;
  }

  private static void line(String what, double real, double noop) {
    System.out.printf("  %-32s%10.1f%10.1f%n", what, real, noop);
  }

  private interface Difference<T> {

    T of(T before, T after);
  }

  private static <T> Map<String, T> difference(
      Map<String, T> before, Map<String, T> after, Difference<T> difference) {
    Map<String, T> result = new TreeMap<>();
    after.forEach(
        (name, value) -> {
          if (before.containsKey(name)) {
            result.put(name, difference.of(before.get(name), value));
          }
        });
    return result;
  }
}
