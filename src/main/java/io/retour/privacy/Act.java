package io.retour.privacy;

/** What staff see or do with a shopper's data. */
public enum Act {
  CASE_SEEN("saw the case file"),
  CLAIM_SEEN("saw the claim"),
  STATEMENT_SEEN("saw the statement of withdrawal"),
  PARCEL_SEEN("saw the unannounced parcel"),
  PHOTO_SEEN("saw a photo"),
  ACCOUNT_SEEN("saw the account"),
  SEARCHED("searched for a person"),
  NOTED("wrote a note"),
  CANCELLED("cancelled the return"),
  EXPORTED("exported the person's data"),
  ERASED("erased the person's data");

  private final String says;

  Act(String says) {
    this.says = says;
  }

  /** In words, to go on after a name. */
  public String says() {
    return says;
  }
}
