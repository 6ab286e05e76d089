package io.retour.journey;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.client.annotation.CustomHeaders;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.exception.CamundaError;
import io.retour.claims.CarrierClaims.CarrierClaimRefused;
import io.retour.claims.Claim;
import io.retour.claims.ClaimRemedies;
import io.retour.claims.Claims;
import io.retour.claims.RepairPartner.RepairRefused;
import io.retour.notifications.ClaimNotifications;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.Grant;
import io.retour.shared.RetourProperties;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tasks of {@code claim.bpmn}, {@code claim-rejection.bpmn} and {@code warranty-repair.bpmn}.
 */
@Component
public class ClaimWorkers {

  private final Claims claims;
  private final ClaimRemedies remedies;
  private final ClaimNotifications notifications;
  private final JourneyInstances instances;
  private final TimeLimits limits;
  private final RetourProperties properties;
  private final ObjectMapper json;

  ClaimWorkers(
      Claims claims,
      ClaimRemedies remedies,
      ClaimNotifications notifications,
      JourneyInstances instances,
      TimeLimits limits,
      RetourProperties properties,
      ObjectMapper json) {
    this.claims = claims;
    this.remedies = remedies;
    this.notifications = notifications;
    this.instances = instances;
    this.limits = limits;
    this.properties = properties;
    this.json = json;
  }

  @JobWorker(type = "collect-claim-facts")
  public Map<String, Object> collectClaimFacts(
      ActivatedJob job, @Variable UUID claimId, @Variable @Nullable Boolean evidenceOverdue) {
    instances.started(claimId, job.getProcessInstanceKey());
    Claim claim = claims.get(claimId);
    Map<String, Object> facts = facts(claims.facts(claimId), claim);
    facts.put("wishedRemedy", Claims.wish(claim));
    if (Boolean.TRUE.equals(evidenceOverdue) && facts.get("evidence").equals("NONE")) {
      facts.put("evidence", "OVERDUE");
      claims.evidenceOverdue(claimId);
    }
    facts.putAll(
        limits.variables(
            country(facts),
            TimeLimit.EVIDENCE_REMINDER,
            TimeLimit.EVIDENCE_LIMIT,
            TimeLimit.REMEDY_CHOICE_LIMIT,
            TimeLimit.CARRIER_CLAIM_TASK_LIMIT));
    return facts;
  }

  @JobWorker(type = "collect-conformity-facts")
  public Map<String, Object> collectConformityFacts(ActivatedJob job, @Variable UUID claimId) {
    instances.started(claimId, job.getProcessInstanceKey());
    Map<String, Object> facts = facts(claims.conformityFacts(claimId), claims.get(claimId));
    facts.put("rightToRepair", remedies.repairExtends(claimId));
    facts.putAll(
        limits.variables(country(facts), TimeLimit.REPAIR_LIMIT, TimeLimit.REMEDY_CHOICE_LIMIT));
    return facts;
  }

  private Map<String, Object> facts(Object collected, Claim claim) {
    Map<String, Object> facts =
        new HashMap<>(json.convertValue(collected, new TypeReference<Map<String, Object>>() {}));
    facts.put("caseFileUrl", properties.page("/desk/claims/" + claim.number()));
    facts.put(
        "currencyDigits",
        Currency.getInstance(String.valueOf(facts.get("currency"))).getDefaultFractionDigits());
    facts.putAll(
        limits.variables(country(facts), TimeLimit.REVIEW_TIME_LIMIT, TimeLimit.OBJECTION_LIMIT));
    return facts;
  }

  private static String country(Map<String, Object> facts) {
    return String.valueOf(facts.get("country"));
  }

  @JobWorker(type = "open-carrier-claim")
  public Map<String, Object> openCarrierClaim(@Variable UUID claimId) {
    try {
      return Map.of("carrierClaimReference", remedies.claimFromCarrier(claimId));
    } catch (CarrierClaimRefused refused) {
      String reason = String.valueOf(refused.getMessage());
      throw CamundaError.bpmnError(
          "CARRIER_CLAIM_REFUSED", reason, Map.of("carrierRefusalReason", reason), refused);
    }
  }

  /** The task's header {@code asks} tells what the shopper is asked for, if anything. */
  @JobWorker(type = "send-claim-notification")
  public void sendClaimNotification(
      @Variable UUID claimId, @CustomHeaders Map<String, String> headers) {
    // noted first, so that the page shows what the mail asks for
    String asks = headers.get("asks");
    if (asks != null) {
      claims.asked(claimId, asks);
    }
    notifications.send(claimId, headers.get("template"));
  }

  @JobWorker(type = "order-replacements")
  public Map<String, Object> orderReplacements(@Variable UUID claimId) {
    ClaimRemedies.Replaced done = remedies.replace(claimId);
    return Map.of("piecesReplaced", done.replaced(), "piecesToRefund", done.left());
  }

  @JobWorker(type = "grant-claim-refund")
  public Map<String, Object> grantClaimRefund(@Variable UUID claimId) {
    Grant grant = remedies.refund(claimId);
    return Map.of(
        "grantId", grant.id().toString(),
        "amountMinor", grant.amount().minor());
  }

  @JobWorker(type = "record-defect-assessment")
  public void recordDefectAssessment(
      @Variable UUID claimId,
      @Variable long reductionMinor,
      @Variable String reductionNote,
      @Variable boolean minorDefect) {
    remedies.assessed(claimId, reductionMinor, reductionNote, minorDefect);
  }

  @JobWorker(type = "grant-claim-reduction")
  public Map<String, Object> grantClaimReduction(@Variable UUID claimId) {
    Grant grant = remedies.reduce(claimId);
    return Map.of(
        "grantId", grant.id().toString(),
        "amountMinor", grant.amount().minor());
  }

  @JobWorker(type = "reject-claim")
  public void rejectClaim(@Variable UUID claimId, @Variable @Nullable String reviewNote) {
    claims.reject(claimId, reviewNote == null ? "" : reviewNote);
  }

  @JobWorker(type = "close-claim")
  public void closeClaim(@Variable UUID claimId) {
    claims.close(claimId);
  }

  /**
   * @param byParcel absent in an older diagram, which knows a label only: what may not have one is
   *     made good without being sent in
   */
  @JobWorker(type = "ask-repair")
  public Map<String, Object> askRepair(
      @Variable UUID claimId, @Variable @Nullable Boolean byParcel) {
    try {
      if (byParcel == null && claims.damagedBattery(claims.get(claimId))) {
        throw new RepairRefused("No parcel service takes a damaged lithium battery");
      }
      return Map.of("repairNumber", remedies.repair(claimId, !Boolean.FALSE.equals(byParcel)));
    } catch (RepairRefused refused) {
      throw CamundaError.bpmnError(
          "REPAIR_REFUSED", String.valueOf(refused.getMessage()), Map.of(), refused);
    }
  }

  @JobWorker(type = "record-repair")
  public void recordRepair(
      @Variable UUID claimId, @Variable int liabilityMonths, @Variable int extensionMonths) {
    remedies.repaired(claimId, liabilityMonths, extensionMonths);
  }
}
