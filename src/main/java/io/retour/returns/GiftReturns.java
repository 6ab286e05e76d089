package io.retour.returns;

import io.retour.shared.Problem;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Returns of gifts. The recipient is told no price, the giver is told nothing, and what is given
 * back is store credit: the contract, and the right to money, are the giver's (CRD Art. 9).
 */
@Service
public class GiftReturns {

  private static final int LONGEST_ADDRESS = 254;

  private final Returns returns;
  private final GiftRecipients recipients;

  GiftReturns(Returns returns, GiftRecipients recipients) {
    this.returns = returns;
    this.recipients = recipients;
  }

  /**
   * Registers what the recipient confirmed.
   *
   * @param recipient the recipient's e-mail address
   * @throws Problem when the address is none, or something else than store credit is asked for
   */
  @Transactional
  public ReturnCase register(Registration registration, String recipient) {
    String address = recipient.strip();
    if (address.length() > LONGEST_ADDRESS || !address.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
      throw Problem.invalid(
          "gift-address-missing", "recipient", "Give the e-mail address to write to.");
    }
    if (!registration.draft().requestedResolution().equals("STORE_CREDIT")) {
      throw Problem.invalid(
          "gift-credit-only", "resolution", "A gift comes back for store credit.");
    }
    ReturnCase registered = returns.register(registration);
    recipients.keep(registered.id(), address);
    return registered;
  }

  /** Whom to write to about a gift; empty for any other return. */
  @Transactional(readOnly = true)
  public Optional<String> recipient(UUID returnId) {
    return recipients.of(returnId);
  }
}
