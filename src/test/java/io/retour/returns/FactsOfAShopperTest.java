package io.retour.returns;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.policy.ReturnFacts;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of a shopper when a return is weighed, and what is not held against anybody. */
@WebTest
class FactsOfAShopperTest {

  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired JdbcClient jdbc;

  private final String name = "kim" + UUID.randomUUID().toString().substring(0, 8);

  private Order bought(String email, int quantity, long price) {
    Order order = order().email(email).line("TEE-M", quantity, price).build();
    orders.add(order);
    return order;
  }

  private ReturnFacts factsOf(Order order) {
    return returns.facts(returns.register(Confirmed.onePieceOf(order)).id());
  }

  /**
   * The same postcode and the same address but for dots and a tag; a neighbour is somebody else.
   */
  @Test
  void knowsAShopperUnderSeveralSpellingsOfOneAddress() {
    returns.register(Confirmed.onePieceOf(bought(name + "+shop@example.org", 1, 1000)));
    returns.register(Confirmed.onePieceOf(bought("neighbour-" + name + "@example.org", 1, 1000)));

    ReturnFacts facts =
        factsOf(bought(name.charAt(0) + "." + name.substring(1) + "@example.org", 1, 1000));

    assertThat(facts.customerOrders()).isEqualTo(2);
    assertThat(facts.customerAliases()).isEqualTo(2);
    assertThat(facts.customerReturns()).isEqualTo(1);
  }

  @Test
  void countsEarlierReturnsOfTheWeekAndOfTheOrder() {
    Order order = bought(name + "@example.org", 4, 1000);
    returns.register(Confirmed.onePieceOf(order));
    returns.register(Confirmed.onePieceOf(order));
    returns.register(Confirmed.onePieceOf(bought(name + "@example.org", 1, 1000)));

    ReturnFacts facts = factsOf(order);

    assertThat(facts.customerReturns7Days()).isEqualTo(3);
    assertThat(facts.customerReturns90Days()).isEqualTo(3);
    assertThat(facts.returnsOfOrder()).isEqualTo(2);
    assertThat(facts.returnPieces()).isEqualTo(1);
  }

  @Test
  void weighsValueAndReasonsAgainstAllThatWasBought() {
    Order cheap = bought(name + "@example.org", 1, 1000);
    returns.register(
        Registration.byShopper(
            UUID.randomUUID(),
            new ReturnDraft(
                cheap,
                List.of(
                    new ReturnDraft.Line(
                        cheap.lines().getFirst().id(), 1, ReturnReason.DEFECTIVE, "")),
                "PARCEL_DROP_OFF",
                "REFUND"),
            List.of(),
            "en"));

    ReturnFacts facts = factsOf(bought(name + "@example.org", 1, 3000));

    assertThat(facts.valueConcentrationPercent()).isEqualTo(75);
    assertThat(facts.faultReasonsPercent()).isEqualTo(100);
    assertThat(facts.keepItemUses()).isZero();
    assertThat(facts.payoutsElsewhere()).isZero();
  }

  private Claim saysNeverArrived(Order order) {
    return claims.raise(
        new ClaimDraft(
            UUID.randomUUID(),
            order,
            Claim.Kind.NEVER_ARRIVED,
            List.of(new OrderPieces(order.lines().getFirst().id(), 1)),
            "",
            null,
            "en",
            "shopper"),
        List.of());
  }

  /** What was late and has come is no longer held against anybody. */
  @Test
  void countsClaimsThatTheSameOrderNeverArrived() {
    Order order = bought(name + "@example.org", 3, 1000);
    saysNeverArrived(bought(name + "@example.org", 1, 1000));
    assertThat(factsOf(order).neverArrivedClaims()).isZero();

    Claim claim = saysNeverArrived(order);
    assertThat(factsOf(order).neverArrivedClaims()).isEqualTo(1);

    claims.callOff(claim.id(), "shopper");
    assertThat(factsOf(order).neverArrivedClaims()).isZero();
  }

  private ReturnCase keeps() {
    Order order = bought(name + "@example.org", 1, 995);
    return returns.register(
        Confirmed.piecesOf(order, 1, ReturnReason.NO_REASON_GIVEN, "KEEP_ITEM"));
  }

  /** Wanting to keep is no use of it: what had to come back as a parcel was not kept. */
  @Test
  void countsGoodsThatWereKeptAndNotThoseThatHadToComeBack() {
    ReturnCase kept = keeps();
    ReturnCase cameBack = keeps();
    Order later = bought(name + "@example.org", 3, 1000);
    assertThat(factsOf(later).keepItemUses()).as("both may still be kept").isEqualTo(2);

    returns.kept(kept.id());
    returns.parcelMoved(cameBack.id(), ReturnUnit.Reception.LABEL_CREATED, "PK-1");

    assertThat(factsOf(later).keepItemUses()).isEqualTo(1);
  }

  /** A policy that got worse holds for later purchases only. */
  @Test
  void keepsTheWindowThatWasPromisedAtThePurchase() {
    Order order = order().deliveredDaysAgo(50).line("TEE-M", 1, 1000).build();
    orders.add(order);
    assertThat(orders.policyAtPurchase(order.id()).orElseThrow().windowDays()).isEqualTo(30);
    ReturnDraft draft =
        new ReturnDraft(
            order,
            List.of(
                new ReturnDraft.Line(
                    order.lines().getFirst().id(), 1, ReturnReason.NO_REASON_GIVEN, "")),
            "PARCEL_DROP_OFF",
            "REFUND");
    assertThat(returns.offer(draft).possible()).isFalse();

    jdbc.sql(
            "update order_policy set window_days = 60, free_methods = 'PARCEL_DROP_OFF'"
                + " where order_id = ?")
        .param(order.id())
        .update();

    ReturnOffer offer = returns.offer(draft);
    assertThat(offer.possible()).isTrue();
    assertThat(offer.method("PARCEL_DROP_OFF").orElseThrow().feeMinor()).isZero();
  }
}
