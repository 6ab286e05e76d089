package io.retour.security;

import io.retour.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Checks that a webhook comes from who shares the secret and was not changed on its way. */
public final class WebhookSignature {

  private WebhookSignature() {}

  /**
   * @param given the header's value: lower-case hexadecimal HMAC-SHA256 of the body
   * @throws Problem when it does not fit
   */
  public static void check(String secret, byte[] body, @Nullable String given) {
    byte[] expected = of(secret, body).getBytes(StandardCharsets.US_ASCII);
    if (given == null
        || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.US_ASCII))) {
      throw Problem.notAllowed("signature-invalid", "The webhook's signature does not fit.");
    }
  }

  public static String of(String secret, byte[] body) {
    return HexFormat.of()
        .formatHex(ShopperTokens.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), body));
  }
}
