package io.retour.testing;

import io.retour.security.WebhookSignature;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Webhooks as a carrier or a payment provider sends them. */
public final class Signed {

  public static final String CARRIER_SECRET = "test-carrier-secret-0123456789";
  public static final String PAYMENT_SECRET = "test-payment-secret-0123456789";

  private Signed() {}

  public static MockHttpServletRequestBuilder webhook(String path, String secret, String body) {
    return MockMvcRequestBuilders.post(path)
        .contentType(MediaType.APPLICATION_JSON)
        .header(
            "X-Retour-Signature",
            WebhookSignature.of(secret, body.getBytes(StandardCharsets.UTF_8)))
        .content(body);
  }
}
