package io.retour.privacy;

/** Why something is not erased yet, although a person asked for it (GDPR Art. 17(3)). */
public enum Hindrance {
  OPEN_RETURN("a return is still running"),
  OPEN_CLAIM("a claim is still open"),
  OPEN_OBJECTION("an objection to a deduction is not answered yet"),
  OPEN_STATEMENT("a statement of withdrawal is not answered yet"),
  MONEY_OPEN("money is still to be paid"),
  /** GDPR Art. 17(3)(e). */
  PROOF("it proves a withdrawal and its acknowledgement, until claims from it lapse"),
  /** For retention only: who asks is not told to wait for it. */
  LATELY_ENDED("a return or a claim of the order ended lately");

  private final String says;

  Hindrance(String says) {
    this.says = says;
  }

  /** In words, to go on after "because". */
  public String says() {
    return says;
  }
}
