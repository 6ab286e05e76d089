package io.retour.returns;

import io.retour.policy.LineAssessment;
import io.retour.policy.MethodOffer;
import io.retour.policy.ResolutionOffer;
import io.retour.shared.Money;
import java.util.List;
import java.util.Optional;

/**
 * What is possible for a draft, as the tables say today.
 *
 * @param resolution what the shopper gets when asking for the draft's resolution
 * @param credit what the shopper would get when asking for store credit
 * @param refund what would be paid back after the draft's method's fee
 */
public record ReturnOffer(
    List<LineAssessment> lines,
    List<MethodOffer> methods,
    ResolutionOffer resolution,
    ResolutionOffer credit,
    Money refund) {

  public boolean possible() {
    return lines.stream().allMatch(LineAssessment::possible);
  }

  public Optional<MethodOffer> method(String name) {
    return methods.stream().filter(offer -> offer.method().equals(name)).findFirst();
  }
}
