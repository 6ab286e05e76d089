package io.retour.testing;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Authorisation;
import io.retour.returns.ReturnUnit.ChannelSync;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Pieces of orders in a return, for tests of the money. */
public final class Pieces {

  private Pieces() {}

  /** Every piece of the order, received and accepted, on the right of withdrawal. */
  public static List<ReturnUnit> of(Order order) {
    List<ReturnUnit> pieces = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      for (int unitNo = 1; unitNo <= line.quantity(); unitNo++) {
        pieces.add(piece(order, line, unitNo, Reception.RECEIVED, true, 0));
      }
    }
    return List.copyOf(pieces);
  }

  /** The same pieces, back by the shop's own policy only. */
  public static List<ReturnUnit> voluntary(List<ReturnUnit> pieces) {
    return pieces.stream().map(piece -> piece.withGround(Ground.VOLUNTARY)).toList();
  }

  /** The same piece, with another reception. */
  public static ReturnUnit with(Order order, ReturnUnit piece, Reception reception) {
    return piece(order, line(order, piece), piece.unitNo(), reception, piece.accepted(), 0);
  }

  /** The same piece as an agent refused it. */
  public static ReturnUnit refused(Order order, ReturnUnit piece) {
    return piece(order, line(order, piece), piece.unitNo(), Reception.SHORT, false, 0);
  }

  /** The same piece with something taken off for lost value. */
  public static ReturnUnit deducted(Order order, ReturnUnit piece, long deductionMinor) {
    return piece(
        order, line(order, piece), piece.unitNo(), Reception.RECEIVED, true, deductionMinor);
  }

  private static OrderLine line(Order order, ReturnUnit piece) {
    return order.line(piece.orderLineId()).orElseThrow();
  }

  private static ReturnUnit piece(
      Order order,
      OrderLine line,
      int unitNo,
      Reception reception,
      boolean accepted,
      long deductionMinor) {
    return new ReturnUnit(
        UUID.randomUUID(),
        line.id(),
        unitNo,
        line.sku(),
        line.title(),
        line.category(),
        order.paidForUnit(line.id(), unitNo),
        ReturnReason.NO_REASON_GIVEN,
        "",
        "STATUTORY_WITHDRAWAL",
        "NONE",
        Authorisation.AUTHORISED,
        reception,
        null,
        "",
        null,
        new Money(deductionMinor, order.currency()),
        accepted,
        Settlement.QUOTED,
        ChannelSync.NOT_NEEDED);
  }
}
