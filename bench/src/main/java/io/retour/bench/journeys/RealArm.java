package io.retour.bench.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.bench.LampOrder;
import io.retour.bench.RetourApi;
import io.retour.bench.ToolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Real parcel returns: one piece each, a shopper each, within the right of withdrawal. */
final class RealArm {

  private static final int AT_ONCE = 8;
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final RetourApi api;
  private final Database database;
  private final String run = Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase();
  private int made;

  RealArm(RetourApi api, Database database) {
    this.api = api;
    this.database = database;
  }

  /** Returns to register, of orders made for them. */
  List<Map<String, Object>> prepare(int returns) throws InterruptedException {
    List<String> numbers =
        IntStream.range(0, returns).mapToObj(i -> "B-%s-%d".formatted(run, ++made)).toList();
    JsonNode report = api.importOrders(numbers.stream().map(LampOrder::json).toList());
    if (report.get("added").asInt() != returns) {
      throw new ToolException("The orders were not taken: " + report);
    }
    List<Map<String, Object>> requests = new ArrayList<>();
    for (String number : numbers) {
      JsonNode order = api.order(LampOrder.BRAND, number).orElseThrow();
      requests.add(
          Map.of(
              "orderId",
              order.get("id").asText(),
              "lines",
              List.of(
                  Map.of(
                      "lineId", order.get("lines").get(0).get("lineId").asText(), "quantity", 1)),
              "method",
              "PARCEL_DROP_OFF",
              "resolution",
              "REFUND"));
    }
    return requests;
  }

  /** Registers them all and comes back when each has ended. */
  void run(List<Map<String, Object>> requests, Duration longest) throws InterruptedException {
    long before = database.endedReturns();
    try (ExecutorService shops = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<RetourApi.Answer>> answers =
          requests.stream()
              .map(
                  request ->
                      shops.submit(() -> api.register(UUID.randomUUID().toString(), request)))
              .toList();
      for (Future<RetourApi.Answer> answer : answers) {
        if (!answer.get().ok()) {
          throw new ToolException("A return was refused: " + answer.get().body());
        }
      }
    } catch (ExecutionException failed) {
      throw new ToolException("A return was not registered: " + failed.getCause().getMessage());
    }
    Instant giveUp = Instant.now().plus(longest);
    while (database.endedReturns() - before < requests.size()) {
      if (Instant.now().isAfter(giveUp)) {
        throw new ToolException(
            ("Returns did not end within %s. Do the simulators play carrier and warehouse? Start"
                    + " with: RETOUR_UNATTENDED=true ./retour up")
                .formatted(longest));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }
}
