package io.retour.refunds.stripe;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Refunds through Stripe; there is no such connector without a secret key.
 *
 * @param secretKey the account's secret or restricted key (sk_… or rk_…); it must be able to write
 *     refunds and to read disputes
 * @param webhookSecret the signing secret (whsec_…) of the endpoint /webhooks/payments/stripe
 * @param webhookTolerance how old a signature may be, so that nobody sends an old one again
 * @param url where the API is
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long an answer may take; what takes longer is asked again with the same
 *     key
 */
@ConfigurationProperties("retour.stripe")
record StripeProperties(
    @Nullable String secretKey,
    @Nullable String webhookSecret,
    @DefaultValue("PT5M") Duration webhookTolerance,
    @DefaultValue("https://api.stripe.com") URI url,
    @DefaultValue("PT5S") Duration connectTimeout,
    @DefaultValue("PT30S") Duration readTimeout) {

  StripeProperties {
    if (secretKey != null && (secretKey.isBlank() || webhookSecret == null)) {
      throw new IllegalArgumentException(
          "retour.stripe needs both secret-key and webhook-secret, or none");
    }
    if (webhookSecret != null && webhookSecret.length() < 16) {
      throw new IllegalArgumentException(
          "retour.stripe.webhook-secret is shorter than 16 characters");
    }
  }
}
