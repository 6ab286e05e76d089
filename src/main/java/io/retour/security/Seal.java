package io.retour.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must not be readable in the database: AES-256 in GCM (NIST SP 800-38D) with a fresh
 * nonce of 96 bits each time. Whose it is is authenticated along, so that what is moved to another
 * one does not open there.
 */
public final class Seal {

  /** The first byte, so that a later way to seal can be told from this one. */
  private static final byte VERSION = 1;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secret of any length; a key of the right length is made from it
   * @param label keeps what is sealed for one purpose apart from all else
   */
  public Seal(String secret, String label) {
    this.key =
        new SecretKeySpec(
            ShopperTokens.hmacSha256(
                secret.getBytes(StandardCharsets.UTF_8), label.getBytes(StandardCharsets.UTF_8)),
            "AES");
  }

  public byte[] sealed(UUID whose, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, nonce, whose).doFinal(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
          .put(VERSION)
          .put(nonce)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has AES in GCM", impossible);
    }
  }

  /** Empty when it was sealed with another key or for another one, or was changed. */
  public Optional<String> opened(UUID whose, byte[] sealed) {
    ByteBuffer parts = ByteBuffer.wrap(sealed);
    byte[] nonce = new byte[NONCE_BYTES];
    if (sealed.length <= 1 + NONCE_BYTES || parts.get() != VERSION) {
      return Optional.empty();
    }
    parts.get(nonce);
    byte[] encrypted = new byte[parts.remaining()];
    parts.get(encrypted);
    try {
      return Optional.of(
          new String(
              cipher(Cipher.DECRYPT_MODE, nonce, whose).doFinal(encrypted),
              StandardCharsets.UTF_8));
    } catch (GeneralSecurityException anotherKey) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, UUID whose) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(whose.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
