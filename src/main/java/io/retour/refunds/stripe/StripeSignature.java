package io.retour.refunds.stripe;

import io.retour.security.ShopperTokens;
import io.retour.shared.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's own signature: header {@code Stripe-Signature}, {@code t=seconds,v1=hex,v1=hex}, HMAC-
 * SHA256 of time, a dot and the body. While a secret is being replaced there are two of v1. Source:
 * docs.stripe.com/webhooks/signature.
 */
final class StripeSignature {

  private StripeSignature() {}

  /**
   * @param tolerance how far the signature's time may be from now
   * @throws Problem when it does not fit, or is too old
   */
  static void check(
      String secret, byte[] body, @Nullable String header, Instant now, Duration tolerance) {
    String time = "";
    List<String> signatures = new ArrayList<>();
    for (String part : header == null ? new String[0] : header.split(",")) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals("t")) {
        time = pair[1];
      } else if (pair.length == 2 && pair[0].equals("v1")) {
        signatures.add(pair[1]);
      }
    }
    byte[] expected = of(secret, time, body).getBytes(StandardCharsets.US_ASCII);
    boolean fits =
        signatures.stream()
            .map(each -> each.getBytes(StandardCharsets.US_ASCII))
            .anyMatch(each -> MessageDigest.isEqual(expected, each));
    if (!fits || !time.matches("\\d{1,12}")) {
      throw Problem.notAllowed("signature-invalid", "The webhook's signature does not fit.");
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
    if (age.abs().compareTo(tolerance) > 0) {
      throw Problem.notAllowed("signature-invalid", "The webhook's signature is too old.");
    }
  }

  static String of(String secret, String time, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((time + ".").getBytes(StandardCharsets.US_ASCII));
    signed.writeBytes(body);
    return HexFormat.of()
        .formatHex(
            ShopperTokens.hmacSha256(
                secret.getBytes(StandardCharsets.UTF_8), signed.toByteArray()));
  }
}
