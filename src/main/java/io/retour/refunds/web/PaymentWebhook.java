package io.retour.refunds.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.refunds.PaymentProvider;
import io.retour.refunds.Payouts;
import io.retour.security.WebhookSignature;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the simulated payment provider tells what became of refunds. */
@RestController
@RequestMapping("/webhooks/payments")
@Tag(name = "Webhooks in")
class PaymentWebhook {

  private final Payouts payouts;
  private final RetourProperties properties;
  private final ObjectMapper json;

  PaymentWebhook(Payouts payouts, RetourProperties properties, ObjectMapper json) {
    this.payouts = payouts;
    this.properties = properties;
    this.json = json;
  }

  /**
   * What became of a refund.
   *
   * @param requestKey our key of the refund; required
   * @param refundId the provider's own id of it
   * @param state SETTLED, PENDING or FAILED; required
   * @param detail the provider's own words about it
   */
  record RefundNews(
      @Nullable UUID requestKey,
      @Nullable String refundId,
      @Nullable String state,
      @Nullable String detail) {}

  @PostMapping("/simulated")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take in a refund's outcome",
      description =
          "Signed with X-Retour-Signature, the hexadecimal HMAC-SHA256 of the body. Repeated news"
              + " changes nothing.")
  void told(
      @Schema(implementation = RefundNews.class) @RequestBody byte[] body,
      @RequestHeader(name = "X-Retour-Signature", required = false) @Nullable String signature)
      throws IOException {
    WebhookSignature.check(properties.paymentWebhookSecret(), body, signature);
    @Nullable RefundNews news = json.readValue(body, RefundNews.class);
    if (news == null || news.requestKey() == null) {
      throw Problem.invalid("request-key-missing", "requestKey", "Name the refund by our key.");
    }
    PaymentProvider.State state =
        Arrays.stream(PaymentProvider.State.values())
            .filter(known -> known.name().equals(news.state()))
            .findFirst()
            .orElseThrow(
                () -> Problem.invalid("state-unknown", "state", "Say SETTLED, PENDING or FAILED."));
    payouts.told(
        news.requestKey(),
        new PaymentProvider.Answer(
            news.refundId() == null ? "" : news.refundId(),
            state,
            news.detail() == null ? "" : news.detail()));
  }
}
