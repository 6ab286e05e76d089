package io.retour.refunds.stripe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.refunds.ProviderNews;
import io.retour.refunds.http.OurKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where Stripe tells that something happened to a refund. */
@RestController
@RequestMapping("/webhooks/payments")
@Tag(name = "Webhooks in")
@ConditionalOnProperty("retour.stripe.secret-key")
class StripeWebhook {

  private final ProviderNews news;
  private final StripeProperties settings;
  private final String secret;
  private final Clock clock;
  private final ObjectMapper json;

  StripeWebhook(ProviderNews news, StripeProperties settings, Clock clock, ObjectMapper json) {
    this.news = news;
    this.settings = settings;
    this.secret = Objects.requireNonNull(settings.webhookSecret());
    this.clock = clock;
    this.json = json;
  }

  /**
   * An event of Stripe, as far as we read it.
   *
   * @param type Stripe's name of the event, for example refund.updated
   * @param data what it is about
   */
  record StripeEvent(@Nullable String type, @Nullable StripeEventData data) {}

  /**
   * What an event is about.
   *
   * @param object the refund; events about other things are taken and left alone
   */
  record StripeEventData(@Nullable StripeRefund object) {}

  /**
   * The refund of an event. Its state is not read here: Stripe is asked for it.
   *
   * @param object which kind of thing it is; only refund counts
   * @param id Stripe's name of it
   * @param metadata has our key of the refund as retour_refund, when it is ours
   */
  record StripeRefund(
      @Nullable String object, @Nullable String id, @Nullable Map<String, String> metadata) {}

  @PostMapping("/stripe")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take in an event of Stripe",
      description =
          "Signed with Stripe-Signature. Subscribe the endpoint to refund.created, refund.updated"
              + " and refund.failed. Repeated events, and those in the wrong order, do no harm.")
  void stripeTold(
      @Schema(implementation = StripeEvent.class) @RequestBody byte[] body,
      @Parameter(description = "Stripe's signature: t=…,v1=…")
          @RequestHeader(name = "Stripe-Signature", required = false)
          @Nullable String signature)
      throws IOException {
    StripeSignature.check(secret, body, signature, clock.instant(), settings.webhookTolerance());
    @Nullable StripeEvent event = json.readValue(body, StripeEvent.class);
    if (event == null || event.data() == null || event.data().object() == null) {
      return;
    }
    StripeRefund refund = event.data().object();
    if ("refund".equals(refund.object()) && refund.id() != null) {
      news.ofRefund(
          StripePayments.NAME,
          refund.id(),
          refund.metadata() == null ? null : OurKey.in(refund.metadata().get(StripePayments.KEY)));
    }
  }
}
