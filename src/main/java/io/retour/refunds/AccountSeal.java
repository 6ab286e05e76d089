package io.retour.refunds;

import io.retour.security.Seal;
import io.retour.shared.Problem;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Encrypts accounts, each for its case. */
@Component
class AccountSeal {

  private final Seal seal;

  AccountSeal(PayoutAccountProperties properties) {
    this.seal = new Seal(properties.key(), "retour payout accounts 1");
  }

  byte[] sealed(UUID caseId, BankAccount account) {
    return seal.sealed(caseId, account.iban() + "\n" + account.holder());
  }

  /**
   * @throws Problem when it was sealed with another key or for another case, or was changed
   */
  BankAccount opened(UUID caseId, byte[] sealed) {
    String plain = seal.opened(caseId, sealed).orElseThrow(AccountSeal::unreadable);
    int end = plain.indexOf('\n');
    return new BankAccount(plain.substring(end + 1), plain.substring(0, end));
  }

  private static Problem unreadable() {
    return Problem.conflict(
        "account-unreadable",
        "The account cannot be read with the key that is set now. Ask the shopper to give it again.");
  }
}
