package io.retour.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A web shop that sends its orders in, as an integrator does: with a token, over the API. */
final class Shop {

  /** An order, and what opens it. */
  record Bought(String brand, String number, String email, String postcode) {

    String paymentReference() {
      return "pay_" + number;
    }
  }

  /** Of the demo, and meant for showing; see the README. */
  static final Bought DEMO = new Bought("lumen", "L-1001", "mila@example.org", "5026 AA");

  static final String SHIRT = "Organic cotton T-shirt, M";
  static final String LAMP = "Brass desk lamp";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Shop() {}

  /** A new order of a shirt and a lamp, delivered three days ago. */
  static Bought sells(Stack stack) {
    return sells(
        stack,
        "lumen",
        List.of(line("TEE12-M", SHIRT, "FASHION", 2495), line("LAMP3-BR", LAMP, "HOME", 7900)));
  }

  /** The same order at another of the demo's shops. */
  static Bought sells(Stack stack, String brand) {
    return sells(
        stack,
        brand,
        List.of(line("TEE12-M", SHIRT, "FASHION", 2495), line("LAMP3-BR", LAMP, "HOME", 7900)));
  }

  /** A new order of that many different shirts. */
  static Bought sellsMany(Stack stack, int shirts) {
    return sells(
        stack,
        "lumen",
        IntStream.rangeClosed(1, shirts)
            .mapToObj(number -> line("TEE-" + number, "T-shirt no. " + number, "FASHION", 1000))
            .toList());
  }

  private static Bought sells(Stack stack, String brand, List<Map<String, Object>> lines) {
    int number = ThreadLocalRandom.current().nextInt(100_000_000);
    Bought order =
        new Bought(brand, "E-" + number, "shopper%d@example.org".formatted(number), "3511 AB");
    LocalDate delivered = LocalDate.now(ZoneOffset.UTC).minusDays(3);
    long prices = lines.stream().mapToLong(line -> (Long) line.get("unitPriceMinor")).sum();
    Map<String, Object> body =
        Map.ofEntries(
            Map.entry("brand", order.brand()),
            Map.entry("channel", "webshop"),
            Map.entry("orderNumber", order.number()),
            Map.entry("email", order.email()),
            Map.entry("postcode", order.postcode()),
            Map.entry("country", "NL"),
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
                        order.paymentReference(),
                        "capturedMinor",
                        prices + 495))));
    post(stack, "/orders", body);
    return order;
  }

  /** Something that an integrator sends to the API; gives the answer. */
  static JsonNode post(Stack stack, String path, Map<String, Object> body) {
    return read(
        stack.send(
            HttpRequest.newBuilder(URI.create(stack.api(path)))
                .header("Authorization", "Bearer " + token(stack))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(body)))
                .build()));
  }

  private static Map<String, Object> line(String sku, String title, String category, long price) {
    return Map.of(
        "sku", sku,
        "title", title,
        "category", category,
        "quantity", 1,
        "unitPriceMinor", price,
        "taxRateBasisPoints", 2100,
        "weightGrams", 500);
  }

  private static String token(Stack stack) {
    String answer =
        stack.send(
            HttpRequest.newBuilder(
                    URI.create(stack.keycloak() + "realms/retour/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=retour-integrator"
                            + "&client_secret=retour-integrator-demo-secret"))
                .build());
    return read(answer).get("access_token").asText();
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
