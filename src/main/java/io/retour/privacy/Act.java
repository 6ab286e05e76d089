package io.retour.privacy;

/** What staff see or do with a shopper's data. */
public enum Act {
  CASE_SEEN,
  CLAIM_SEEN,
  STATEMENT_SEEN,
  PARCEL_SEEN,
  PHOTO_SEEN,
  ACCOUNT_SEEN,
  SEARCHED,
  NOTED,
  CANCELLED,
  EXPORTED,
  ERASED
}
