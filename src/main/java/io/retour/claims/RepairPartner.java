package io.retour.claims;

/** Who mends defective pieces. It sends the shopper a prepaid label and reports back when done. */
public interface RepairPartner {

  /**
   * Asks for a repair, at the seller's cost (Directive (EU) 2019/771 Art. 14(1)(a)).
   *
   * @param requestKey the same key is one repair, however often it is asked
   * @param defect what the shopper says
   * @return the partner's number, to be written on the parcel
   * @throws RepairRefused when the partner does not mend such a piece
   */
  String ask(String requestKey, String sku, String defect) throws RepairRefused;

  /** The piece cannot be mended there: repair is impossible or out of proportion. */
  final class RepairRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public RepairRefused(String reason) {
      super(reason);
    }
  }
}
