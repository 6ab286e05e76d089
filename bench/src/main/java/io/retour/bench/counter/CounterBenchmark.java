package io.retour.bench.counter;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.bench.LampOrder;
import io.retour.bench.Percentiles;
import io.retour.bench.RetourApi;
import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Hand-ins that nobody announced, one shopper after the other: from the till's call until the
 * refund has settled at the (simulated) provider.
 */
public final class CounterBenchmark {

  private static final int WARM_UP = 5;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final RetourApi api;

  public CounterBenchmark(Surroundings surroundings) {
    api = new RetourApi(surroundings);
  }

  public void run(int handIns) throws InterruptedException {
    api.check();
    String store = api.storeOf(LampOrder.BRAND);
    String run = Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase();
    List<String> orders =
        IntStream.range(0, handIns + WARM_UP).mapToObj(i -> "C-%s-%d".formatted(run, i)).toList();
    api.importOrders(orders.stream().map(LampOrder::json).toList());
    List<Long> taken = new ArrayList<>();
    List<Long> settled = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      long start = System.nanoTime();
      String returnId = handIn(store, orders.get(i));
      long answered = System.nanoTime();
      awaitSettled(returnId);
      if (i >= WARM_UP) {
        taken.add(TimeUnit.NANOSECONDS.toMillis(answered - start));
        settled.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
    }
    System.out.printf(
        "%d hand-ins at %s, one after the other, after %d to warm up%n", handIns, store, WARM_UP);
    System.out.println("                      p50      p95      most");
    print("taken (till's call)", Percentiles.of(taken));
    print("settled", Percentiles.of(settled));
  }

  private static void print(String what, Percentiles millis) {
    System.out.printf(
        "%-20s %5.2f s  %5.2f s  %5.2f s%n",
        what, millis.at(50) / 1000.0, millis.at(95) / 1000.0, millis.at(100) / 1000.0);
  }

  private String handIn(String store, String order) throws InterruptedException {
    JsonNode result = api.handIn(store, order, order.toLowerCase() + "@example.org", LampOrder.SKU);
    if (!result.get("status").asText().equals("TAKEN")) {
      throw new ToolException("A hand-in was not taken: " + result);
    }
    return result.get("returnId").asText();
  }

  private void awaitSettled(String returnId) throws InterruptedException {
    Instant giveUp = Instant.now().plus(LONGEST);
    while (!api.theReturn(returnId).path("outcome").asText().equals("SETTLED")) {
      if (Instant.now().isAfter(giveUp)) {
        throw new ToolException("Return %s did not settle within %s.".formatted(returnId, LONGEST));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }
}
