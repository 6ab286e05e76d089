package io.retour.refunds.stripe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What we use of Stripe's API, version 2023-08-16. */
interface StripeApi {

  /** The version that the contract tests look at; a newer one of the account changes nothing. */
  String VERSION = "2023-08-16";

  /**
   * @param amount in Stripe's own minor units
   * @param created seconds since 1970
   */
  record Refund(
      String id,
      long amount,
      String currency,
      long created,
      @Nullable String status,
      @JsonProperty("failure_reason") @Nullable String failureReason,
      @Nullable Map<String, String> metadata) {}

  /**
   * @param hasMore whether another page follows
   */
  record RefundList(List<Refund> data, @JsonProperty("has_more") boolean hasMore) {}

  /**
   * A shopper's complaint at the bank.
   *
   * @param amount what it is about, in Stripe's own minor units
   */
  record Dispute(String id, String status, long amount, String currency) {}

  /** Disputes, newest first. */
  record DisputeList(List<Dispute> data) {}

  /** What is wrong. */
  record Failure(@Nullable Reason error) {

    /**
     * @param type which kind of error
     * @param message for people
     */
    record Reason(@Nullable String type, @Nullable String code, @Nullable String message) {}
  }

  @PostExchange(url = "/v1/refunds", contentType = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Refund create(
      @RequestHeader("Idempotency-Key") UUID key, @RequestBody MultiValueMap<String, String> form);

  @GetExchange("/v1/refunds/{id}")
  Refund refund(@PathVariable String id);

  @GetExchange("/v1/refunds")
  RefundList refunds(@RequestParam MultiValueMap<String, String> query);

  @GetExchange("/v1/disputes")
  DisputeList disputes(@RequestParam MultiValueMap<String, String> query);
}
