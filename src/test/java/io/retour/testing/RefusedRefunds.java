package io.retour.testing;

import static io.retour.testing.OrderBuilder.order;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.ClaimRemedies;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.refunds.Grant;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;

/**
 * Returns and claims whose money the card did not take back, for tests of paying it another way.
 */
@TestComponent
public class RefusedRefunds {

  private final Orders orders;
  private final Returns returns;
  private final Claims claims;
  private final ClaimRemedies remedies;
  private final Refunds refunds;
  private final Payouts payouts;
  private final Simulators simulators;

  RefusedRefunds(
      Orders orders,
      Returns returns,
      Claims claims,
      ClaimRemedies remedies,
      Refunds refunds,
      Payouts payouts,
      Simulators simulators) {
    this.orders = orders;
    this.returns = returns;
    this.claims = claims;
    this.remedies = remedies;
    this.refunds = refunds;
    this.payouts = payouts;
    this.simulators = simulators;
  }

  /** A withdrawal of one piece for €24.95, granted, whose refund failed for good. */
  public ReturnCase add() {
    Order order = order().country("DE").line("TEE-M", 1, 2495).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.onePieceOf(order));
    returns.authorise(
        registered.id(),
        Map.of(order.lines().getFirst().id(), new Ground("STATUTORY_WITHDRAWAL", "NONE")),
        "LOW",
        null,
        "");
    refuse(refunds.grant(registered.id(), "REFUND", 0));
    return registered;
  }

  /** A claim of one piece for €19.95 that is to be paid back, whose refund failed for good. */
  public Claim addClaim() {
    Order order = order().country("DE").line("CUP-R", 1, 1995).build();
    orders.add(order);
    Claim claim =
        claims.raise(
            new ClaimDraft(
                UUID.randomUUID(),
                order,
                Claim.Kind.WRONG,
                List.of(new OrderPieces(order.lines().getFirst().id(), 1)),
                "another cup",
                Claim.Remedy.REFUND,
                "en",
                "shopper"),
            List.of());
    refuse(remedies.refund(claim.id()));
    return claim;
  }

  private void refuse(Grant grant) {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    payouts.submit(grant.id());
  }
}
