package io.retour.returns;

/**
 * Why something comes back. A shopper never has to say: {@link #NO_REASON_GIVEN} is always there
 * (CRD Art. 9(1)).
 */
public enum ReturnReason {
  SIZE_TOO_SMALL,
  SIZE_TOO_LARGE,
  MULTIPLE_SIZES_ORDERED,
  COLOUR_DIFFERENT,
  NOT_AS_EXPECTED,
  QUALITY_POOR,
  CHANGED_MIND,
  ORDERED_BY_MISTAKE,
  ARRIVED_TOO_LATE,
  UNWANTED_GIFT,
  NOT_AS_DESCRIBED(true),
  DEFECTIVE(true),
  DAMAGED_IN_TRANSIT(true),
  WRONG_ITEM_RECEIVED(true),
  MISSING_PARTS(true),
  RECALL(true),
  OTHER,
  NO_REASON_GIVEN;

  private final boolean sellersFault;

  ReturnReason() {
    this(false);
  }

  ReturnReason(boolean sellersFault) {
    this.sellersFault = sellersFault;
  }

  public boolean sellersFault() {
    return sellersFault;
  }
}
