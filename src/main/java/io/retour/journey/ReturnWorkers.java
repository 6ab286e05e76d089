package io.retour.journey;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.api.response.ActivatedJob;
import io.retour.exchanges.Exchanges;
import io.retour.logistics.Parcels;
import io.retour.logistics.Pickups;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.shared.RetourProperties;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code return-journey.bpmn}. */
@Component
public class ReturnWorkers {

  private final Returns returns;
  private final Parcels parcels;
  private final Pickups pickups;
  private final Exchanges exchanges;
  private final RetourProperties properties;
  private final TimeLimits limits;
  private final ObjectMapper json;

  ReturnWorkers(
      Returns returns,
      Parcels parcels,
      Pickups pickups,
      Exchanges exchanges,
      RetourProperties properties,
      TimeLimits limits,
      ObjectMapper json) {
    this.returns = returns;
    this.parcels = parcels;
    this.pickups = pickups;
    this.exchanges = exchanges;
    this.properties = properties;
    this.limits = limits;
    this.json = json;
  }

  @JobWorker(type = "collect-return-facts")
  public Map<String, Object> collectReturnFacts(ActivatedJob job, @Variable UUID returnId) {
    returns.processStarted(returnId, job.getProcessInstanceKey());
    ReturnCase registered = returns.get(returnId);
    Map<String, Object> facts =
        json.convertValue(returns.facts(returnId), new TypeReference<Map<String, Object>>() {});
    facts.put("caseFileUrl", properties.page("/desk/returns/" + registered.rmaNumber()));
    facts.put(
        "currencyDigits",
        Currency.getInstance(String.valueOf(facts.get("currency"))).getDefaultFractionDigits());
    facts.put("orderNumber", returns.order(registered).orderNumber());
    Optional<String> overriddenBy = returns.needsSecondPersonBesides(returnId);
    facts.put("secondPersonNeeded", overriddenBy.isPresent());
    facts.put("overriddenBy", overriddenBy.orElse(""));
    facts.putAll(
        limits.variables(
            String.valueOf(facts.get("country")),
            TimeLimit.REVIEW_TIME_LIMIT,
            TimeLimit.TASK_TIME_LIMIT,
            TimeLimit.CLARIFICATION_LIMIT,
            TimeLimit.SHIPMENT_REMINDER,
            TimeLimit.SHIPMENT_LIMIT,
            TimeLimit.LABEL_REMINDER,
            TimeLimit.LABEL_VALIDITY,
            TimeLimit.PICKUP_CHOICE_LIMIT,
            TimeLimit.PICKUP_LIMIT,
            TimeLimit.TRANSIT_LIMIT,
            TimeLimit.EXCHANGE_CHOICE_LIMIT,
            TimeLimit.PAYMENT_REMINDER,
            TimeLimit.PAYMENT_LIMIT,
            TimeLimit.COLLECT_LIMIT));
    facts.put("fullWarehouses", properties.fullWarehouses());
    return facts;
  }

  /** On which legal bases a line of the order comes back, by table or by an agent. */
  public record AssessedLine(UUID lineId, String legalBasis, String furtherBasis) {}

  /** What the table of risks said. */
  public record Risk(String level) {}

  /** What the table of warehouses said. */
  public record Routing(String warehouse) {}

  /**
   * @param routingDecision absent in returns that began before it was kept
   * @param reviewNote what an agent wrote; absent when none looked at the return
   */
  public record Authorisation(
      UUID returnId,
      List<AssessedLine> assessedLines,
      Risk risk,
      @Nullable Routing routingDecision,
      @Nullable String reviewNote) {}

  /** Tells whether the goods came while the return was still looked at: then no label is needed. */
  @JobWorker(type = "authorise-return")
  public Map<String, Object> authoriseReturn(@VariablesAsType Authorisation authorisation) {
    returns.authorise(
        authorisation.returnId(),
        authorisation.assessedLines().stream()
            .collect(
                Collectors.toMap(
                    AssessedLine::lineId,
                    line -> new Ground(line.legalBasis(), line.furtherBasis()))),
        authorisation.risk().level(),
        authorisation.routingDecision() == null
            ? null
            : authorisation.routingDecision().warehouse(),
        authorisation.reviewNote() == null ? "" : authorisation.reviewNote());
    return Map.of("goodsHere", parcels.here(authorisation.returnId()));
  }

  @JobWorker(type = "reject-return")
  public void rejectReturn(@Variable UUID returnId, @Variable @Nullable String reviewNote) {
    exchanges.callOff(returnId);
    returns.reject(returnId, reviewNote == null ? "" : reviewNote);
  }

  @JobWorker(type = "expire-return")
  public void expireReturn(@Variable UUID returnId) {
    exchanges.callOff(returnId);
    returns.expire(returnId);
  }

  @JobWorker(type = "cancel-return")
  public void cancelReturn(@Variable UUID returnId) {
    pickups.release(returnId);
    parcels.voidLabels(returnId);
    exchanges.callOff(returnId);
    returns.cancelled(returnId);
  }

  @JobWorker(type = "record-kept-item")
  public void recordKeptItem(@Variable UUID returnId) {
    returns.kept(returnId);
  }

  @JobWorker(type = "close-return")
  public void closeReturn(@Variable UUID returnId) {
    returns.close(returnId);
  }
}
