package io.retour.security;

import io.retour.shared.RetourProperties;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Signed, expiring tokens that open one order or one return to the shopper who holds them; nobody
 * needs an account to send something back.
 */
@Component
public class ShopperTokens {

  /** What a token opens. */
  public enum Purpose {
    /** The session after finding an order. */
    ORDER,
    /** The status page of a return, from a mail. */
    RETURN,
    /** The drop-off point's scan of a QR code; counts once. */
    DROP_OFF,
    /** An order as the recipient of a gift sees it: without prices. */
    GIFT,
    /** The confirmation of a statement of withdrawal, for who just made it. */
    STATEMENT,
    /** The status page of a claim, from a mail. */
    CLAIM,
    /**
     * The status page of a return, for who found its order by number: without the code of a store
     * credit, which is money to whoever has it.
     */
    FOUND,
    /**
     * Naming the account that money goes to. It is in a mail to the buyer and nowhere else, because
     * whoever knows an order number and a postcode can open the pages of its returns.
     */
    ACCOUNT
  }

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] secret;
  private final Clock clock;

  ShopperTokens(RetourProperties properties, Clock clock) {
    this.secret = properties.tokenSecret().getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  public String issue(Purpose purpose, UUID id, Duration validity) {
    return issueUntil(purpose, id, clock.instant().plus(validity));
  }

  /** The same token, however often it is asked for. */
  public String issueUntil(Purpose purpose, UUID id, Instant end) {
    long expires = end.getEpochSecond();
    String claim = purpose.name().charAt(0) + "." + id + "." + expires;
    return claim + "." + ENCODER.encodeToString(sign(claim));
  }

  /** The id the token opens, empty when it is forged, for something else, or has expired. */
  public Optional<UUID> open(Purpose purpose, String token) {
    return signed(purpose, token)
        .filter(signed -> !signed.end().isBefore(clock.instant()))
        .map(Signed::id);
  }

  /**
   * The id that the token opens or opened until it expired: enough to show whose link it was, and
   * never to show what is behind it.
   */
  public Optional<UUID> openedOnce(Purpose purpose, String token) {
    return signed(purpose, token).map(Signed::id);
  }

  private record Signed(UUID id, Instant end) {}

  private Optional<Signed> signed(Purpose purpose, String token) {
    int dot = token.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String claim = token.substring(0, dot);
    byte[] expected = ENCODER.encodeToString(sign(claim)).getBytes(StandardCharsets.US_ASCII);
    byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
    String[] parts = claim.split("\\.");
    if (!MessageDigest.isEqual(expected, given)
        || parts.length != 3
        || parts[0].charAt(0) != purpose.name().charAt(0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Signed(UUID.fromString(parts[1]), Instant.ofEpochSecond(Long.parseLong(parts[2]))));
  }

  private byte[] sign(String claim) {
    return hmacSha256(secret, claim.getBytes(StandardCharsets.UTF_8));
  }

  /** HMAC-SHA256, which signs our tokens and the webhooks we take in. */
  public static byte[] hmacSha256(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
    }
  }
}
