package io.retour.journey;

import io.camunda.client.annotation.CustomHeaders;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.api.response.ActivatedJob;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.shared.RetourProperties;
import io.retour.withdrawal.Finding;
import io.retour.withdrawal.WithdrawalRecords.Outcome;
import io.retour.withdrawal.Withdrawals;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code statutory-withdrawal.bpmn}. */
@Component
public class WithdrawalWorkers {

  private final Withdrawals withdrawals;
  private final RetourProperties properties;
  private final TimeLimits limits;
  private final JourneyInstances instances;

  WithdrawalWorkers(
      Withdrawals withdrawals,
      RetourProperties properties,
      TimeLimits limits,
      JourneyInstances instances) {
    this.withdrawals = withdrawals;
    this.properties = properties;
    this.limits = limits;
    this.instances = instances;
  }

  /**
   * @param identifiedOrderNumber what an agent found out, absent before
   * @param identifiedItems the part that an agent read, empty for all of it, absent before
   */
  @JobWorker(type = "find-withdrawn-contract")
  public Map<String, Object> findWithdrawnContract(
      ActivatedJob job,
      @Variable UUID statementId,
      @Variable @Nullable String identifiedOrderNumber,
      @Variable @Nullable String identifiedItems) {
    instances.started(statementId, job.getProcessInstanceKey());
    Finding finding = withdrawals.find(statementId, identifiedOrderNumber, identifiedItems);
    Map<String, Object> facts =
        limits.variables(TimeLimits.COUNTRY_UNKNOWN, TimeLimit.CLARIFICATION_LIMIT);
    facts.put("contractState", finding.state().name());
    facts.put("withdrawnItems", finding.items());
    facts.put("caseFileUrl", properties.page("/desk/withdrawals/" + statementId));
    return facts;
  }

  @JobWorker(type = "register-withdrawal-return")
  public void registerWithdrawalReturn(
      @Variable UUID statementId, @Variable List<String> returnLines) {
    withdrawals.registerReturn(statementId, returnLines.stream().map(UUID::fromString).toList());
  }

  /**
   * Whether a line of the contract can be withdrawn from.
   *
   * @param provision the article that decides it
   */
  public record ClassifiedItem(
      UUID lineId, int quantity, String withdrawalClass, String provision) {}

  /**
   * @param classifiedItems absent when no contract was found
   */
  public record Answer(UUID statementId, @Nullable List<ClassifiedItem> classifiedItems) {}

  @JobWorker(type = "answer-withdrawal")
  public void answerWithdrawal(
      @VariablesAsType Answer answer, @CustomHeaders Map<String, String> headers) {
    UUID statementId = answer.statementId();
    List<ClassifiedItem> items = answer.classifiedItems();
    if (items == null || "CONTRACT_UNKNOWN".equals(headers.get("answer"))) {
      withdrawals.answerUnknownContract(statementId);
      return;
    }
    withdrawals.answer(
        statementId,
        items.stream()
            .map(
                item ->
                    new Outcome(
                        item.lineId(), item.quantity(), item.withdrawalClass(), item.provision()))
            .toList());
  }

  @JobWorker(type = "remind-of-withdrawal")
  public void remindOfWithdrawal(ActivatedJob job, @Variable UUID statementId) {
    withdrawals.remind(statementId, String.valueOf(job.getElementInstanceKey()));
  }
}
