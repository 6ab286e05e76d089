package io.retour.refunds;

import io.retour.shared.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where grants, refunds and store credits are kept. */
public interface RefundStore {

  Optional<Grant> grantOfReturn(UUID returnId);

  Optional<Grant> grant(UUID grantId);

  List<Grant> grantsOfOrder(UUID orderId);

  void add(Grant grant);

  List<Refund> refunds(UUID grantId);

  Optional<Refund> refund(UUID refundId);

  Optional<Refund> refundForChange(UUID refundId);

  /** What was refunded or is on its way over one tender, failed ones not counted. */
  Money refundedOver(UUID tenderId, Money zero);

  void add(Refund refund);

  void update(UUID refundId, Refund.State state, String providerRefundId, String detail);

  Optional<StoreCredit> creditOfGrant(UUID grantId);

  void add(StoreCredit credit);
}
