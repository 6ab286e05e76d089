package io.retour.claims;

import java.security.SecureRandom;

/** What people call a claim, made like the number of a return: {@code C-7K2M-9QXD}. */
final class ClaimNumber {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final SecureRandom RANDOM = new SecureRandom();

  private ClaimNumber() {}

  static String next() {
    StringBuilder number = new StringBuilder("C-");
    for (int i = 0; i < 8; i++) {
      if (i == 4) {
        number.append('-');
      }
      number.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return number.toString();
  }
}
