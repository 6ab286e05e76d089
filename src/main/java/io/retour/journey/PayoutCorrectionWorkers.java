package io.retour.journey;

import io.camunda.client.annotation.CustomHeaders;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.claims.Claim;
import io.retour.claims.Claims;
import io.retour.notifications.ClaimNotifications;
import io.retour.notifications.Notifications;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.Returns;
import io.retour.shared.RetourProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code payout-correction.bpmn}. */
@Component
public class PayoutCorrectionWorkers {

  private final Refunds refunds;
  private final Returns returns;
  private final Claims claims;
  private final Notifications notifications;
  private final ClaimNotifications claimNotifications;
  private final RetourProperties properties;
  private final TimeLimits limits;

  PayoutCorrectionWorkers(
      Refunds refunds,
      Returns returns,
      Claims claims,
      Notifications notifications,
      ClaimNotifications claimNotifications,
      RetourProperties properties,
      TimeLimits limits) {
    this.refunds = refunds;
    this.returns = returns;
    this.claims = claims;
    this.notifications = notifications;
    this.claimNotifications = claimNotifications;
    this.properties = properties;
    this.limits = limits;
  }

  /** What came back, whose it is (a return's or a claim's), and how long people have to pay it. */
  @JobWorker(type = "collect-reversal-facts")
  public Map<String, Object> collectReversalFacts(@Variable UUID refundId) {
    Refund refund = refunds.refund(refundId);
    UUID caseId = refunds.caseOf(refund);
    Map<String, Object> facts =
        limits.variables(
            TimeLimits.COUNTRY_UNKNOWN, TimeLimit.PAYOUT_LIMIT, TimeLimit.TASK_TIME_LIMIT);
    facts.put("failedRefunds", List.of(refundId));
    facts.put("failedAmount", refund.amount().toString());
    Optional<Claim> claim = claims.find(caseId);
    String number = claim.map(Claim::number).orElseGet(() -> returns.get(caseId).rmaNumber());
    facts.put(claim.isPresent() ? "claimId" : "returnId", caseId.toString());
    facts.put("rmaNumber", number);
    facts.put(
        "caseFileUrl",
        properties.page((claim.isPresent() ? "/desk/claims/" : "/desk/returns/") + number));
    return facts;
  }

  /** Tells the shopper, once for each refund; the task's header {@code template} says what. */
  @JobWorker(type = "announce-payout-correction")
  public void announce(
      @Variable UUID refundId,
      @Variable @Nullable UUID returnId,
      @Variable @Nullable UUID claimId,
      @CustomHeaders Map<String, String> headers) {
    if (claimId != null) {
      claimNotifications.send(claimId, headers.get("template"), refundId.toString());
    } else if (returnId != null) {
      notifications.send(returnId, headers.get("template"), refundId.toString());
    }
  }
}
