package io.retour.returns;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.Claims;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.policy.DecisionTables;
import io.retour.policy.ReturnFacts;
import io.retour.policy.TableShelf;
import io.retour.policy.TablesReplaced;
import io.retour.refunds.Grant;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refunds;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of a shopper when a return is weighed, and what is not held against anybody. */
@WebTest
class FactsOfAShopperTest {

  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired JdbcClient jdbc;
  @Autowired Parcels parcels;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired Simulators simulators;
  @Autowired DecisionTables tables;
  @Autowired TableShelf shelf;
  @Autowired ApplicationEventPublisher events;

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

  /** While a bank is asked for the money too; once that is over nothing is held against anybody. */
  @Test
  void countsReturnsWhosePaymentIsDisputedNow() {
    ReturnCase disputed =
        returns.register(Confirmed.onePieceOf(bought(name + "@example.org", 1, 1000)));
    returns.parcelMoved(disputed.id(), ReturnUnit.Reception.DROPPED_OFF, "");
    Grant grant = refunds.grantAtDropOff(disputed.id()).orElseThrow();
    simulators.set(Simulator.PAYMENT, Behaviour.DISPUTED, 1);
    try {
      payouts.submit(grant.id());
      assertThat(factsOf(bought(name + "@example.org", 1, 1000)).openDisputes()).isEqualTo(1);
    } finally {
      simulators.set(Simulator.PAYMENT, Behaviour.NORMAL, 0);
    }

    payouts.check(grant.id());

    assertThat(factsOf(bought(name + "@example.org", 1, 1000)).openDisputes()).isZero();
  }

  private void weighs(ReturnCase of, @Nullable Integer grams) throws Exception {
    parcels.scanned(
        new TrackingNews(
            "simulated",
            parcels.createLabel(of.id()).trackingNumber(),
            "DROPPED_OFF",
            TrackingNews.Status.DROPPED_OFF,
            Instant.now(),
            grams));
  }

  /** A piece weighs 500 grams here; what nobody weighed is as it should be. */
  @Test
  void weighsWhatCameBackAgainstWhatItsGoodsWeigh() throws Exception {
    weighs(returns.register(Confirmed.onePieceOf(bought(name + "@example.org", 1, 1000))), null);
    assertThat(factsOf(bought(name + "@example.org", 1, 1000)).lightestParcelPercent())
        .isEqualTo(100);

    weighs(returns.register(Confirmed.onePieceOf(bought(name + "@example.org", 1, 1000))), 620);
    assertThat(factsOf(bought(name + "@example.org", 1, 1000)).lightestParcelPercent())
        .isEqualTo(124);

    weighs(returns.register(Confirmed.onePieceOf(bought(name + "@example.org", 1, 1000))), 90);
    assertThat(factsOf(bought(name + "@example.org", 1, 1000)).lightestParcelPercent())
        .isEqualTo(18);
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

  private static ReturnDraft allOf(Order order, String method) {
    return new ReturnDraft(
        order,
        List.of(
            new ReturnDraft.Line(
                order.lines().getFirst().id(), 1, ReturnReason.NO_REASON_GIVEN, "")),
        method,
        "REFUND");
  }

  private long feeOf(Order order, String method) {
    return returns.offer(allOf(order, method)).method(method).orElseThrow().feeMinor();
  }

  /** The tables of ways back with another fee for parcels from the Netherlands and Belgium. */
  private Map<String, String> withParcelFee(String minor) {
    Map<String, String> files = new HashMap<>();
    tables
        .contents()
        .forEach(
            (checksum, text) ->
                files.put(
                    checksum + ".dmn",
                    text.replaceAll(
                        "(RM_parcel_nl_be_feeMinor_out\">\\s*<text>)\\d+", "$1" + minor)));
    return files;
  }

  /** A fee that rose since the purchase is not asked for; one that fell holds at once. */
  @Test
  void asksTheLowerOfTheFeeAtThePurchaseAndOfToday() {
    Order before = order().line("TEE-M", 1, 1000).build();
    orders.add(before);
    assertThat(feeOf(before, "PARCEL_DROP_OFF")).isEqualTo(295);
    Map<String, String> asPackaged = withParcelFee("295");
    try {
      shelf.replace(withParcelFee("495"));
      events.publishEvent(new TablesReplaced());
      Order since = order().line("TEE-M", 1, 1000).build();
      orders.add(since);
      assertThat(feeOf(before, "PARCEL_DROP_OFF")).as("bought at 2.95").isEqualTo(295);
      assertThat(feeOf(since, "PARCEL_DROP_OFF")).as("bought at 4.95").isEqualTo(495);

      shelf.replace(withParcelFee("195"));
      assertThat(feeOf(before, "PARCEL_DROP_OFF")).as("cheaper today").isEqualTo(195);
      assertThat(feeOf(since, "PARCEL_DROP_OFF")).as("cheaper today").isEqualTo(195);
    } finally {
      shelf.replace(asPackaged);
    }
    assertThat(factsOf(before).feeTables()).containsExactly(tables.checksumOf("return-methods"));
  }

  /** Of orders that came before fees were kept with them nothing was promised. */
  @Test
  void asksTheFeeOfTodayForAnOrderOfBefore() {
    Order order = order().line("TEE-M", 1, 1000).build();
    orders.add(order);
    jdbc.sql("update order_policy set fee_tables = '' where order_id = ?")
        .param(order.id())
        .update();

    assertThat(feeOf(order, "PARCEL_DROP_OFF")).isEqualTo(295);
    assertThat(feeOf(order, "HOME_PICKUP")).isEqualTo(695);
  }

  /** Each brand has its own rows: a driver costs less at Kestrel, and a credit brings more. */
  @Test
  void offersWhatTheRowsOfTheBrandSay() {
    Order order = order().brand("kestrel").line("TEE-M", 1, 1000).build();
    orders.add(order);

    assertThat(feeOf(order, "PARCEL_DROP_OFF")).isEqualTo(295);
    assertThat(feeOf(order, "HOME_PICKUP")).isEqualTo(495);
    assertThat(returns.offer(allOf(order, "HOME_PICKUP")).credit().bonusPercent()).isEqualTo(10);
  }
}
