package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.annotation.VariablesAsType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.policy.RefundTiming;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadline.Subject;
import io.retour.refunds.RefundDeadlines;
import io.retour.shared.RetourProperties;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code refund-clock.bpmn}. */
@Component
public class RefundClockWorkers {

  private final RefundDeadlines deadlines;
  private final RetourProperties properties;
  private final TimeLimits limits;
  private final Counter warnings;
  private final Counter breaches;

  RefundClockWorkers(
      RefundDeadlines deadlines,
      RetourProperties properties,
      TimeLimits limits,
      MeterRegistry metrics) {
    this.deadlines = deadlines;
    this.properties = properties;
    this.limits = limits;
    this.warnings =
        Counter.builder("retour.refund.deadline.warnings")
            .description("Refunds that were not settled shortly before their legal date")
            .register(metrics);
    this.breaches =
        Counter.builder("retour.refund.deadline.breaches")
            .description("Refunds that were not settled at their legal date")
            .register(metrics);
  }

  /** Whose clock it is: a return's, or a claim's. */
  public record About(@Nullable UUID returnId, @Nullable UUID claimId) {

    UUID caseId() {
      return Objects.requireNonNull(claimId == null ? returnId : claimId);
    }
  }

  @JobWorker(type = "collect-clock-facts")
  public Map<String, Object> collectClockFacts(@VariablesAsType About about) {
    RefundDeadlines.Facts facts = deadlines.facts(about.caseId());
    Map<String, Object> variables =
        limits.variables(facts.country(), TimeLimit.CLOCK_REVIEW, TimeLimit.LATE_REFUND_TASK_LIMIT);
    variables.put("country", facts.country());
    variables.put("legalRegion", facts.legalRegion());
    variables.put("legalBasis", facts.legalBasis());
    variables.put("collectionOffered", facts.collectionOffered());
    variables.put("goodsSeen", facts.goodsSeen());
    variables.put("subject", facts.subject().name());
    variables.put("rmaNumber", facts.number());
    variables.put(
        "caseFileUrl",
        properties.page(
            (facts.subject() == Subject.CLAIM ? "/desk/claims/" : "/desk/returns/")
                + facts.number()));
    return variables;
  }

  @JobWorker(type = "record-refund-deadline")
  public Map<String, Object> recordRefundDeadline(
      @VariablesAsType About about,
      @Variable String legalBasis,
      @Variable RefundTiming refundTiming) {
    RefundDeadline deadline = deadlines.record(about.caseId(), legalBasis, refundTiming);
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("refundClockRuns", deadline.runs());
    if (deadline.runs()) {
      variables.put("refundDueOn", Objects.requireNonNull(deadline.dueOn()).toString());
      variables.put("refundDueAt", text(deadline.dueAt()));
      variables.put("refundWarnAt", text(deadline.warnAt()));
    }
    return variables;
  }

  private static String text(OffsetDateTime at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
  }

  @JobWorker(type = "warn-of-due-date")
  public void warnOfDueDate(@VariablesAsType About about) {
    if (deadlines.near(about.caseId())) {
      warnings.increment();
    }
  }

  /** The first day of delay begins. */
  @JobWorker(type = "record-refund-breach")
  public Map<String, Object> recordRefundBreach(@VariablesAsType About about) {
    if (deadlines.missed(about.caseId())) {
      breaches.increment();
    }
    return Map.of("daysLate", 1);
  }

  /**
   * What the law gives for a late refund.
   *
   * @param upliftPercent of the refund, where a fixed share is due
   * @param legalInterest whether interest at the legal rate is due
   * @param provision the article that says so
   */
  public record Interest(int upliftPercent, boolean legalInterest, String provision) {}

  @JobWorker(type = "record-late-interest")
  public void recordLateInterest(
      @VariablesAsType About about, @Variable int daysLate, @Variable Interest lateInterest) {
    deadlines.late(
        about.caseId(),
        daysLate,
        lateInterest.upliftPercent(),
        lateInterest.legalInterest(),
        lateInterest.provision());
  }
}
