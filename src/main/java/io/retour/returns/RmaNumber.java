package io.retour.returns;

import java.security.SecureRandom;

/**
 * What people call a return: {@code R-7K2M-9QXD}. Eight characters of Crockford's base 32, which
 * has no letters that look like digits; chosen at random so that nobody can guess a neighbour.
 */
final class RmaNumber {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RmaNumber() {}

  static String next() {
    StringBuilder number = new StringBuilder("R-");
    for (int i = 0; i < 8; i++) {
      if (i == 4) {
        number.append('-');
      }
      number.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return number.toString();
  }
}
