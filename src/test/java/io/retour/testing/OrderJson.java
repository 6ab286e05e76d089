package io.retour.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retour.shared.Market;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

/** An order as an integrator sends it; a test changes the one field it is about. */
public final class OrderJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root;

  private OrderJson(ObjectNode root) {
    this.root = root;
  }

  /** Two shirts, delivered three days ago in the Netherlands, paid by card. */
  public static OrderJson orderJson() {
    ObjectNode root = JSON.createObjectNode();
    LocalDate today = LocalDate.now(Market.zone("NL"));
    root.put("brand", "lumen")
        .put("channel", "webshop")
        .put(
            "orderNumber",
            "J-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(Locale.ROOT))
        .put("email", "sam@example.org")
        .put("postcode", "5026 AA")
        .put("country", "NL")
        .put("currency", "EUR")
        .put("placedAt", today.minusDays(5) + "T10:00:00Z")
        .put("deliveredOn", today.minusDays(3).toString());
    root.putArray("lines")
        .addObject()
        .put("sku", "TEE-M")
        .put("title", "T-shirt")
        .put("category", "FASHION")
        .put("quantity", 2)
        .put("unitPriceMinor", 2495)
        .put("taxRateBasisPoints", 2100)
        .put("weightGrams", 200);
    root.putArray("payments")
        .addObject()
        .put("method", "CARD")
        .put("provider", "simulated")
        .put("reference", "pay-" + UUID.randomUUID())
        .put("capturedMinor", 4990);
    return new OrderJson(root);
  }

  /**
   * @param pointer a JSON pointer, e.g. {@code /lines/0/quantity}
   * @param json the new value as JSON; {@code null} as text for a JSON null
   */
  public OrderJson with(String pointer, String json) {
    try {
      JsonNode value = JSON.readTree(json);
      int slash = pointer.lastIndexOf('/');
      JsonNode parent = root.at(pointer.substring(0, slash));
      String name = pointer.substring(slash + 1);
      if (parent instanceof ArrayNode array) {
        array.set(Integer.parseInt(name), value);
      } else {
        ((ObjectNode) parent).set(name, value);
      }
      return this;
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      throw new IllegalArgumentException("Not JSON: " + json, broken);
    }
  }

  public String orderNumber() {
    return root.path("orderNumber").asText();
  }

  /** On one line, as NDJSON wants it. */
  @Override
  public String toString() {
    return root.toString();
  }
}
