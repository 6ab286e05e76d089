package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where grants and refunds are kept. */
public interface RefundStore {

  Optional<Grant> grantOfReturn(UUID returnId);

  Optional<Grant> grant(UUID grantId);

  List<Grant> grantsOfOrder(UUID orderId);

  void add(Grant grant);

  List<Refund> refunds(UUID grantId);

  Optional<Refund> refund(UUID refundId);

  Optional<Refund> refundForChange(UUID refundId);

  /** When its provider was first about to be asked for a refund; empty before that. */
  Optional<Instant> firstAskedAt(UUID refundId);

  /** Its provider is about to be asked for a refund, now or again. */
  void asking(UUID refundId);

  /** The refund that the provider names so. */
  Optional<Refund> refundOf(String provider, String providerRefundId);

  /** All refunds of one payment, as the provider names it. */
  List<Refund> refundsOver(String provider, String paymentReference);

  /** What was refunded, is on its way or pays for other goods, of one tender. */
  Money refundedOver(UUID tenderId, Money zero);

  void add(Refund refund);

  /**
   * Divides a refund: what stays goes under its own name, the rest under a new one, because no
   * request key may stand for two amounts.
   *
   * @param stays less than the refund is
   * @param state how far the rest is
   */
  Refund divide(Refund refund, Money stays, Refund.State state);

  void update(UUID refundId, Refund.State state, String providerRefundId, String detail);

  /** What of a return was used for other goods. */
  List<Carried> carried(UUID returnId);

  /** What of all of an order's returns was used for other goods. */
  Money carriedOfOrder(UUID orderId, Money zero);

  void add(UUID returnId, Carried carried);
}
