package io.retour.bench.chaos;

import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import io.retour.bench.chaos.Calls.Answer;
import io.retour.bench.chaos.Facts.Return;
import io.retour.bench.chaos.Script.Piece;
import io.retour.bench.journeys.EngineRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The fault experiment. Shoppers, carrier, provider and warehouse call two copies of Retour while
 * their parts are killed and paused; then everything is started again and settles, and what must
 * hold is looked up from outside.
 */
public final class Chaos {

  private static final int ORDERS_PER_REQUEST = 100;
  private static final Duration LOAD_AT_LEAST = Duration.ofSeconds(20);
  private static final Duration LONGEST_PLAY = Duration.ofMinutes(12);
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(12);

  /** However slow the machine is, unless the faults alone were asked to take longer. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(40);

  /** Of that, kept for the end: no fault is begun then, and at last no return is played. */
  private static final Duration AFTER_FAULTS = Duration.ofMinutes(12);

  private static final Duration AFTER_PLAYS = Duration.ofMinutes(6);
  private static final Duration FOR_THE_FACTS = Duration.ofMinutes(1);

  /** A mail whose sender died is free again after five minutes; nothing else waits so long. */
  private static final Duration STANDS_STILL = Duration.ofSeconds(75);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

  /** The exporter and the index come a little after the engine. */
  private static final Duration EXPORT = Duration.ofSeconds(8);

  private final Surroundings surroundings;
  private final Outside outside;
  private final Calls calls;
  private final Sql sql;
  private final Book book = new Book();
  private final String prefix =
      "X" + Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase(Locale.ROOT) + "-";

  public Chaos(Surroundings surroundings, Outside outside) {
    this.surroundings = surroundings;
    this.outside = outside;
    this.calls = new Calls(surroundings, outside);
    this.sql = new Sql(surroundings);
  }

  public static int anySeed() {
    return ThreadLocalRandom.current().nextInt(1, 1_000_000);
  }

