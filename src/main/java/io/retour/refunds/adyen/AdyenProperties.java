package io.retour.refunds.adyen;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Refunds through Adyen; there is no such connector without an API key.
 *
 * @param apiKey the API key of a credential with the role "Merchant PAL Webservice role" or
 *     "Checkout webservice role"
 * @param merchantAccount the merchant account that the payments belong to
 * @param hmacKey the HMAC key of the standard webhook that calls /webhooks/payments/adyen,
 *     hexadecimal as Adyen shows it once
 * @param url where the Checkout API is, with its version; the live one has a prefix of its own:
 *     https://PREFIX-checkout-live.adyenpayments.com/checkout/v72
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long an answer may take; what takes longer is asked again with the same
 *     key
 */
@ConfigurationProperties("retour.adyen")
record AdyenProperties(
    @Nullable String apiKey,
    @Nullable String merchantAccount,
    @Nullable String hmacKey,
    @DefaultValue("https://checkout-test.adyen.com/v72") URI url,
    @DefaultValue("PT5S") Duration connectTimeout,
    @DefaultValue("PT30S") Duration readTimeout) {

  AdyenProperties {
    if (apiKey != null
        && (apiKey.isBlank()
            || merchantAccount == null
            || merchantAccount.isBlank()
            || hmacKey == null)) {
      throw new IllegalArgumentException(
          "retour.adyen needs api-key, merchant-account and hmac-key, or none");
    }
    if (hmacKey != null && !hmacKey.matches("(?:[0-9A-Fa-f]{2}){16,}")) {
      throw new IllegalArgumentException(
          "retour.adyen.hmac-key is not the hexadecimal key that Adyen shows");
    }
  }
}
