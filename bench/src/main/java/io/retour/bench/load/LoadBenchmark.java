package io.retour.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.bench.Processors;
import io.retour.bench.Purchase;
import io.retour.bench.RetourApi;
import io.retour.bench.Surroundings;
import io.retour.bench.load.PortalVisit.GaveUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shoppers come at a rate of their own (open loop) and the rate rises until it is not held. What
 * they wait for counts from the moment at which a call was due, so that a server which holds
 * everybody up cannot hide it (no coordinated omission).
 */
public final class LoadBenchmark {

  private static final int ORDERS_AT_ONCE = 200;
  private static final int WARM_UP = 24;
  private static final Duration SETTLE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Surroundings surroundings;
  private final List<String> command;
  private final RetourApi api;
  private final Processors processors;
  private final Gauges gauges;
  private final HttpClient browsers =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final String run = Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase();
  private int made;

  /**
   * @param command as it was typed, for the report
   */
  public LoadBenchmark(Surroundings surroundings, List<String> command) {
    this.surroundings = surroundings;
    this.command = List.copyOf(command);
    this.api = new RetourApi(surroundings);
    this.processors = new Processors(surroundings.home());
    this.gauges = new Gauges(surroundings);
  }

  public void run(Plan plan) throws InterruptedException {
    api.check();
    Report report = new Report(Machine.here(), "./retour bench " + String.join(" ", command));
    try (Books books = new Books(surroundings)) {
      System.out.println("Warming up ...");
      step(books, WARM_UP, Duration.ofMinutes(1), plan.seed());
      List<Step> steps = new ArrayList<>();
      int highest = 0;
      for (int rate : plan.rates()) {
        Step step = step(books, rate, plan.each(), plan.seed() + rate);
        steps.add(step);
        say(step);
        if (!step.verdict().held()) {
          break;
        }
        highest = rate;
      }
      report.rates(steps);
      hold(books, plan, highest, report);
    }
    write(report);
  }

  private void hold(Books books, Plan plan, int highest, Report report)
      throws InterruptedException {
    for (int rate = highest; rate > 0; rate = plan.below(rate)) {
      System.out.printf("Holding %d a minute for %d s ...%n", rate, plan.hold().toSeconds());
      Map<String, Long> before = books.rows();
      OptionalLong searchBefore = gauges.searchBytes();
      Step step = step(books, rate, plan.hold(), plan.seed());
      say(step);
      report.held(step, plan.hold());
      if (step.verdict().held()) {
        processors.settle();
        int returns = Math.max(1, step.confirmed());
        Map<String, Double> rows = new HashMap<>();
        books
            .rows()
            .forEach(
                (table, after) ->
                    rows.put(table, (after - before.getOrDefault(table, 0L)) / (double) returns));
        report.footprint(
            rows,
            books.bytesPerRow(),
            each(Gauges.growth(searchBefore, gauges.searchBytes()), returns));
        return;
      }
    }
  }

