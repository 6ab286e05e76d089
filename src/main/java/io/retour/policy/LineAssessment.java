package io.retour.policy;

/**
 * What the tables say of one line.
 *
 * @param legalBasis STATUTORY_WITHDRAWAL, CONFORMITY, RECALL or VOLUNTARY
 * @param outcome ELIGIBLE, REVIEW or NOT_ELIGIBLE
 * @param reasonCode why not, NONE when eligible
 * @param hazmat NONE, LITHIUM or LITHIUM_DAMAGED: how it may travel
 */
public record LineAssessment(
    String lineId, String legalBasis, String outcome, String reasonCode, String hazmat) {

  public boolean possible() {
    return !outcome.equals("NOT_ELIGIBLE");
  }
}
