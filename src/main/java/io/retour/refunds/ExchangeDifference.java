package io.retour.refunds;

import io.retour.orders.ShopCurrency;
import io.retour.refunds.Ledger.Account;
import io.retour.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What a refund in another currency than the shop's was worth in the shop's own: at the purchase,
 * when the revenue was booked, and when it was paid back.
 *
 * @param booking what the ledger calls the payment, or its coming back
 * @param purchaseRate what one unit of the paid currency was worth at the purchase
 * @param refundRate and on the day of the refund
 */
public record ExchangeDifference(
    UUID refundId,
    String booking,
    Money then,
    Money now,
    BigDecimal purchaseRate,
    BigDecimal refundRate) {

  /**
   * A refund that was paid, and whose difference is not booked.
   *
   * @param booking what the ledger calls the payment
   * @param from the account that it was paid from
   * @param shop the shop's currency, with the rate of the purchase
   * @param paidAt when it was booked as paid
   */
  public record Open(
      UUID refundId,
      String booking,
      Account from,
      UUID orderId,
      UUID caseId,
      Money paid,
      ShopCurrency shop,
      Instant paidAt) {}

  /**
   * A difference that was booked for a payment that came back after that.
   *
   * @param loss what was booked
   */
  public record Undone(UUID refundId, UUID orderId, UUID caseId, Money loss) {}

  static ExchangeDifference of(Open open, BigDecimal refundRate) {
    return new ExchangeDifference(
        open.refundId(),
        open.booking(),
        open.shop().worth(open.paid()),
        new ShopCurrency(open.shop().currency(), refundRate).worth(open.paid()),
        open.shop().rate(),
        refundRate);
  }

  /** What it cost the shop; negative for a gain. */
  public Money loss() {
    return now.minus(then);
  }
}
