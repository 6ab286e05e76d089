package io.retour.bench.data;

import java.time.Duration;
import java.util.Map;

/**
 * What one credit invoice took back of one earlier purchase.
 *
 * @param pieces how many of which line of the purchase, by the line's index
 * @param creditedMinor what the shop gave back for them at the time
 */
record RealReturn(
    Invoice credit, Invoice purchase, Map<Integer, Integer> pieces, long creditedMinor) {

  Duration delay() {
    return Duration.between(purchase.instant(), credit.instant());
  }

  /** What the customer had paid for the pieces. */
  long paidMinor() {
    return pieces.entrySet().stream()
        .mapToLong(
            entry -> purchase.lines().get(entry.getKey()).unitPriceMinor() * entry.getValue())
        .sum();
  }

  String key() {
    return "try-data-%s-%s".formatted(credit.number(), purchase.number());
  }
}
