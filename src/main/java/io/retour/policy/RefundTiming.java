package io.retour.policy;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the table refund-timing says of a return or a claim.
 *
 * @param startsWith the event from whose day the days count
 * @param daysUntilDue calendar days; the day of the event is not counted (Regulation 1182/71 Art.
 *     3(1))
 * @param withholding whether the trader may still wait for the goods (CRD Art. 13(3))
 * @param warnDaysBefore full days before the due day ends
 * @param provision the article it rests on, as a stable word
 */
public record RefundTiming(
    Start startsWith,
    int daysUntilDue,
    Withholding withholding,
    int warnDaysBefore,
    String provision) {

  /** What the days count from. */
  public enum Start {
    NOTICE,
    SENDING_OR_RECEIPT,
    RECEIPT,
    /** That the price of a claim comes back. */
    AGREEMENT
  }

  /** May the trader wait for the goods first? */
  public enum Withholding {
    /** Yes, and nothing was seen of them: there is no due day yet. */
    ACTIVE,
    /** It was allowed until goods or proof came; the money is not due before that day. */
    ENDED,
    NONE
  }

  /**
   * The last day on which the money is in time, in the consumer's zone. It is not moved from a
   * weekend to the next working day: that would be in the trader's favour only, and no
   * administration is closed to a payment.
   *
   * @param noticeOn when the trader was informed; of a claim, when it was agreed that its price
   *     comes back
   * @param sentOn when proof of sending came, if it did
   * @param receivedOn when the goods came, if they did
   * @return empty while there is no due day yet
   */
  public Optional<LocalDate> dueOn(
      LocalDate noticeOn, @Nullable LocalDate sentOn, @Nullable LocalDate receivedOn) {
    if (withholding == Withholding.ACTIVE) {
      return Optional.empty();
    }
    Optional<LocalDate> firstSeen =
        Stream.of(Optional.ofNullable(sentOn), Optional.ofNullable(receivedOn))
            .flatMap(Optional::stream)
            .min(LocalDate::compareTo);
    Optional<LocalDate> start =
        switch (startsWith) {
          case NOTICE, AGREEMENT -> Optional.of(noticeOn);
          case SENDING_OR_RECEIPT -> firstSeen;
          case RECEIPT -> Optional.ofNullable(receivedOn);
        };
    Optional<LocalDate> due = start.map(day -> day.plusDays(daysUntilDue));
    if (withholding == Withholding.ENDED && firstSeen.isPresent()) {
      return due.map(day -> day.isBefore(firstSeen.get()) ? firstSeen.get() : day);
    }
    return due;
  }
}
