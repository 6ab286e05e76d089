package io.retour.bench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchingTest {

  private static final LocalDateTime DAY = LocalDateTime.of(2010, 12, 1, 10, 0);

  @Test
  void theLatestPurchaseOfAtLeastAsManyPiecesIsTheOne() {
    Matching matching =
        Matching.of(
            List.of(
                invoice("1", DAY, "7", line("A", 10)),
                invoice("2", DAY.plusDays(1), "7", line("Z", 1), line("A", 6)),
                invoice("3", DAY.plusDays(2), "7", line("A", 2)),
                invoice("4", DAY.plusDays(2), "8", line("A", 100)),
                invoice("C5", DAY.plusDays(9), "7", line("A", -5)),
                invoice("6", DAY.plusDays(10), "7", line("A", 50))));

    RealReturn found = matching.returns().getFirst();
    assertEquals(1, matching.returns().size());
    assertEquals("2", found.purchase().number());
    assertEquals(Map.of(1, 5), found.pieces());
    assertEquals(Duration.ofDays(8), found.delay());
    assertEquals(1250, found.creditedMinor());
  }

  @Test
  void aCreditInvoiceOverTwoPurchasesIsTwoReturns() {
    Matching matching =
        Matching.of(
            List.of(
                invoice("1", DAY, "7", line("A", 3), line("A", 4)),
                invoice("2", DAY, "7", line("Z", 3)),
                invoice("C3", DAY.plusDays(1), "7", line("A", -3), line("A", -1), line("Z", -1))));

    assertEquals(
        List.of(Map.of(1, 4), Map.of(0, 1)),
        matching.returns().stream().map(RealReturn::pieces).toList());
  }

  @Test
  void whatIsNoReturnIsCounted() {
    Matching matching =
        Matching.of(
            List.of(
                invoice("1", DAY, "7", line("A", 3), line("POST", 1)),
                invoice("C2", DAY, "7", line("A", -4), line("POST", -1), line("D", -1)),
                invoice("C3", DAY, "", line("A", -1))));

    assertEquals(List.of(), matching.returns());
    assertEquals(1, matching.skipped().take("no earlier purchase of as many"));
    assertEquals(1, matching.skipped().take("not goods: POST"));
    assertEquals(1, matching.skipped().take("not goods: D"));
    assertEquals(1, matching.skipped().take("customer unknown"));
  }

  @Test
  void theSampleIsMovedSoThatEachReturnHappensNow() {
    ZonedDateTime now = DAY.plusYears(16).atZone(Invoice.ZONE);
    List<Invoice> invoices =
        List.of(
            invoice("1", DAY, "7", line("A", 3)),
            invoice("2", DAY.plusDays(3), "8", line("A", 3)),
            invoice("C3", DAY.plusDays(12), "7", line("A", -1)),
            invoice("C4", DAY.plusDays(20), "7", line("A", -1)));

    Sample sample = Sample.of(invoices, Matching.of(invoices), 2, 5, now);

    assertEquals(1, sample.returns().size());
    assertEquals(1, sample.secondReturns());
    assertEquals(
        now.minusDays(12), invoices.get(0).instant().plus(sample.moved().get(invoices.get(0))));
    assertEquals(now, invoices.get(1).instant().plus(sample.moved().get(invoices.get(1))));
  }

  private static Invoice invoice(
      String number, LocalDateTime at, String customer, Invoice.Line... lines) {
    return new Invoice(number, at, customer, "United Kingdom", List.of(lines));
  }

  private static Invoice.Line line(String code, int quantity) {
    return new Invoice.Line(code, "Title", quantity, new BigDecimal("2.50"));
  }
}
