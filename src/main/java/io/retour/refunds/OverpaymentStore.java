package io.retour.refunds;

import io.retour.shared.Money;
import java.util.Optional;
import java.util.UUID;

/** Where overpayments are kept. */
public interface OverpaymentStore {

  void add(Overpayment found);

  Optional<Overpayment> ofReturn(UUID returnId);

  /**
   * Ends an open one.
   *
   * @return false when it has ended already
   */
  boolean end(UUID returnId, Overpayment.State state, String reference);

  /** What of an order's money came back from the shopper. */
  Money repaid(UUID orderId, Money zero);
}
