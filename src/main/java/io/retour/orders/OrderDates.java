package io.retour.orders;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The days of an order that count for its periods, as known now. All are calendar days where the
 * consumer lives.
 *
 * @param delivered of the lines without a day of their own
 * @param firstOfSeries of a regular delivery over a period: its first good
 * @param informedOn when the consumer was informed about the right of withdrawal, if not with the
 *     order
 * @param byLine the days of single lines
 */
public record OrderDates(
    @Nullable LocalDate delivered,
    @Nullable LocalDate firstOfSeries,
    @Nullable LocalDate informedOn,
    Map<UUID, LocalDate> byLine) {

  public OrderDates {
    byLine = Map.copyOf(byLine);
  }

  /** What an order tells by itself. */
  public static OrderDates of(Order order) {
    return new OrderDates(order.deliveredOn(), null, null, Map.of());
  }

  /** When a line was delivered, or its last lot (CRD Art. 9(2)(b)(ii)); absent before. */
  public @Nullable LocalDate deliveredOn(UUID lineId) {
    LocalDate own = byLine.get(lineId);
    return own == null ? delivered : own;
  }

  /**
   * The day from which the withdrawal period counts: that of the last good of the order (CRD Art.
   * 9(2)(b)(i)), or of the first of a regular delivery (iii).
   *
   * @return absent while a good is still to come
   */
  public @Nullable LocalDate periodStart(Order order) {
    if (firstOfSeries != null) {
      return firstOfSeries;
    }
    List<LocalDate> days = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      LocalDate day = deliveredOn(line.id());
      if (day == null) {
        return null;
      }
      days.add(day);
    }
    return Collections.max(days);
  }
}
