package io.retour.policy;

import java.time.Duration;
import java.util.Locale;

/**
 * The waits of the journeys, each a row of the table {@code sla}, which says what each is for. A
 * timer in a diagram reads its limit from the variable of the same name in camel case.
 */
public enum TimeLimit {
  REVIEW_TIME_LIMIT,
  /** The refund is due fourteen days after the notice (CRD Art. 13(1)). */
  INSPECTION_REVIEW_LIMIT(Duration.ofDays(13)),
  TASK_TIME_LIMIT,
  CARRIER_CLAIM_TASK_LIMIT,
  LATE_REFUND_TASK_LIMIT,
  CLARIFICATION_LIMIT,
  SHIPMENT_REMINDER,
  /** The refund is due fourteen days after the notice (CRD Art. 13(1)). */
  SHIPMENT_LIMIT(Duration.ofDays(13)),
  LABEL_REMINDER,
  LABEL_VALIDITY,
  PICKUP_CHOICE_LIMIT,
  PICKUP_LIMIT,
  TRANSIT_LIMIT,
  SEND_BACK_LIMIT,
  HAND_IN_LIMIT,
  RESERVATION_LIMIT,
  EXCHANGE_CHOICE_LIMIT,
  PAYMENT_REMINDER,
  PAYMENT_LIMIT,
  RETURN_REMINDER,
  /** A hold on a card lives seven days, and has to be captured before. */
  RETURN_LIMIT(Duration.ofDays(6)),
  COLLECT_LIMIT,
  REPAYMENT_REMINDER,
  REPAYMENT_LIMIT,
  EVIDENCE_REMINDER,
  EVIDENCE_LIMIT,
  REMEDY_CHOICE_LIMIT,
  OBJECTION_LIMIT,
  REPAIR_LIMIT,
  IDENTIFY_LIMIT,
  WITHDRAWAL_REMINDER,
  PAYOUT_OUTCOME_LIMIT,
  PAYOUT_LIMIT,
  CLOCK_REVIEW;

  private final Duration longest;

  TimeLimit() {
    this(Duration.ofDays(3653));
  }

  TimeLimit(Duration longest) {
    this.longest = longest;
  }

  /** What the table may say at most; more would break a law, or what others promise us. */
  public Duration longest() {
    return longest;
  }

  /** The variable of the journeys that holds this limit, such as {@code labelValidity}. */
  public String variable() {
    StringBuilder camel = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
      camel.append(
          camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }
}
