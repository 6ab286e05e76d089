package io.retour.bench.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.bench.Percentiles;
import io.retour.bench.RetourApi;
import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import io.retour.bench.data.Invoice.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

/**
 * Imports real orders, registers the returns among them, and tells what became of each: ended and
 * how, refused and by which rule, or waiting and for whom.
 */
public final class TryData {

  private static final int ORDERS_PER_REQUEST = 100;
  private static final int AT_ONCE = 4;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** Nothing moved for so long: what is still open waits for a person. */
  private static final Duration STANDS_STILL = Duration.ofSeconds(60);

  private static final Duration LONGEST = Duration.ofMinutes(60);

  private final RetourApi api;
  private final Map<String, RealReturn> registered = new ConcurrentHashMap<>();
  private final Tally refused = new Tally();

  public TryData(Surroundings surroundings) {
    this.api = new RetourApi(surroundings);
  }

  public void run(Path file, int orders, int returns) throws InterruptedException {
    api.check();
    List<Invoice> invoices = UciFile.read(file);
    Matching matching = Matching.of(invoices);
    describe(invoices, matching);
    ZonedDateTime now = ZonedDateTime.now(Invoice.ZONE);
    Sample sample = Sample.of(invoices, matching, orders, returns, now);
    System.out.printf(
        "%nThe sample: %d orders, %d returns of %d pieces; left out: %d that came back for an order"
            + " already in it%n",
        sample.moved().size(),
        sample.returns().size(),
        sample.returns().stream()
            .flatMap(each -> each.pieces().values().stream())
            .mapToInt(Integer::intValue)
            .sum(),
        sample.secondReturns());

    Instant begin = Instant.now();
    importOrders(sample, now);
    Instant imported = Instant.now();
    System.out.printf("  in %s%n", Percentiles.words(Duration.between(begin, imported)));

    register(sample.returns());
    System.out.printf(
        "%nReturns registered: %d, in %s%n",
        registered.size(), Percentiles.words(Duration.between(imported, Instant.now())));
    System.out.printf("Returns refused at registration: %d%n", refused.total());
    refused.print();

    report(untilStill());
    System.out.printf(
        "%nAll of it took %s%n", Percentiles.words(Duration.between(begin, Instant.now())));
  }

  private static void describe(List<Invoice> invoices, Matching matching) {
    Tally kinds = new Tally();
    Tally skippedLines = new Tally();
    for (Invoice invoice : invoices) {
      kinds.add(
          invoice.isCredit()
              ? "credit invoices"
              : Orders.isOrder(invoice)
                  ? "orders"
                  : Countries.code(invoice.country()).isEmpty()
                      ? "no order: country " + invoice.country()
                      : "no order: no goods bought");
      if (Orders.isOrder(invoice)) {
        for (Invoice.Line line : invoice.lines()) {
          if (line.kind() == Kind.OTHER) {
            skippedLines.add("not goods: " + line.stockCode());
          } else if (line.kind() == Kind.GOODS && !Orders.isBought(line)) {
            skippedLines.add("quantity or price below zero");
          }
        }
      }
    }
    System.out.printf("The file: %d invoices%n", invoices.size());
    kinds.print();
    System.out.println("Lines of orders that are skipped:");
    skippedLines.print();
    int matched = matching.skipped().take("matched");
    System.out.printf(
        "Lines of credit invoices: %d match an earlier purchase, as %d returns; the others:%n",
        matched, matching.returns().size());
    matching.skipped().print();
  }

  private void importOrders(Sample sample, ZonedDateTime now) throws InterruptedException {
    Orders writer = new Orders();
    List<String> lines = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    Tally notTaken = new Tally();
    sample
        .moved()
        .forEach(
            (invoice, moved) -> {
              if (Orders.isOrder(invoice)) {
                lines.add(writer.toJson(invoice, moved, now.toLocalDate()));
                numbers.add(invoice.number());
              } else {
                notTaken.add("not sent: country " + invoice.country());
              }
            });
    int added = 0;
    int known = 0;
    for (int from = 0; from < lines.size(); from += ORDERS_PER_REQUEST) {
      JsonNode report =
          api.importOrders(lines.subList(from, Math.min(lines.size(), from + ORDERS_PER_REQUEST)));
      added += report.get("added").asInt();
      known += report.get("alreadyKnown").asInt();
      for (JsonNode error : report.get("errors")) {
        notTaken.add(
            "order %s: %s %s"
                .formatted(
                    numbers.get(from + error.get("line").asInt() - 1),
                    error.get("field").asText(),
                    error.get("detail").asText()));
      }
    }
    System.out.printf(
        "%nOrders imported: %d; known before: %d; not taken: %d%n", added, known, notTaken.total());
    notTaken.print();
  }

