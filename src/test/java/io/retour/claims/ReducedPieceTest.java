package io.retour.claims;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Remedy;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.refunds.CreditNotes;
import io.retour.refunds.Grant;
import io.retour.refunds.Ledger;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.testing.Confirmed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** A piece that was kept for less is free again, and everybody knows what it is worth now. */
@SpringBootTest
class ReducedPieceTest {

  @Autowired Claims claims;
  @Autowired ClaimRemedies remedies;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired CreditNotes notes;
  @Autowired Ledger ledger;
  @Autowired Orders orders;

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  private Claim claimed(Order order) {
    return claims.raise(
        new ClaimDraft(
            UUID.randomUUID(),
            order,
            Kind.DEFECTIVE,
            List.of(new OrderPieces(order.lines().getFirst().id(), 1)),
            "it rattles",
            Remedy.REDUCTION,
            "en",
            "shopper"),
        List.of());
  }

  private Claim reduced(Order order, long by) {
    Claim claim = claimed(order);
    remedies.assessed(claim.id(), by, "it rattles", false);
    remedies.reduce(claim.id());
    claims.close(claim.id());
    return claims.get(claim.id());
  }

  private Order lamp() {
    Order order = order().country("DE").line("LAMP-1", 1, 4995).build();
    orders.add(order);
    return order;
  }

  private Grant returned(Order order) {
    ReturnCase of = returns.register(Confirmed.onePieceOf(order));
    assertThat(of.units().getFirst().value()).isEqualTo(euro(3495));
    returns.authorise(
        of.id(),
        Map.of(order.lines().getFirst().id(), new Ground("STATUTORY_WITHDRAWAL", "NONE")),
        "LOW",
        null,
        "");
    return refunds.grant(of.id(), "REFUND", 0);
  }

  @Test
  void comesBackForWhatWasPaidLessTheReduction() {
    Order order = lamp();
    Claim claim = reduced(order, 1500);
    assertThat(claim.units().getFirst().remedy()).isEqualTo(Remedy.REDUCTION);
    assertThat(returns.nextWorth(order, order.lines().getFirst().id())).isEqualTo(euro(3495));

    Grant later = returned(order);

    assertThat(later.statement().lines())
        .extracting(line -> line.kind() + " " + line.amount().minor() + " " + line.tax().minor())
        .containsExactly("ITEM 4995 867", "REDUCTION -1500 -260");
    assertThat(later.amount()).isEqualTo(euro(3495));
    assertThat(refunds.room(order.id())).isEqualTo(euro(0));
    Money tax =
        notes
            .ofReturn(claim.id())
            .orElseThrow()
            .tax()
            .plus(notes.ofReturn(later.returnId()).orElseThrow().tax());
    assertThat(tax).isEqualTo(euro(867));
  }

  @Test
  void aSecondReductionIsOfWhatIsLeft() {
    Order order = lamp();
    reduced(order, 3000);
    Claim second = claimed(order);
    assertThat(second.value()).isEqualTo(euro(1995));

    remedies.assessed(second.id(), 4000, "it fell apart", false);
    Grant grant = remedies.reduce(second.id());
    claims.close(second.id());

    assertThat(grant.amount()).isEqualTo(euro(1995));
    assertThat(claimed(order).value()).isEqualTo(euro(0));
  }

  /** Nothing went back yet: what was only named makes the piece worth no less. */
  @Test
  void aReductionThatNobodyTookTakesNothingOff() {
    Order order = lamp();
    Claim claim = claimed(order);
    remedies.assessed(claim.id(), 1500, "it rattles", false);
    claims.callOff(claim.id(), "shopper");

    assertThat(claimed(order).value()).isEqualTo(euro(4995));
  }

  /** An attempt that failed still counts; money was none. */
  @Test
  void moneyIsNoAttemptToMend() {
    Order order = lamp();
    reduced(order, 1500);

    assertThat(claims.conformityFacts(claimed(order).id()).earlierRemedies()).isZero();
  }

  @Test
  void isBookedOnceHoweverOftenItIsAsked() {
    Order order = lamp();
    Claim claim = claimed(order);
    remedies.assessed(claim.id(), 1500, "it rattles", true);
    remedies.assessed(claim.id(), 1500, "it rattles", true);

    assertThat(remedies.reduce(claim.id()).id()).isEqualTo(remedies.reduce(claim.id()).id());
    assertThat(claims.onlyMinor(claim)).isTrue();
    assertThat(claims.history(claim.id()))
        .extracting(event -> event.kind())
        .containsOnlyOnce("claim-reduction-named", "claim-only-minor", "claim-reduced");
    assertThat(ledger.of(claim.id())).hasSize(2);
  }
}
