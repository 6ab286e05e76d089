package io.retour.refunds;

import io.retour.policy.RefundTiming;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By when the money of a return or a claim is due, as it was known at a moment.
 *
 * @param caseId the return or the claim
 * @param subject which of both it is
 * @param legalBasis the basis that counted for it
 * @param noticeOn the day on which the trader was informed, or agreed to pay for a claim
 * @param dueOn the last day in time, in {@code zone}; absent while the trader may wait for the
 *     goods
 * @param zone the consumer's
 */
public record RefundDeadline(
    UUID caseId,
    Subject subject,
    String legalBasis,
    RefundTiming.Start startsWith,
    RefundTiming.Withholding withholding,
    String provision,
    int warnDaysBefore,
    LocalDate noticeOn,
    @Nullable LocalDate dueOn,
    ZoneId zone,
    Instant recordedAt) {

  /** What the money is for. */
  public enum Subject {
    RETURN,
    CLAIM
  }

  public boolean runs() {
    return dueOn != null;
  }

  /**
   * The moment from which the money is late: midnight after the due day.
   *
   * @throws IllegalStateException while there is no due day
   */
  public OffsetDateTime dueAt() {
    if (dueOn == null) {
      throw new IllegalStateException("%s %s has no due day yet".formatted(subject, caseId));
    }
    return dueOn.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
  }

  public OffsetDateTime warnAt() {
    return dueAt().minusDays(warnDaysBefore);
  }

  /** Whether it tells nothing that the other did not tell. */
  boolean saysTheSame(RefundDeadline other) {
    return legalBasis.equals(other.legalBasis)
        && startsWith == other.startsWith
        && withholding == other.withholding
        && provision.equals(other.provision)
        && Objects.equals(dueOn, other.dueOn);
  }
}
