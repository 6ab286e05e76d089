package io.retour.refunds;

import io.retour.shared.Money;
import java.util.Optional;

/** A payment provider that pays shoppers back. Real connectors and the simulator alike. */
public interface PaymentProvider {

  /** Whether this provider captured that tender. */
  boolean serves(String provider);

  /**
   * Asks for a refund.
   *
   * @param requestKey the same key is paid once, however often it is asked
   * @param paymentReference the provider's name for the original payment
   * @throws RuntimeException when it is not known whether the refund exists; ask again with the key
   */
  Answer submit(String requestKey, String paymentReference, Money amount);

  /** What became of a refund; empty when the provider does not know the key. */
  Optional<Answer> status(String requestKey);

  /**
   * @param providerRefundId the provider's own name for the refund, empty when refused
   * @param state SETTLED, PENDING or FAILED
   * @param detail the provider's words, empty when all is well
   */
  record Answer(String providerRefundId, State state, String detail) {}

  /** How far the money is. */
  enum State {
    SETTLED,
    PENDING,
    FAILED
  }
}
