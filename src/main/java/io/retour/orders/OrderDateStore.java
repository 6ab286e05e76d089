package io.retour.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the days told about orders are kept, each with who told it. */
public interface OrderDateStore {

  /** What a day is of. */
  enum Kind {
    DELIVERED,
    FIRST_DELIVERED,
    INFORMED
  }

  /**
   * @param lineId absent for the order as a whole
   */
  record Told(
      Kind kind, @Nullable UUID lineId, LocalDate day, String reportedBy, Instant reportedAt) {}

  void add(UUID orderId, Told told);

  /** In the order in which they were told. */
  List<Told> of(UUID orderId);
}
