package io.retour.orders;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Days that somebody tells about an order; what is absent stays as it was. All are calendar days
 * where the consumer lives.
 *
 * @param deliveredOn when the lines without a day of their own came into the consumer's possession
 * @param firstDeliveredOn when the first good of a regular delivery over a period came (CRD Art.
 *     9(2)(b)(iii))
 * @param informedOn when the consumer was informed about the right of withdrawal, if later than
 *     with the order (CRD Art. 10(2))
 * @param lines days of single lines; of a line in several lots the day of the last
 */
public record DateReport(
    @Nullable LocalDate deliveredOn,
    @Nullable LocalDate firstDeliveredOn,
    @Nullable LocalDate informedOn,
    Map<UUID, LocalDate> lines) {

  public DateReport {
    lines = Map.copyOf(lines);
  }
}
