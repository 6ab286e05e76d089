package io.retour.warehouse;

/**
 * What an inspector gives as the ground for destroying a piece. The table {@code destroy-allowed}
 * decides whether it is enough; without evidence it never is.
 *
 * @param evidence where the evidence is kept: a report, a photo, the answer of a charity; empty if
 *     there is none
 */
public record DestructionGrounds(Derogation derogation, String evidence) {

  /**
   * The derogations from the ban on destroying unsold goods (Regulation (EU) 2024/1781 Art. 25(5)
   * and the delegated act under it).
   */
  public enum Derogation {
    NONE,
    /** Dangerous for health or safety. */
    DANGEROUS,
    /** Does not conform, or is unfit for use, and cannot be repaired. */
    UNFIT_NOT_REPAIRABLE,
    IP_INFRINGEMENT,
    LICENCE_RESTRICTION,
    /** Cannot be made ready for re-use or remanufacture. */
    UNSUITABLE_FOR_REUSE,
    /** Damaged in a way that no consumer accepts. */
    DAMAGE_UNACCEPTABLE,
    DONATION_REFUSED,
    NO_RECIPIENT_FOUND,
    NO_TAKER_AFTER_PREPARATION
  }

  public static final DestructionGrounds NONE = new DestructionGrounds(Derogation.NONE, "");

  public boolean evidenceGiven() {
    return !evidence.isBlank();
  }
}
