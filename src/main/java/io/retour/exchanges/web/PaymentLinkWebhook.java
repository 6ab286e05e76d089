package io.retour.exchanges.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.exchanges.Exchanges;
import io.retour.security.WebhookSignature;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the simulated payment provider tells that a shopper paid a link. */
@RestController
@Tag(name = "Webhooks in")
class PaymentLinkWebhook {

  private final Exchanges exchanges;
  private final RetourProperties properties;
  private final ObjectMapper json;

  PaymentLinkWebhook(Exchanges exchanges, RetourProperties properties, ObjectMapper json) {
    this.exchanges = exchanges;
    this.properties = properties;
    this.json = json;
  }

  /**
   * That a payment link was paid.
   *
   * @param requestKey our key of the link: the id of the exchange; required
   */
  record LinkNews(@Nullable UUID requestKey) {}

  @PostMapping("/webhooks/payment-links/simulated")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take in that a payment link was paid",
      description =
          "Signed with X-Retour-Signature, the hexadecimal HMAC-SHA256 of the body. Repeated news"
              + " changes nothing; 409 when the link was closed before.")
  void paid(
      @Schema(implementation = LinkNews.class) @RequestBody byte[] body,
      @RequestHeader(name = "X-Retour-Signature", required = false) @Nullable String signature)
      throws IOException {
    WebhookSignature.check(properties.paymentWebhookSecret(), body, signature);
    @Nullable LinkNews news = json.readValue(body, LinkNews.class);
    if (news == null || news.requestKey() == null) {
      throw Problem.invalid("request-key-missing", "requestKey", "Name the link by our key.");
    }
    exchanges.paid(news.requestKey());
  }
}
