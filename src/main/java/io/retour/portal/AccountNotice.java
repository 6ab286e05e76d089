package io.retour.portal;

import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.ui.Model;

/**
 * Says on a status page that money could not go back the way it was paid, and where it goes
 * instead. The link for naming an account is in the mail only.
 */
final class AccountNotice {

  private AccountNotice() {}

  /**
   * What money waits for that could not go back the way it was paid: {@code awaits-account}, or
   * {@code paid-by-hand} once the shopper named one.
   *
   * @return empty when there is no such money
   */
  static Optional<String> waitsFor(PayoutAccounts accounts, UUID caseId) {
    return accounts
        .toBePaid(caseId)
        .map(due -> accounts.of(caseId).filter(PayoutAccount::usable).isPresent())
        .map(named -> named ? "paid-by-hand" : "awaits-account");
  }

  static void show(PayoutAccounts accounts, UUID caseId, Locale locale, Model model) {
    accounts
        .toBePaid(caseId)
        .ifPresent(
            due -> {
              model.addAttribute("dueElsewhere", due.format(locale));
              model.addAttribute(
                  "accountEnd",
                  accounts
                      .of(caseId)
                      .filter(PayoutAccount::usable)
                      .map(PayoutAccount::lastFour)
                      .orElse(null));
            });
  }
}
