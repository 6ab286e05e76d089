package io.retour.refunds.mollie;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.refunds.ProviderNews;
import io.retour.security.WebhookSignature;
import io.retour.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Mollie tells that something happened to a payment or a refund. It calls again until the
 * answer is 200.
 */
@RestController
@RequestMapping("/webhooks/payments/mollie")
@Tag(name = "Webhooks in")
@ConditionalOnProperty("retour.mollie.api-key")
class MollieWebhook {

  private static final Pattern PAYMENT = Pattern.compile("tr_[A-Za-z0-9]{1,60}");
  private static final Pattern REFUND = Pattern.compile("re_[A-Za-z0-9]{1,60}");
  private static final String SCHEME = "sha256=";

  private final ProviderNews news;
  private final MollieProperties settings;
  private final ObjectMapper json;

  MollieWebhook(ProviderNews news, MollieProperties settings, ObjectMapper json) {
    this.news = news;
    this.settings = settings;
    this.json = json;
  }

  /**
   * The classic web hook: anybody may call it, so it says no more than where to look. Mollie is
   * asked only about payments that a refund of ours belongs to, and whoever calls learns nothing.
   */
  @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  @ResponseStatus(HttpStatus.OK)
  @Operation(
      summary = "Take in a classic web hook of Mollie",
      description =
          "Not signed: it names a payment, and Mollie is asked what became of its refunds. Give"
              + " this address as the payment's webhookUrl, or call it from there.")
  void mollieCalled(@Parameter(description = "The payment, tr_…") @RequestParam String id) {
    if (PAYMENT.matcher(id).matches()) {
      news.ofPayment(MolliePayments.NAME, id);
    }
  }

  /**
   * An event of Mollie, as far as we read it.
   *
   * @param type Mollie's name of the event, for example refund.refunded
   * @param entityId what it is about: a refund (re_…) or a payment (tr_…); other things are left
   *     alone
   * @param embedded the thing itself, where the subscription asks for it
   */
  record MollieEvent(
      @Nullable String type,
      @Nullable String entityId,
      @JsonProperty("_embedded") @Nullable MollieEventContent embedded) {}

  /**
   * The thing that an event is about.
   *
   * @param entity the thing as it was then; only our key in its metadata is read
   */
  record MollieEventContent(@Nullable MollieEventEntity entity) {}

  /**
   * The refund that an event is about.
   *
   * @param metadata has our key of the refund as retourRefund, when it is ours
   */
  record MollieEventEntity(@Schema(type = "object") @Nullable JsonNode metadata) {}

  @PostMapping("/events")
  @ResponseStatus(HttpStatus.OK)
  @Operation(
      summary = "Take in an event of Mollie",
      description =
          "Signed with X-Mollie-Signature. Subscribe to the events of refunds. Repeated events,"
              + " and those in the wrong order, do no harm.")
  void mollieTold(
      @Schema(implementation = MollieEvent.class) @RequestBody byte[] body,
      @Parameter(
              description =
                  "sha256= and the hexadecimal HMAC-SHA256 of the body; two while a"
                      + " secret is replaced")
          @RequestHeader(name = "X-Mollie-Signature", required = false)
          @Nullable String signature)
      throws IOException {
    check(body, signature);
    @Nullable MollieEvent event = json.readValue(body, MollieEvent.class);
    String about = event == null || event.entityId() == null ? "" : event.entityId();
    if (PAYMENT.matcher(about).matches()) {
      news.ofPayment(MolliePayments.NAME, about);
    } else if (event != null && REFUND.matcher(about).matches()) {
      MollieEventEntity entity = event.embedded() == null ? null : event.embedded().entity();
      news.ofRefund(
          MolliePayments.NAME,
          about,
          entity == null ? null : MolliePayments.key(entity.metadata()));
    }
  }

  private void check(byte[] body, @Nullable String signatures) {
    String secret = settings.webhookSecret();
    boolean fits = false;
    if (secret != null && signatures != null) {
      byte[] expected = WebhookSignature.of(secret, body).getBytes(StandardCharsets.US_ASCII);
      for (String each : signatures.split(",")) {
        String given = each.strip();
        String hex = given.startsWith(SCHEME) ? given.substring(SCHEME.length()) : given;
        fits |= MessageDigest.isEqual(expected, hex.getBytes(StandardCharsets.US_ASCII));
      }
    }
    if (!fits) {
      throw Problem.notAllowed("signature-invalid", "The webhook's signature does not fit.");
    }
  }
}
