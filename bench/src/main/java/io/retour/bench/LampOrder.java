package io.retour.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** An order of one lamp by a shopper of its own, within the right of withdrawal. */
public final class LampOrder {

  public static final String BRAND = "lumen";
  public static final String SKU = "LAMP3-BR";

  private static final ObjectMapper JSON = new ObjectMapper();

  private LampOrder() {}

  /**
   * @param number its number, and its shopper's name
   * @return as the import takes it
   */
  public static String json(String number) {
    Map<String, Object> order =
        Map.ofEntries(
            Map.entry("brand", BRAND),
            Map.entry("channel", "web"),
            Map.entry("orderNumber", number),
            Map.entry("email", number.toLowerCase() + "@example.org"),
            Map.entry("postcode", "10115"),
            Map.entry("country", "DE"),
            Map.entry("currency", "EUR"),
            Map.entry("placedAt", Instant.now().minus(Duration.ofDays(5)).toString()),
            Map.entry("deliveredOn", LocalDate.now().minusDays(3).toString()),
            Map.entry("orderDiscountMinor", 0),
            Map.entry("shippingPaidMinor", 495),
            Map.entry(
                "lines",
                List.of(
                    Map.of(
                        "sku", SKU,
                        "title", "Brass desk lamp",
                        "category", "HOME",
                        "quantity", 1,
                        "unitPriceMinor", 7900,
                        "lineDiscountMinor", 0,
                        "taxRateBasisPoints", 1900,
                        "weightGrams", 1900,
                        "finalSale", false))),
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
                        8395))));
    try {
      return JSON.writeValueAsString(order);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("An order is plain data", impossible);
    }
  }
}