  /** Whether everything holds. */
  public boolean run(int returns, int kills, long seed) throws InterruptedException {
    Schedule schedule = Schedule.of(seed, kills);
    Duration longest = longest(schedule);
    Thread experiment = Thread.currentThread();
    AtomicBoolean tooLate = new AtomicBoolean();
    Thread clock =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(longest);
                    tooLate.set(true);
                    experiment.interrupt();
                  } catch (InterruptedException inTime) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      return run(schedule, returns, kills, seed, Instant.now().plus(longest));
    } catch (InterruptedException stopped) {
      if (tooLate.get()) {
        throw new ToolException(
            "After %d minutes it had not come to its end; the machine is too slow or too busy for it."
                .formatted(longest.toMinutes()),
            stopped);
      }
      throw stopped;
    } finally {
      clock.interrupt();
    }
  }

  /** The faults of a long schedule take their time in any case. */
  static Duration longest(Schedule schedule) {
    Duration planned = schedule.length().plus(AFTER_FAULTS);
    return planned.compareTo(LONGEST_RUN) < 0 ? LONGEST_RUN : planned;
  }

  private boolean run(Schedule schedule, int returns, int kills, long seed, Instant end)
      throws InterruptedException {
    List<Script> scripts = Script.all(seed, returns);
    System.out.printf(
        "Seed %d: %d returns (orders %s…), %d faults within about %d minutes%n",
        seed, returns, prefix, schedule.faults().size(), schedule.length().toMinutes() + 1);
    Instant begun = Instant.now();
    List<Play.Order> orders = orders(scripts);
    Saboteur saboteur =
        new Saboteur(new Parts(surroundings.home(), surroundings.checkout()), calls);
    load(scripts, orders, schedule, saboteur, end);
    Duration load = Duration.between(begun, Instant.now());
    quietSimulators();
    System.out.println("Everything runs again, and settles ...");
    FactReader reader =
        new FactReader(
            sql, new EngineRecords(surroundings.openSearch()), surroundings.home(), prefix, begun);
    Facts facts = settled(reader, end);
    Report report =
        new Report(
            seed,
            returns,
            kills,
            begun,
            load,
            Duration.between(begun, Instant.now()).minus(load),
            machine(),
            count(book.returns().values().stream().map(each -> each.way().name()).toList()),
            count(facts.returns().stream().map(each -> outcome(facts, each)).toList()),
            calls.repeated(),
            count(book.refusals().stream().map(text -> text.replaceFirst("^[^:]*: ", "")).toList()),
            book.unanswered(),
            book.waitsInVain(),
            saboteur.leftOut(),
            saboteur.kills(),
            saboteur.pauses(),
            saboteur.diedAlone(),
            Invariants.of(facts, book));
    print(report);
    return report.holds();
  }

  private static String outcome(Facts facts, Return each) {
    return facts.waiting().contains(each.id())
        ? "waiting for a person"
        : each.outcome().isEmpty() ? "open" : each.outcome();
  }

  private void load(
      List<Script> scripts,
      List<Play.Order> orders,
      Schedule schedule,
      Saboteur saboteur,
      Instant end)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        play(scripts, orders, schedule, saboteur, end, threads);
      } finally {
        // else whoever still plays would be waited for, whatever went wrong
        threads.shutdownNow();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof ToolException known
          ? known
          : new IllegalStateException(failed.getCause());
    }
  }

  private void play(
      List<Script> scripts,
      List<Play.Order> orders,
      Schedule schedule,
      Saboteur saboteur,
      Instant end,
      ExecutorService threads)
      throws InterruptedException, ExecutionException {
    Duration spread =
        schedule.length().compareTo(LOAD_AT_LEAST) < 0 ? LOAD_AT_LEAST : schedule.length();
    Instant playsUntil = end.minus(AFTER_PLAYS);
    Future<?> sabotage =
        threads.submit(
            () -> {
              saboteur.run(schedule, end.minus(AFTER_FAULTS), playsUntil);
              return null;
            });
    List<Future<?>> plays = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      Script script = scripts.get(i);
      Play.Order order = orders.get(i);
      Duration start = spread.multipliedBy(i).dividedBy(scripts.size());
      plays.add(
          threads.submit(
              () -> {
                Thread.sleep(start);
                new Play(calls, sql, book, outside, script, order).run();
                return null;
              }));
    }
    sabotage.get();
    Instant giveUp = earlier(Instant.now().plus(LONGEST_PLAY), playsUntil);
    for (Future<?> play : plays) {
      while (!play.isDone() && Instant.now().isBefore(giveUp)) {
        Thread.sleep(200);
      }
      if (play.isDone()) {
        play.get();
      } else {
        play.cancel(true);
        book.unanswered("a return was not played to its end");
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void quietSimulators() throws InterruptedException {
    for (String simulator : List.of("CARRIER", "PAYMENT", "STOCK", "MAIL")) {
      calls.write(
          "PUT",
          "/api/v1/simulators/" + simulator,
          "quiet-" + prefix + simulator,
          "application/json",
          calls.text(Map.of("behaviour", "NORMAL", "calls", 0)));
    }
  }

  /** The facts once nothing moves any more, and nothing is under way. */
  private Facts settled(FactReader reader, Instant end) throws InterruptedException {
    Instant giveUp = earlier(Instant.now().plus(LONGEST_SETTLING), end.minus(FOR_THE_FACTS));
    Instant lastMove = Instant.now();
    String before = "";
    while (Instant.now().isBefore(giveUp)) {
      long open =
          sql.number(
              "select count(*) from return_case r join customer_order o on o.id = r.order_id"
                  + " where o.order_number like ? and r.outcome is null and not exists"
                  + " (select 1 from open_task t where t.about_id = r.id and t.ended_at is null)",
              prefix + "%");
      long stated =
          sql.number(
              "select count(*) from withdrawal_statement s where s.contract like ? and not exists"
                  + " (select 1 from return_case r where r.withdrawal_statement_id = s.id)"
                  + " and not exists"
                  + " (select 1 from open_task t where t.about_id = s.id and t.ended_at is null)",
              prefix + "%");
      long unsent =
          sql.number(
              "select count(*) from message where recipient like ? and sent_at is null"
                  + " and given_up_at is null",
              prefix.toLowerCase(Locale.ROOT) + "%");
      long untold = sql.number("select count(*) from process_message where published_at is null");
      long moves =
          sql.number("select coalesce(max(id), 0) from case_event")
              + sql.number("select coalesce(max(id), 0) from ledger_entry");
      if (open == 0 && stated == 0 && unsent == 0 && untold == 0) {
        break;
      }
      String now =
          "%d returns open, %d statements without one, %d mails unsent, %d messages untold"
              .formatted(open, stated, unsent, untold);
      if (!(now + moves).equals(before)) {
        lastMove = Instant.now();
        System.out.println("  " + now);
      }
      before = now + moves;
      boolean still = Duration.between(lastMove, Instant.now()).compareTo(STANDS_STILL) > 0;
      if (still && unsent == 0 && untold == 0) {
        break;
      }
      Thread.sleep(LOOK_EVERY);
    }
    Thread.sleep(EXPORT);
    return reader.read();
  }

  private List<Play.Order> orders(List<Script> scripts) throws InterruptedException {
    List<String> lines = scripts.stream().map(this::order).toList();
    for (int from = 0; from < lines.size(); from += ORDERS_PER_REQUEST) {
      Answer answer =
          calls.write(
              "POST",
              "/api/v1/orders/import",
              "orders-" + prefix + from,
              "application/x-ndjson",
              String.join(
                  "\n", lines.subList(from, Math.min(lines.size(), from + ORDERS_PER_REQUEST))));
      if (!answer.ok() || !answer.body().path("errors").isEmpty()) {
        throw new ToolException("The orders were not taken: " + answer.body());
      }
    }
    Map<String, Play.Order> known = new HashMap<>();
    sql.rows(
            "select o.order_number, o.id, l.id from customer_order o"
                + " join order_line l on l.order_id = o.id"
                + " where o.order_number like ? order by l.line_no",
            row -> List.of(row.getString(1), row.getString(2), row.getString(3)),
            prefix + "%")
        .forEach(
            row ->
                known
                    .computeIfAbsent(
                        row.get(0),
                        number ->
                            new Play.Order(row.get(1), number, email(number), new ArrayList<>()))
                    .lines()
                    .add(row.get(2)));
    return scripts.stream().map(script -> known.get(number(script))).toList();
  }

  private String number(Script script) {
    return prefix + script.number();
  }

  private static String email(String number) {
    return number.toLowerCase(Locale.ROOT) + "@example.org";
  }

  /** Two pieces of each line, delivered three days ago. */
  private String order(Script script) {
    LocalDate delivered = LocalDate.now(ZoneOffset.UTC).minusDays(3);
    List<Map<String, Object>> lines = new ArrayList<>();
    long captured = 495;
    for (Piece piece : script.pieces()) {
      Script.Goods goods = piece.goods();
      captured += 2 * goods.priceMinor;
      lines.add(
          Map.of(
              "sku", goods.sku,
              "title", goods.title,
              "category", goods.category,
              "quantity", 2,
              "unitPriceMinor", goods.priceMinor,
              "taxRateBasisPoints", 2100,
              "weightGrams", goods.weightGrams));
    }
    String number = number(script);
    return calls.text(
        Map.ofEntries(
            Map.entry("brand", "lumen"),
            Map.entry("channel", "webshop"),
            Map.entry("orderNumber", number),
            Map.entry("email", email(number)),
            Map.entry("postcode", script.country().equals("NL") ? "3511 AB" : "10115"),
            Map.entry("country", script.country()),
            Map.entry("currency", "EUR"),
            Map.entry("placedAt", delivered.minusDays(2) + "T10:00:00Z"),
            Map.entry("deliveredOn", delivered.toString()),
            Map.entry("shippingPaidMinor", 495),
            Map.entry("lines", lines),
            Map.entry(
                "payments",
                List.of(
                    Map.of(
                        "method",
                        "CARD",
                        "provider",
                        "simulated",
                        "reference",
                        number,
                        "capturedMinor",
                        captured)))));
  }

  private static Map<String, Long> count(List<String> words) {
    Map<String, Long> counts = new TreeMap<>();
    words.forEach(word -> counts.merge(word, 1L, Long::sum));
    return counts;
  }

  private static String machine() {
    return "%d processors (%s), Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            System.getProperty("java.version"));
  }

  private void print(Report report) {
    String text = report.markdown();
    System.out.printf("%n%s%n", text);
    Path file = surroundings.checkout().resolve("target/chaos/report.md");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new ToolException("The report cannot be written to " + file, unwritable);
    }
    System.out.println(
        report.holds()
            ? "Everything holds; the report: " + file
            : "NOT everything holds; the report: " + file + ". Replay it with the same --seed.");
  }
}
