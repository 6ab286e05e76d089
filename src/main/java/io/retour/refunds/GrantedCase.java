package io.retour.refunds;

import io.retour.returns.ReturnUnit.Settlement;
import java.util.Optional;
import java.util.UUID;

/** Another kind of case than a return that can be made good with money, such as a claim. */
public interface GrantedCase {

  /**
   * How far the money is.
   *
   * @return false when the case is not of this kind
   */
  boolean settlement(UUID caseId, Settlement settlement, String detail);

  /**
   * On which legal basis the case is made good, as the tables call it.
   *
   * @return empty when the case is not of this kind
   */
  Optional<String> legalBasis(UUID caseId);

  /**
   * What people call the case.
   *
   * @return empty when the case is not of this kind
   */
  Optional<String> number(UUID caseId);

  /**
   * The return that the case belongs to, which people are led to instead.
   *
   * @return empty when it stands for itself, or is not of this kind
   */
  default Optional<UUID> returnOf(UUID caseId) {
    return Optional.empty();
  }
}
