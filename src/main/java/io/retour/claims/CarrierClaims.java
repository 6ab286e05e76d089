package io.retour.claims;

import io.retour.claims.Claim.Kind;
import io.retour.shared.Money;

/** Where carriers take claims for what they lost or damaged on the way to the shopper. */
public interface CarrierClaims {

  /**
   * @param requestKey the same key opens one claim, however often it is asked
   * @param orderNumber what the shipment went out for
   * @return the carrier's number for the claim
   * @throws CarrierClaimRefused when the carrier does not take it
   */
  String open(String requestKey, String orderNumber, Kind kind, Money damage)
      throws CarrierClaimRefused;

  /** The carrier's no; a person may still pursue it. */
  final class CarrierClaimRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public CarrierClaimRefused(String reason) {
      super(reason);
    }
  }
}
