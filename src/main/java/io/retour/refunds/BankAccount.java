package io.retour.refunds;

/**
 * Where a shopper wants money that could not go back the way it was paid. It is written nowhere but
 * sealed, and shown to nobody but who pays.
 *
 * @param holder whose account it is, as the bank knows it
 * @param iban without spaces, checked (ISO 13616)
 */
public record BankAccount(String holder, String iban) {

  private static final int SHOWN = 4;

  /** The last four signs, which tell an account apart and open nothing. */
  public String lastFour() {
    return iban.substring(iban.length() - SHOWN);
  }

  /** In groups of four, as people read and type it. */
  public String ibanInGroups() {
    return iban.replaceAll("(.{4})(?!$)", "$1 ");
  }

  /** Hidden, so that no log line tells it. */
  @Override
  public String toString() {
    return "account ending in " + lastFour();
  }
}
