package io.retour.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Orders by shoppers of their own, within the right of withdrawal. */
public final class Purchase {

  public static final String BRAND = "lumen";
  public static final String POSTCODE = "10115";

  private static final long SHIPPING = 495;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One piece that the demo shop sells. */
  public record Goods(String sku, String title, String category, long priceMinor, int grams) {

    public static final Goods LAMP = new Goods("LAMP3-BR", "Brass desk lamp", "HOME", 7900, 1900);

    /** Is in the demo catalogue in other sizes for the same price. */
    public static final Goods SHIRT =
        new Goods("TEE12-M", "Organic cotton T-shirt, M", "FASHION", 2495, 180);

    private Map<String, Object> line() {
      return Map.of(
          "sku", sku,
          "title", title,
          "category", category,
          "quantity", 1,
          "unitPriceMinor", priceMinor,
          "lineDiscountMinor", 0,
          "taxRateBasisPoints", 1900,
          "weightGrams", grams,
          "finalSale", false);
    }
  }

  private Purchase() {}

  /**
   * @param number its number, and its shopper's name
   * @param goods one piece of each
   * @return as the import takes it
   */
  public static String json(String number, Goods... goods) {
    long paid = SHIPPING + Arrays.stream(goods).mapToLong(Goods::priceMinor).sum();
    Map<String, Object> order =
        Map.ofEntries(
            Map.entry("brand", BRAND),
            Map.entry("channel", "web"),
            Map.entry("orderNumber", number),
            Map.entry("email", number.toLowerCase() + "@example.org"),
            Map.entry("postcode", POSTCODE),
            Map.entry("country", "DE"),
            Map.entry("currency", "EUR"),
            Map.entry("placedAt", Instant.now().minus(Duration.ofDays(5)).toString()),
            Map.entry("deliveredOn", LocalDate.now().minusDays(3).toString()),
            Map.entry("orderDiscountMinor", 0),
            Map.entry("shippingPaidMinor", SHIPPING),
            Map.entry("lines", Arrays.stream(goods).map(Goods::line).toList()),
            Map.entry(
                "payments",
                List.of(
                    Map.of(
                        "method",
                        "card",
                        "provider",
                        "simulated",
                        "reference",
                        number,
                        "capturedMinor",
                        paid))));
    try {
      return JSON.writeValueAsString(order);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("An order is plain data", impossible);
    }
  }
}
