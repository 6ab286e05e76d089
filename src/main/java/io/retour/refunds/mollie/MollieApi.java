package io.retour.refunds.mollie;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What we use of Mollie's API, version 2. */
interface MollieApi {

  /**
   * @param value with the currency's decimals, "10.00"
   */
  record Amount(String currency, String value) {}

  /** A refund as we ask for it. */
  record NewRefund(Amount amount, String description, Map<String, String> metadata) {}

  /**
   * A refund as Mollie has it.
   *
   * @param metadata whatever was given; ours is an object, others' may be anything
   */
  record Refund(
      String id,
      Amount amount,
      @Nullable String status,
      @Nullable JsonNode metadata,
      OffsetDateTime createdAt) {}

  /** A page of refunds, newest first. */
  record RefundPage(
      @JsonProperty("_embedded") Refunds embedded, @JsonProperty("_links") @Nullable Links links) {

    /** What is on the page. */
    record Refunds(List<Refund> refunds) {}
  }

  /** Where the next page is. */
  record Links(@Nullable Link next) {

    /** An address. */
    record Link(@Nullable String href) {}
  }

  /**
   * The bank took the money back.
   *
   * @param reversedAt when it gave it back again
   */
  record Chargeback(String id, @Nullable OffsetDateTime reversedAt) {}

  /** The chargebacks of a payment. */
  record ChargebackPage(@JsonProperty("_embedded") Chargebacks embedded) {

    /** What is on the page. */
    record Chargebacks(List<Chargeback> chargebacks) {}
  }

  /** What is wrong. */
  record Failure(@Nullable String title, @Nullable String detail) {}

  @PostExchange("/v2/payments/{payment}/refunds")
  Refund create(
      @PathVariable String payment,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody NewRefund refund);

  @GetExchange("/v2/payments/{payment}/refunds/{id}")
  Refund refund(@PathVariable String payment, @PathVariable String id);

  @GetExchange("/v2/payments/{payment}/refunds")
  RefundPage refundsOf(
      @PathVariable String payment,
      @RequestParam int limit,
      @RequestParam(required = false) @Nullable String from);

  @GetExchange("/v2/refunds")
  RefundPage refunds(
      @RequestParam int limit, @RequestParam(required = false) @Nullable String from);

  @GetExchange("/v2/payments/{payment}/chargebacks")
  ChargebackPage chargebacks(@PathVariable String payment);
}
