package io.retour.bench.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.bench.data.Invoice.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns invoices into orders as Retour's API takes them. */
final class Orders {

  static final String BRAND = "lumen";

  private static final int DAYS_TO_DELIVER = 2;

  /** The file knows no weights; most of the goods are small gifts. */
  private static final int GRAMS_PER_PIECE = 150;

  private static final int VAT_BASIS_POINTS = 2000;

  private final ObjectMapper json = new ObjectMapper();

  /** Has goods, and a country that exists. */
  static boolean isOrder(Invoice invoice) {
    return !invoice.isCredit()
        && Countries.code(invoice.country()).isPresent()
        && invoice.lines().stream().anyMatch(Orders::isBought);
  }

  static boolean isBought(Invoice.Line line) {
    return line.kind() == Kind.GOODS && line.quantity() > 0 && line.unitPrice().signum() >= 0;
  }

  /** The number that a line of an invoice has in its order, counted from 1. */
  static int lineNo(Invoice invoice, int index) {
    return (int) invoice.lines().subList(0, index + 1).stream().filter(Orders::isBought).count();
  }

  String toJson(Invoice invoice, Duration moved, LocalDate today) {
    ZonedDateTime placedAt = invoice.instant().plus(moved);
    LocalDate delivered = placedAt.toLocalDate().plusDays(DAYS_TO_DELIVER);
    long shipping = sum(invoice, Kind.SHIPPING);
    long discount = Math.abs(sum(invoice, Kind.DISCOUNT));
    List<Map<String, Object>> lines = new ArrayList<>();
    long goods = 0;
    for (Invoice.Line line : invoice.lines()) {
      if (isBought(line)) {
        goods += line.amountMinor();
        lines.add(line(line));
      }
    }
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("brand", BRAND);
    order.put("channel", "web");
    order.put("orderNumber", invoice.number());
    order.put("email", email(invoice));
    order.put("postcode", "unknown");
    order.put("country", Countries.code(invoice.country()).orElseThrow());
    order.put("consumer", true);
    order.put("currency", "GBP");
    order.put("placedAt", placedAt.toInstant().toString());
    // what comes back before it could have arrived was not delivered yet
    order.put("deliveredOn", delivered.isAfter(today) ? null : delivered.toString());
    order.put("pricesIncludeTax", true);
    order.put("orderDiscountMinor", discount);
    order.put("shippingPaidMinor", shipping);
    order.put("lines", lines);
    order.put(
        "payments",
        List.of(
            Map.of(
                "method",
                "card",
                "provider",
                "simulated",
                "reference",
                invoice.number(),
                "capturedMinor",
                goods + shipping - discount)));
    try {
      return json.writeValueAsString(order);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("An order is plain data", impossible);
    }
  }

  private static Map<String, Object> line(Invoice.Line line) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("sku", line.stockCode());
    result.put("title", line.title().isBlank() ? line.stockCode() : line.title());
    result.put("category", "OTHER");
    result.put("quantity", line.quantity());
    result.put("unitPriceMinor", line.unitPriceMinor());
    result.put("lineDiscountMinor", 0);
    result.put("taxRateBasisPoints", VAT_BASIS_POINTS);
    result.put("weightGrams", GRAMS_PER_PIECE);
    result.put("finalSale", false);
    return result;
  }

  private static String email(Invoice invoice) {
    return (invoice.customer().isEmpty()
            ? "guest" + invoice.number()
            : "customer" + invoice.customer())
        + "@example.org";
  }

  private static long sum(Invoice invoice, Kind kind) {
    return invoice.lines().stream()
        .filter(line -> line.kind() == kind)
        .mapToLong(Invoice.Line::amountMinor)
        .sum();
  }
}
