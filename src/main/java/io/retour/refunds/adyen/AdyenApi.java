package io.retour.refunds.adyen;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;

/** What we use of Adyen's Checkout API, version 72. */
interface AdyenApi {

  /**
   * @param value in Adyen's own minor units
   */
  record Amount(String currency, long value) {}

  /** A refund as we ask for it. */
  record NewRefund(
      String merchantAccount, Amount amount, String reference, String merchantRefundReason) {}

  /** That Adyen has taken it in; what becomes of it only a webhook tells. */
  record Received(String pspReference, @Nullable String status) {}

  /** What is wrong. */
  record Failure(
      @Nullable String errorCode, @Nullable String errorType, @Nullable String message) {}

  @PostExchange("/payments/{payment}/refunds")
  Received create(
      @PathVariable String payment,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody NewRefund refund);
}
