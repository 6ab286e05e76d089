package io.retour.orders;

import java.util.Locale;

/**
 * What names one very piece, as its maker wrote it on it. Makers do not ask each other, and a piece
 * can be sold twice, so it is unique neither in the world nor here.
 *
 * @param value without blanks, in capitals, as people and scanners read it differently
 */
public record SerialNumber(String value) {

  public SerialNumber {
    value = value.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