  private static OptionalLong each(OptionalLong bytes, int returns) {
    return bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() / returns) : bytes;
  }

  private static void say(Step step) {
    System.out.printf(
        "%4d a minute: %d confirmed, %.2f journeys ended a second, outbox lag %.1f s, %s%n",
        step.perMinute(),
        step.confirmed(),
        step.completedPerSecond(),
        step.worstLag().toMillis() / 1000.0,
        step.verdict().words());
    step.complaints().stream().distinct().limit(3).forEach(each -> System.out.println("  " + each));
  }

  private void write(Report report) {
    Path file = surroundings.checkout().resolve("target/load/report.md");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, report.toString());
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    System.out.printf("%n%s%nWritten to %s%n", report, file);
  }

  /** A return to come: its order is there already, and whatever a program needs to know of it. */
  private record Coming(Kind kind, String orderNumber, JsonNode order) {}

  private List<Coming> prepare(int journeys, long seed) throws InterruptedException {
    List<Kind> kinds = Kind.mix(journeys, seed);
    List<String> numbers = new ArrayList<>();
    List<String> orders = new ArrayList<>();
    for (Kind kind : kinds) {
      String number = "L-%s-%d".formatted(run, ++made);
      numbers.add(number);
      orders.add(Purchase.json(number, kind.goods()));
    }
    for (int i = 0; i < orders.size(); i += ORDERS_AT_ONCE) {
      api.importOrders(orders.subList(i, Math.min(i + ORDERS_AT_ONCE, orders.size())));
    }
    List<Coming> coming = new ArrayList<>();
    for (int i = 0; i < journeys; i++) {
      boolean program = kinds.get(i) == Kind.INTEGRATOR;
      coming.add(
          new Coming(
              kinds.get(i),
              numbers.get(i),
              program
                  ? api.order(Purchase.BRAND, numbers.get(i)).orElseThrow()
                  : com.fasterxml.jackson.databind.node.NullNode.instance));
    }
    return coming;
  }

  private Step step(Books books, int perMinute, Duration length, long seed)
      throws InterruptedException {
    List<Duration> arrivals = Arrivals.of(perMinute, length, seed);
    List<Coming> coming = prepare(arrivals.size(), seed);
    String store = api.storeOf(Purchase.BRAND);
    Latencies latencies = new Latencies();
    Queue<String> confirmed = new ConcurrentLinkedQueue<>();
    Queue<String> complaints = new ConcurrentLinkedQueue<>();
    LagWatch lags = new LagWatch(books::outboxLag);
    OptionalLong pressedBefore = gauges.backPressure();
    Map<String, Duration> usedBefore = processors.used();
    Duration busyBefore = ProcStat.busy();
    String from = books.now();
    long start = System.nanoTime();
    int open;
    String until;
    long last;
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
      watch.scheduleAtFixedRate(lags, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < arrivals.size(); i++) {
        long due = start + arrivals.get(i).toNanos();
        Coming next = coming.get(i);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        shoppers.submit(
            () -> {
              try {
                confirmed.add(serve(next, store, latencies, due));
              } catch (GaveUp | RuntimeException failed) {
                complaints.add("%s: %s".formatted(next.kind().words(), failed.getMessage()));
              }
              return null;
            });
      }
      TimeUnit.NANOSECONDS.sleep(start + length.toNanos() - System.nanoTime());
      open = books.openSince(from);
      until = books.now();
      last = System.nanoTime();
      shoppers.shutdown();
      shoppers.awaitTermination(SETTLE.toSeconds(), TimeUnit.SECONDS);
      await(books, from, last);
      watch.shutdown();
    }
    Duration settled = Duration.ofNanos(System.nanoTime() - last);
    Map<String, Boolean> known = books.returnsSince(from);
    int lost = (int) confirmed.stream().filter(each -> !known.containsKey(each)).count();
    int unfinished =
        (int) confirmed.stream().filter(each -> !known.getOrDefault(each, true)).count();
    Duration over = Duration.ofNanos(System.nanoTime() - start);
    Usage usage =
        new Usage(
            Usage.between(usedBefore, processors.used()),
            over,
            Runtime.getRuntime().availableProcessors(),
            Gauges.growth(pressedBefore, gauges.backPressure()),
            lags.seen().stream().max(Duration::compareTo).orElse(Duration.ZERO));
    double machine =
        ProcStat.busy().minus(busyBefore).toNanos()
            / (double) (over.toNanos() * Runtime.getRuntime().availableProcessors());
    return new Step(
        perMinute,
        confirmed.size(),
        books.closedBetween(from, until) * 1000.0 / length.toMillis(),
        settled,
        lags.seen(),
        latencies,
        usage,
        Math.max(0, machine - usage.together()),
        List.copyOf(complaints),
        Verdict.of(
            new Verdict.Seen(
                perMinute,
                complaints.size(),
                lost,
                unfinished,
                open,
                usage.lag(),
                lags.missing())));
  }

  private static void await(Books books, String from, long last) throws InterruptedException {
    while (books.openSince(from) > 0 && System.nanoTime() - last < SETTLE.toNanos()) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  /**
   * @return what the books know the return by
   */
  private String serve(Coming coming, String store, Latencies latencies, long due)
      throws GaveUp, InterruptedException {
    switch (coming.kind()) {
      case INTEGRATOR -> {
        RetourApi.Answer answer =
            api.register(
                UUID.randomUUID().toString(),
                Map.of(
                    "orderId",
                    coming.order().get("id").asText(),
                    "lines",
                    List.of(
                        Map.of(
                            "lineId",
                            coming.order().get("lines").get(0).get("lineId").asText(),
                            "quantity",
                            1)),
                    "method",
                    coming.kind().method(),
                    "resolution",
                    coming.kind().resolution()));
        latencies.answered(Call.REGISTER, due);
        if (!answer.ok()) {
          throw new GaveUp("answered %d".formatted(answer.status()));
        }
        return answer.body().get("rmaNumber").asText();
      }
      case COUNTER -> {
        JsonNode result =
            api.handIn(
                store, coming.orderNumber(), Purchase.POSTCODE, coming.kind().goods()[0].sku());
        latencies.answered(Call.HAND_IN, due);
        if (!result.get("status").asText().equals("TAKEN")) {
          throw new GaveUp("answered " + result);
        }
        return result.get("returnId").asText();
      }
      default -> {
        return new PortalVisit(surroundings.retour(), browsers, latencies)
            .run(coming.kind(), coming.orderNumber(), due);
      }
    }
  }
}
