package io.retour.testing;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a shopper confirmed, for tests of what comes after. */
public final class Confirmed {

  private Confirmed() {}

  /** One piece of the order's first line, by parcel, money back, without a reason. */
  public static Registration onePieceOf(Order order) {
    return piecesOf(order, 1, ReturnReason.NO_REASON_GIVEN, "PARCEL_DROP_OFF");
  }

  /** One piece of the order's first line, by parcel, for store credit. */
  public static Registration forCredit(Order order) {
    return piecesOf(order, 1, ReturnReason.NO_REASON_GIVEN, "PARCEL_DROP_OFF", "STORE_CREDIT");
  }

  /** Every piece of the order, by parcel, money back, without a reason. */
  public static Registration allOf(Order order) {
    return Registration.byShopper(
        UUID.randomUUID(),
        new ReturnDraft(
            order,
            order.lines().stream()
                .map(
                    line ->
                        new ReturnDraft.Line(
                            line.id(), line.quantity(), ReturnReason.NO_REASON_GIVEN, ""))
                .toList(),
            "PARCEL_DROP_OFF",
            "REFUND"),
        List.of(),
        "en");
  }

  /** A return of all of the order, registered and authorised on the right of withdrawal. */
  public static ReturnCase withdrawn(Returns returns, Order order) {
    ReturnCase registered = returns.register(allOf(order));
    returns.authorise(
        registered.id(),
        order.lines().stream()
            .collect(
                Collectors.toMap(
                    OrderLine::id, line -> new Ground("STATUTORY_WITHDRAWAL", "NONE"))),
        "LOW",
        null,
        "");
    return registered;
  }

  /** Pieces of the order's first line, money back. */
  public static Registration piecesOf(
      Order order, int quantity, ReturnReason reason, String method) {
    return piecesOf(order, quantity, reason, method, "REFUND");
  }

  private static Registration piecesOf(
      Order order, int quantity, ReturnReason reason, String method, String resolution) {
    return Registration.byShopper(
        UUID.randomUUID(),
        new ReturnDraft(
            order,
            List.of(new ReturnDraft.Line(order.lines().getFirst().id(), quantity, reason, "")),
            method,
            resolution),
        List.of(),
        "en");
  }
}
