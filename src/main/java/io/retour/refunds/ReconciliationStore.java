package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads refunds beside what the ledger booked for them. */
public interface ReconciliationStore {

  /**
   * A refund as it stands here.
   *
   * @param booked what the ledger says a provider paid for it, all its bookings together
   * @param everAsked whether its provider was ever about to be asked for it
   */
  record Asked(
      UUID refundId,
      UUID caseId,
      @Nullable String providerRefundId,
      Money amount,
      Money booked,
      Refund.State state,
      Instant askedAt,
      boolean everAsked) {}

  /**
   * Money that a provider took, as the ledger has it.
   *
   * @param key our key of it there
   * @param booked what it does to the provider's account: less, so it is negative
   */
  record Taken(UUID key, UUID caseId, Money booked, Instant bookedAt) {}

  /** Refunds over a provider that were put on record in that time, the oldest first. */
  List<Asked> asked(String provider, Instant from, Instant until);

  /** Bookings that begin so, of that time, the oldest first. */
  List<Taken> taken(String booking, Instant from, Instant until);

  Optional<Asked> asked(UUID refundId);

  Optional<Asked> asked(String provider, String providerRefundId);
}
