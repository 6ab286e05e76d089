package io.retour.refunds;

import java.util.Optional;
import java.util.UUID;

/** Where what late refunds cost is kept. */
public interface LatePaymentStore {

  Optional<LatePayment> ofReturn(UUID returnId);

  void add(LatePayment owed);

  /**
   * It was paid.
   *
   * @return false when it was paid before, or is not owed
   */
  boolean paid(UUID returnId, String reference);
}
