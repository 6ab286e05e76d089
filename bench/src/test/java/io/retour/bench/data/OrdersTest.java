package io.retour.bench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private static final Invoice INVOICE =
      new Invoice(
          "536370",
          LocalDateTime.of(2010, 12, 1, 8, 45),
          "12583",
          "EIRE",
          List.of(
              new Invoice.Line("M", "Manual", 1, new BigDecimal("9.00")),
              new Invoice.Line("22728", "ALARM CLOCK", 24, new BigDecimal("3.75")),
              new Invoice.Line("POST", "POSTAGE", 3, new BigDecimal("18.00")),
              new Invoice.Line("D", "Discount", 1, new BigDecimal("5.00")),
              new Invoice.Line("21724", "STICKERS", 12, new BigDecimal("0.85"))));

  @Test
  void goodsShippingAndDiscountAddUpToWhatWasPaid() throws Exception {
    JsonNode order = order(Duration.ZERO, LocalDate.of(2011, 1, 1));

    assertEquals(2, order.get("lines").size());
    assertEquals(5400, order.get("shippingPaidMinor").asLong());
    assertEquals(500, order.get("orderDiscountMinor").asLong());
    assertEquals(
        24 * 375 + 12 * 85 + 5400 - 500,
        order.get("payments").get(0).get("capturedMinor").asLong());
    assertEquals("IE", order.get("country").asText());
    assertEquals("customer12583@example.org", order.get("email").asText());
    assertEquals("2010-12-03", order.get("deliveredOn").asText());
    assertEquals(1, Orders.lineNo(INVOICE, 1));
    assertEquals(2, Orders.lineNo(INVOICE, 4));
  }

  @Test
  void anOrderOfYesterdayIsNotDeliveredYet() throws Exception {
    assertTrue(order(Duration.ZERO, LocalDate.of(2010, 12, 2)).get("deliveredOn").isNull());
  }

  @Test
  void anOrderMovesInTime() throws Exception {
    JsonNode order = order(Duration.ofDays(365), LocalDate.of(2011, 12, 31));

    assertEquals("2011-12-01T08:45:00Z", order.get("placedAt").asText());
    assertEquals("2011-12-03", order.get("deliveredOn").asText());
  }

  @Test
  void whatHasNoCountryOrNoGoodsIsNoOrder() {
    assertTrue(Orders.isOrder(INVOICE));
    assertFalse(Orders.isOrder(new Invoice("1", INVOICE.at(), "", "Unspecified", INVOICE.lines())));
    assertFalse(
        Orders.isOrder(
            new Invoice("1", INVOICE.at(), "", "Japan", List.of(INVOICE.lines().getFirst()))));
  }

  private static JsonNode order(Duration moved, LocalDate today) throws Exception {
    return new ObjectMapper().readTree(new Orders().toJson(INVOICE, moved, today));
  }
}