  private void register(List<RealReturn> returns) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> all = new ArrayList<>();
      for (RealReturn each : returns) {
        all.add(
            threads.submit(
                () -> {
                  register(each);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof ToolException known
          ? known
          : new IllegalStateException(failed.getCause());
    }
  }

  private void register(RealReturn each) throws InterruptedException {
    Optional<JsonNode> order = api.order(Orders.BRAND, each.purchase().number());
    if (order.isEmpty()) {
      refused.add("its order was not imported");
      return;
    }
    Map<Integer, String> lineIds = new HashMap<>();
    for (JsonNode line : order.get().get("lines")) {
      lineIds.put(line.get("lineNo").asInt(), line.get("lineId").asText());
    }
    List<Map<String, Object>> lines = new ArrayList<>();
    each.pieces()
        .forEach(
            (index, quantity) ->
                lines.add(
                    Map.of(
                        "lineId",
                        lineIds.get(Orders.lineNo(each.purchase(), index)),
                        "quantity",
                        quantity)));
    RetourApi.Answer answer =
        api.register(
            each.key(),
            Map.of(
                "orderId",
                order.get().get("id").asText(),
                "lines",
                lines,
                "method",
                "PARCEL_DROP_OFF",
                "resolution",
                "REFUND"));
    if (answer.ok()) {
      registered.put(answer.body().get("id").asText(), each);
    } else {
      refused.add(
          "%d %s: %s (%s)"
              .formatted(
                  answer.status(),
                  answer.body().path("code").asText("?"),
                  answer.body().path("detail").asText("?"),
                  order.get().get("country").asText()));
    }
  }

  /** Looks until each return has ended or none moves any more. */
  private List<JsonNode> untilStill() throws InterruptedException {
    Instant giveUp = Instant.now().plus(LONGEST);
    Instant lastMove = Instant.now();
    List<JsonNode> before = List.of();
    while (true) {
      List<JsonNode> now =
          api.newestReturns(registered.size() + 1000).stream()
              .filter(each -> registered.containsKey(each.get("id").asText()))
              .toList();
      boolean moved = !new HashSet<>(now).equals(new HashSet<>(before));
      lastMove = moved ? Instant.now() : lastMove;
      before = now;
      long open = now.stream().filter(each -> !ended(each)).count();
      boolean still = Duration.between(lastMove, Instant.now()).compareTo(STANDS_STILL) > 0;
      if (open == 0 || still || Instant.now().isAfter(giveUp)) {
        return now;
      }
      System.err.printf("  %d of %d have not ended yet%n", open, now.size());
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static boolean ended(JsonNode each) {
    return !each.path("outcome").isNull();
  }

  private void report(List<JsonNode> returns) throws InterruptedException {
    Tally outcomes = new Tally();
    Tally bases = new Tally();
    Tally risks = new Tally();
    Tally waiting = new Tally();
    Tally amounts = new Tally();
    Tally refunds = new Tally();
    List<Long> millis = new ArrayList<>();
    int pieces = 0;
    for (JsonNode each : returns) {
      if (ended(each)) {
        outcomes.add(each.get("outcome").asText());
        pieces += each.get("units").size();
        refunds.add(refund(each));
        millis.add(
            Duration.between(
                    Instant.parse(each.get("registeredAt").asText()),
                    Instant.parse(each.get("closedAt").asText()))
                .toMillis());
        bases.add(
            StreamSupport.stream(each.get("units").spliterator(), false)
                .map(unit -> unit.path("legalBasis").asText("?"))
                .sorted()
                .distinct()
                .reduce((one, other) -> one + " + " + other)
                .orElse("?"));
      } else {
        waiting.add(waitsFor(each));
      }
      risks.add(each.path("riskLevel").asText("not decided yet"));
      amounts.add(againstCredit(each));
    }
    System.out.printf("%nReturns ended: %d, with %d pieces%n", millis.size(), pieces);
    outcomes.print();
    System.out.println("On which legal basis they ended:");
    bases.print();
    System.out.println("What they were promised at registration:");
    refunds.print();
    System.out.println("Risk:");
    risks.print();
    System.out.printf("Waiting: %d%n", waiting.total());
    waiting.print();
    System.out.println("The value that Retour gives the pieces of a return:");
    amounts.print();
    Percentiles times = Percentiles.of(millis);
    System.out.printf(
        "From registration to closing: p50 %s, p95 %s, longest %s%n",
        times.seconds(50), times.seconds(95), times.seconds(100));
  }

  private String waitsFor(JsonNode each) throws InterruptedException {
    JsonNode first = each.get("units").get(0);
    if (!first.get("authorisation").asText().equals("REQUESTED")) {
      return "after authorisation: reception %s, settlement %s"
          .formatted(first.get("reception").asText(), first.get("settlement").asText());
    }
    List<String> reasons = new ArrayList<>();
    for (JsonNode decision : api.decisions(each.get("id").asText())) {
      JsonNode outcome = decision.get("outcome");
      switch (decision.get("decision").asText()) {
        case "eligibility" -> {
          if (!outcome.path("outcome").asText().equals("ELIGIBLE")) {
            reasons.add(
                "eligibility %s %s"
                    .formatted(
                        outcome.path("outcome").asText("no rule"),
                        outcome.path("reasonCode").asText("")));
          }
        }
        case "fraud-risk" -> {
          if (outcome.path("level").asText().equals("HIGH")) {
            reasons.add("risk HIGH " + outcome.path("signals"));
          }
        }
        default -> {
          // says nothing about the review
        }
      }
    }
    return reasons.isEmpty()
        ? "not authorised, for no reason that its decisions tell"
        : "agent review: " + String.join(", ", reasons.stream().distinct().sorted().toList());
  }

  private static String refund(JsonNode each) {
    String fee = each.get("quotedFeeMinor").asLong() == 0 ? "no fee" : "a fee";
    return each.get("quotedRefundMinor").asLong() == 0
        ? "nothing to pay back, after " + fee
        : "money, after " + fee;
  }

  private String againstCredit(JsonNode each) {
    long value = 0;
    for (JsonNode unit : each.get("units")) {
      value += unit.get("valueMinor").asLong();
    }
    RealReturn real = registered.get(each.get("id").asText());
    String paid = value == real.paidMinor() ? "what was paid" : "NOT what was paid";
    int more = Long.compare(real.creditedMinor(), value);
    return paid
        + (more == 0
            ? ", and what the shop credited"
            : more > 0 ? "; the shop credited more" : "; the shop credited less");
  }
}
