package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import io.retour.claims.Claims;
import io.retour.notifications.ClaimNotifications;
import io.retour.notifications.Notifications;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Refunds;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks a shopper for an account when money cannot go back the way it was paid. */
@Component
public class PayoutAccountWorker {

  private static final String TEMPLATE = "refund-account";

  private final Refunds refunds;
  private final PayoutAccounts accounts;
  private final Claims claims;
  private final Notifications notifications;
  private final ClaimNotifications claimNotifications;

  PayoutAccountWorker(
      Refunds refunds,
      PayoutAccounts accounts,
      Claims claims,
      Notifications notifications,
      ClaimNotifications claimNotifications) {
    this.refunds = refunds;
    this.accounts = accounts;
    this.claims = claims;
    this.notifications = notifications;
    this.claimNotifications = claimNotifications;
  }

  /** What providers refused; the mail goes out once for it. */
  public record Refused(List<UUID> failedRefunds) {}

  /** By mail, unless an account is known already or everything was paid meanwhile. */
  @JobWorker(type = "ask-for-account")
  public void askForAccount(@VariablesAsType Refused refused) {
    UUID first = refused.failedRefunds().getFirst();
    UUID caseId = refunds.caseOf(refunds.refund(first));
    boolean known = accounts.of(caseId).filter(PayoutAccount::usable).isPresent();
    if (known || accounts.toBePaid(caseId).isEmpty()) {
      return;
    }
    if (claims.find(caseId).isPresent()) {
      claimNotifications.send(caseId, TEMPLATE, first.toString());
    } else {
      notifications.send(caseId, TEMPLATE, first.toString());
    }
  }
}
