package io.retour.refunds;

import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.shared.Money;
import java.util.List;
import java.util.UUID;

/**
 * A piece that is paid back.
 *
 * @param unitNo the piece of the order line, counted from 1
 * @param title its product's
 * @param deduction value that it lost, not negative
 * @param byRight whether it is paid back under a right and not only by the shop's policy
 */
public record RefundedPiece(
    UUID orderLineId, int unitNo, String title, Money deduction, boolean byRight) {

  /** The piece, by the name that returns and claims use for it too. */
  public String piece() {
    return piece(orderLineId, unitNo);
  }

  static String piece(UUID orderLineId, int unitNo) {
    return orderLineId + "#" + unitNo;
  }

  /** What counts of a return: neither what an agent refused nor what never left the shopper. */
  static List<RefundedPiece> of(List<ReturnUnit> units) {
    return units.stream()
        .filter(ReturnUnit::accepted)
        .filter(unit -> unit.reception() != Reception.EXPIRED)
        .filter(unit -> unit.reception() != Reception.CANCELLED)
        .map(RefundedPiece::of)
        .toList();
  }

  private static RefundedPiece of(ReturnUnit unit) {
    return new RefundedPiece(
        unit.orderLineId(),
        unit.unitNo(),
        unit.title(),
        unit.deduction(),
        !"VOLUNTARY".equals(unit.legalBasis()));
  }
}
