package io.retour.claims;

/** Who mends defective pieces. It says how they get to it and reports back when done. */
public interface RepairPartner {

  /**
   * Asks for a repair, at the seller's cost (Directive (EU) 2019/771 Art. 14(1)(a)).
   *
   * @param requestKey the same key is one repair, however often it is asked
   * @param defect what the shopper says
   * @param byParcel whether the partner sends the shopper a prepaid label; a damaged lithium
   *     battery never gets one (ADR special provision 376), a carrier for dangerous goods collects
   *     it
   * @return the partner's number, to be written on the parcel
   * @throws RepairRefused when the partner does not mend such a piece
   */
  String ask(String requestKey, String sku, String defect, boolean byParcel) throws RepairRefused;

  /** The piece cannot be mended there: repair is impossible or out of proportion. */
  final class RepairRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public RepairRefused(String reason) {
      super(reason);
    }
  }
}
