package io.retour.refunds;

import io.retour.returns.RefundStatement;
import io.retour.shared.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The decision to make a return good with an amount. It is not the money itself: that is a refund
 * or a store credit.
 *
 * @param returnId the return, or the claim, that it makes good
 * @param resolution REFUND or STORE_CREDIT
 * @param amount what is due, without bonus
 * @param bonus on top of a store credit the shopper chose
 * @param atDropOff whether it was granted at the carrier's first scan, before anybody saw the goods
 */
public record Grant(
    UUID id,
    UUID returnId,
    UUID orderId,
    String resolution,
    Money amount,
    Money bonus,
    RefundStatement statement,
    Instant grantedAt,
    boolean atDropOff) {

  /**
   * The same whenever it is granted, since a case is granted once: where a database was restored to
   * an earlier moment and the case is granted again, the provider knows the refund by its key and
   * pays no second time.
   */
  static UUID idOf(UUID caseId) {
    return UUID.nameUUIDFromBytes(("grant:" + caseId).getBytes(StandardCharsets.UTF_8));
  }
}
