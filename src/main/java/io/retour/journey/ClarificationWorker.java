package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import io.retour.returns.Returns;
import io.retour.withdrawal.Withdrawals;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The task of {@code clarify-item.bpmn}. */
@Component
public class ClarificationWorker {

  private final Returns returns;
  private final Withdrawals withdrawals;

  ClarificationWorker(Returns returns, Withdrawals withdrawals) {
    this.returns = returns;
    this.withdrawals = withdrawals;
  }

  /**
   * What was found out about an item.
   *
   * @param returnId the return, absent when a statement of withdrawal is clarified
   * @param statementId the statement, absent when a return is clarified
   * @param clarified APPLIES or EXCLUDED
   * @param answeredBy agent, or journey when nobody answered in time
   */
  public record Clarification(
      @Nullable UUID returnId,
      @Nullable UUID statementId,
      UUID lineId,
      String sku,
      String clarified,
      @Nullable String clarificationNote,
      @Nullable String answeredBy) {

    /** Who answered; instances of an older diagram do not say, and there it counts as an agent. */
    String actor() {
      return answeredBy == null ? "agent" : answeredBy;
    }
  }

  @JobWorker(type = "record-clarification")
  public void recordClarification(@VariablesAsType Clarification found) {
    String words =
        "right %s: %s"
            .formatted(
                found.clarified().toLowerCase(Locale.ROOT),
                found.clarificationNote() == null ? "" : found.clarificationNote());
    if (found.returnId() != null) {
      returns.notedOnce(
          found.returnId(), found.actor(), "item-clarified", found.sku() + " " + words);
    }
    if (found.statementId() != null) {
      withdrawals.clarified(found.statementId(), found.lineId(), words, found.actor());
    }
  }
}
