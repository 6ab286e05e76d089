package io.retour.webhooks;

import io.retour.security.ShopperTokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * A shared secret of Standard Webhooks (standardwebhooks.com, signature scheme v1): {@code whsec_}
 * and the key in Base64.
 */
public final class SigningSecret {

  private static final String PREFIX = "whsec_";

  /** As long as the hash; the specification wants 24 to 64. */
  private static final int BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  SigningSecret(String text) {
    this.text = text;
  }

  static SigningSecret random() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /** As the integrator keeps it; it is shown once. */
  public String text() {
    return text;
  }

  /** The signature of one try, {@code v1,} and the HMAC-SHA256 in Base64. */
  String sign(String messageId, Instant at, String body) {
    byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    String signed = messageId + "." + at.getEpochSecond() + "." + body;
    return "v1,"
        + Base64.getEncoder()
            .encodeToString(ShopperTokens.hmacSha256(key, signed.getBytes(StandardCharsets.UTF_8)));
  }

  /** Hidden, so that no log line tells it. */
  @Override
  public String toString() {
    return "secret hidden";
  }
}
