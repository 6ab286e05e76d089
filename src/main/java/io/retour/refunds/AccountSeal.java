package io.retour.refunds;

import io.retour.security.ShopperTokens;
import io.retour.shared.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts accounts: AES-256 in GCM (NIST SP 800-38D) with a fresh nonce of 96 bits each time. The
 * case is authenticated along, so that a sealed account that is moved to another case does not open
 * there.
 */
@Component
class AccountSeal {

  /** The first byte, so that a later way to seal can be told from this one. */
  private static final byte VERSION = 1;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  AccountSeal(PayoutAccountProperties properties) {
    // a key of the right length from a secret of any length; the label keeps it apart from others
    this.key =
        new SecretKeySpec(
            ShopperTokens.hmacSha256(
                properties.key().getBytes(StandardCharsets.UTF_8),
                "retour payout accounts 1".getBytes(StandardCharsets.UTF_8)),
            "AES");
  }

  byte[] sealed(UUID caseId, BankAccount account) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] plain = (account.iban() + "\n" + account.holder()).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, caseId).doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
          .put(VERSION)
          .put(nonce)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has AES in GCM", impossible);
    }
  }

  /**
   * @throws Problem when it was sealed with another key or for another case, or was changed
   */
  BankAccount opened(UUID caseId, byte[] sealed) {
    ByteBuffer parts = ByteBuffer.wrap(sealed);
    byte[] nonce = new byte[NONCE_BYTES];
    if (sealed.length <= 1 + NONCE_BYTES || parts.get() != VERSION) {
      throw unreadable();
    }
    parts.get(nonce);
    byte[] encrypted = new byte[parts.remaining()];
    parts.get(encrypted);
    try {
      String plain =
          new String(
              cipher(Cipher.DECRYPT_MODE, nonce, caseId).doFinal(encrypted),
              StandardCharsets.UTF_8);
      int end = plain.indexOf('\n');
      return new BankAccount(plain.substring(end + 1), plain.substring(0, end));
    } catch (GeneralSecurityException anotherKey) {
      throw unreadable();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, UUID caseId) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(caseId.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  private static Problem unreadable() {
    return Problem.conflict(
        "account-unreadable",
        "The account cannot be read with the key that is set now. Ask the shopper to give it again.");
  }
}
