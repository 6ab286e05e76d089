package io.retour.bench.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * One invoice of the shop.
 *
 * @param number begins with C when it gives money back
 * @param customer empty when the shop did not know who bought
 */
record Invoice(String number, LocalDateTime at, String customer, String country, List<Line> lines) {

  /** The shop sat in London; its times carry no zone. */
  static final ZoneId ZONE = ZoneId.of("Europe/London");

  enum Kind {
    GOODS,
    SHIPPING,
    DISCOUNT,
    /** Fees, samples, corrections by hand: nothing that a shopper could send back. */
    OTHER
  }

  record Line(String stockCode, String title, int quantity, BigDecimal unitPrice) {

    private static final Set<String> SHIPPING = Set.of("POST", "DOT", "C2");
    private static final Set<String> OTHER =
        Set.of("M", "S", "B", "AMAZONFEE", "BANK CHARGES", "CRUK");

    Kind kind() {
      if (SHIPPING.contains(stockCode)) {
        return Kind.SHIPPING;
      }
      if (stockCode.equals("D")) {
        return Kind.DISCOUNT;
      }
      return OTHER.contains(stockCode) ? Kind.OTHER : Kind.GOODS;
    }

    long unitPriceMinor() {
      return unitPrice.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    long amountMinor() {
      return unitPriceMinor() * quantity;
    }
  }

  boolean isCredit() {
    return number.startsWith("C");
  }

  ZonedDateTime instant() {
    return at.atZone(ZONE);
  }
}
