package io.retour.refunds.mollie;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Refunds through Mollie; there is no such connector without an API key.
 *
 * @param apiKey the profile's API key (live_… or test_…)
 * @param webhookSecret the signing secret of the subscription to events that calls
 *     /webhooks/payments/mollie/events; without one, no event is taken there. The classic web hook
 *     /webhooks/payments/mollie has no secret
 * @param url where the API is
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long an answer may take; what takes longer is asked again with the same
 *     key
 */
@ConfigurationProperties("retour.mollie")
record MollieProperties(
    @Nullable String apiKey,
    @Nullable String webhookSecret,
    @DefaultValue("https://api.mollie.com") URI url,
    @DefaultValue("PT5S") Duration connectTimeout,
    @DefaultValue("PT30S") Duration readTimeout) {

  MollieProperties {
    if (apiKey != null && apiKey.isBlank()) {
      throw new IllegalArgumentException("retour.mollie.api-key is empty");
    }
    if (webhookSecret != null && webhookSecret.length() < 16) {
      throw new IllegalArgumentException(
          "retour.mollie.webhook-secret is shorter than 16 characters");
    }
  }
}
