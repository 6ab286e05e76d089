package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.KitParts;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.OrderLine.Kit;
import io.retour.orders.Promotion;
import io.retour.refunds.RefundCalculator.Delivery;
import io.retour.returns.RefundStatement;
import io.retour.returns.RefundStatement.Kind;
import io.retour.returns.RefundStatement.TaxShare;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import io.retour.testing.Pieces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Amounts that other return systems got wrong, each with the public thread that tells. */
class GoldenAmountsTest {

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  private static RefundStatement refund(Order order, List<ReturnUnit> pieces) {
    return Calculation.of(order).refund(pieces);
  }

  private static List<Money> each(Order order) {
    Calculation returns = Calculation.of(order);
    return Pieces.of(order).stream().map(piece -> returns.refund(List.of(piece)).total()).toList();
  }

  /** medusajs/medusa#15885, PR#15929: answered 97.90 because the discount was taxed apart. */
  @Test
  void medusa15885TaxesWhatIsLeftAfterTheDiscount() {
    Order order =
        order()
            .pricesWithoutTax()
            .line("TEE-M", 2, 10000, 0, 1000, Exemption.NONE, false)
            .discount(2000)
            .build();

    RefundStatement one = refund(order, Pieces.of(order).subList(0, 1));

    assertThat(one.total()).isEqualTo(euro(9900));
    assertThat(one.byTaxRate()).containsEntry(1000, new TaxShare(euro(9900), euro(900)));
  }

  /** medusajs/medusa#14136, #10760, #13405, #12226: totals like -1.6e-14, and tax left out. */
  @Test
  void medusa14136GivesTheTaxOfAPriceThatContainsItBackToTheCent() {
    Order order =
        order()
            .line("TEE-M", 3, 3333, 0, 2100, Exemption.NONE, false)
            .line("BOOK", 1, 1999, 0, 900, Exemption.NONE, false)
            .discount(1001)
            .build();
    Calculation returns = Calculation.of(order);
    for (ReturnUnit piece : Pieces.of(order)) {
      returns.refund(List.of(piece));
    }

    assertThat(returns.granted()).isEqualTo(order.captured());
    Money shirts = euro(9999).minus(euro(1001).allocate(List.of(9999L, 1999L)).getFirst());
    assertThat(taxes(returns, 2100)).isEqualTo(shirts.containedTax(2100));
  }

  private static Money taxes(Calculation returns, int rate) {
    return returns.statements().stream()
        .map(statement -> statement.byTaxRate().get(rate))
        .filter(share -> share != null)
        .map(TaxShare::tax)
        .reduce(euro(0), Money::plus);
  }

  /** medusajs/medusa#13066: outbound delivery could not be paid back after a partial return. */
  @Test
  void medusa13066PaysTheDeliveryBackWithTheReturnThatCompletesTheOrder() {
    Order order = order().line("TEE-M", 2, 2495).shipping(495, 495).build();
    List<ReturnUnit> pieces = Pieces.of(order);
    Calculation returns = Calculation.of(order);

    assertThat(returns.refund(pieces.subList(0, 1)).total()).isEqualTo(euro(2495));
    assertThat(returns.refund(pieces.subList(1, 2)).total()).isEqualTo(euro(2990));
    assertThat(returns.granted()).isEqualTo(order.captured());
  }

  /** medusajs/admin#522: what the way back costs was not taken off. */
  @Test
  void medusaAdmin522TakesTheAnnouncedFeeOff() {
    Order order = order().line("TEE-M", 1, 2495).build();

    RefundStatement statement = Calculation.of(order).refund(Pieces.of(order), euro(295));

    assertThat(statement.total()).isEqualTo(euro(2200));
    assertThat(statement.of(Kind.RETURN_FEE)).isEqualTo(euro(-295));
  }

  /** spree/spree PR#14678: three announced, two came, and 269.97 was paid. */
  @Test
  void spree14678PaysForWhatArrivedNotForWhatWasAnnounced() {
    Order order = order().line("JACKET-L", 3, 8999).build();
    List<ReturnUnit> pieces = Pieces.of(order);

    RefundStatement statement =
        refund(order, List.of(pieces.get(0), pieces.get(1), Pieces.refused(order, pieces.get(2))));

    assertThat(statement.total()).isEqualTo(euro(17998));
    assertThat(statement.lines()).hasSize(2);
  }

  /** solidusio/solidus#512: an order of 6 and 4 with ten percent off, refunded in full prices. */
  @Test
  void solidus512SharesTheOrdersDiscountByPrice() {
    Order order = order().line("SIX", 1, 600).line("FOUR", 1, 400).discount(100).build();

    assertThat(each(order)).containsExactly(euro(540), euro(360));
  }

  /** solidusio/solidus PR#707, spree PR#5656, PR#6645, #6226: a cent lost in three equal parts. */
  @Test
  void solidus707LosesNoCentOfAThird() {
    Order order = order().line("TRIO", 3, 3333).discount(1).build();

    assertThat(each(order)).containsExactly(euro(3333), euro(3333), euro(3332));
  }

  /**
   * solidusio-contrib/solidus_product_assembly#61: a kit of 159.99 and 6 % tax cost 169.59, its
   * parts were paid back with 91.99 and 77.59.
   */
  @Test
  void solidusProductAssembly61PaysAKitBackInPartsThatSumToIt() {
    Order order =
        order()
            .pricesWithoutTax()
            .kit("KIT-1", 1, 15999, 600, part("BODY", 8678), part("LENS", 7320))
            .build();
    assertThat(order.captured()).as("159.99 and 6 % tax").isEqualTo(euro(16959));

    List<Money> parts = each(order);

    assertThat(parts).hasSize(2).allSatisfy(part -> assertThat(part.isPositive()).isTrue());
    assertThat(parts.stream().reduce(euro(0), Money::plus)).isEqualTo(euro(16959));
    assertThat(order.lines())
        .extracting(OrderLine::kit)
        .containsOnly(new Kit(1, "KIT-1", "Product KIT-1", 1));
  }

  private static KitParts.Part part(String sku, long value) {
    return new KitParts.Part(
        sku,
        "Part " + sku,
        "ELECTRONICS",
        1,
        euro(value),
        500,
        Exemption.NONE,
        OrderLine.Battery.NONE);
  }

  /** mollie/Shopware6#1279: nine percent were put on top of a price that held them: 21.80. */
  @Test
  void mollie1279AddsNoTaxToAPriceThatContainsIt() {
    Order order = order().line("BOOK", 1, 2000, 0, 900, Exemption.NONE, false).build();

    TaxShare share = refund(order, Pieces.of(order)).byTaxRate().get(900);

    assertThat(share.gross()).isEqualTo(euro(2000));
    assertThat(share.net()).isEqualTo(euro(1835));
    assertThat(share.tax()).isEqualTo(euro(165));
  }

  /** mollie/Shopware6#1374: the tax of the whole order was spread over what came back. */
  @Test
  void mollie1374TaxesEachPieceAtItsOwnRate() {
    Order order =
        order()
            .line("BOOK", 1, 2000, 0, 900, Exemption.NONE, false)
            .line("LAMP", 1, 12100, 0, 2100, Exemption.NONE, false)
            .build();

    RefundStatement book = refund(order, Pieces.of(order).subList(0, 1));

    assertThat(book.byTaxRate()).containsOnlyKeys(900);
    assertThat(book.byTaxRate().get(900).tax()).isEqualTo(euro(165));
  }

  /** mollie/Shopware6#1374: a line whose first piece was paid back took no second refund. */
  @Test
  void mollie1374TakesASecondPartialRefundOfALineWithItsOwnTax() {
    Order order = order().line("BOOK", 2, 1001, 0, 900, Exemption.NONE, false).build();
    Calculation returns = Calculation.of(order);
    List<ReturnUnit> pieces = Pieces.of(order);

    TaxShare first = returns.refund(pieces.subList(0, 1)).byTaxRate().get(900);
    TaxShare second = returns.refund(pieces.subList(1, 2)).byTaxRate().get(900);

    assertThat(first.gross().plus(second.gross())).isEqualTo(order.captured());
    assertThat(first.tax().plus(second.tax())).isEqualTo(euro(2002).containedTax(900));
  }

  /** Shopify's documentation of return fees: 50.99 less a fee of 5.00. */
  @Test
  void shopifyTakesTheFeeOffOnce() {
    Order order = order().line("HAT", 1, 5099).build();

    RefundStatement statement = Calculation.of(order).refund(Pieces.of(order), euro(500));

    assertThat(statement.total()).isEqualTo(euro(4599));
    assertThat(statement.lines())
        .extracting(RefundStatement.Line::kind)
        .containsExactly(Kind.ITEM, Kind.RETURN_FEE);
  }

  /** saleor/saleor#7271: the full price was paid back although a voucher took ten percent off. */
  @Test
  void saleor7271KnowsTheVoucher() {
    Order order = order().line("TEE-M", 2, 2495).discount(499).build();

    assertThat(refund(order, Pieces.of(order).subList(0, 1)).total()).isEqualTo(euro(2246));
  }

  /** shopware/shopware#13555: the second return of an order broke the prices. */
  @Test
  void shopware13555TakesASecondReturnOfTheSameLine() {
    Order order = order().line("TEE-M", 3, 2495).discount(100).build();

    assertThat(each(order).stream().reduce(euro(0), Money::plus)).isEqualTo(order.captured());
  }

  // vendurehq/vendure#2393: refunds failed when a promotion was on the order

  /** 20.00 off from 100.00; what stays is worth 60.00 and would have had nothing off. */
  private static Order twentyOffFromHundred() {
    return order()
        .line("COAT", 1, 6000)
        .line("BOOTS", 1, 5000)
        .discount(2000)
        .promotion(new Promotion("20OFF100", euro(2000), euro(10000), 0, List.of()))
        .build();
  }

  @Test
  void vendure2393TakesAThresholdPromotionBackFromAVoluntaryReturn() {
    Order order = twentyOffFromHundred();
    List<ReturnUnit> pieces = Pieces.voluntary(Pieces.of(order));
    Calculation returns = Calculation.of(order).delivery(Delivery.KEPT);

    RefundStatement boots = returns.refund(pieces.subList(1, 2));

    // 50.00 less its share of 9.09, less the 10.91 that made the coat cheaper
    assertThat(boots.of(Kind.ITEM)).isEqualTo(euro(4091));
    assertThat(boots.of(Kind.PROMOTION)).isEqualTo(euro(-1091));
    assertThat(boots.total()).as("60.00 stay of 90.00 that were paid").isEqualTo(euro(3000));
  }

  /** When all of it is back, nothing is left that the promotion made cheaper. */
  @Test
  void vendure2393GivesAPromotionBackWithTheRestOfTheOrder() {
    Order order = twentyOffFromHundred();
    List<ReturnUnit> pieces = Pieces.voluntary(Pieces.of(order));
    Calculation returns = Calculation.of(order).delivery(Delivery.KEPT);
    returns.refund(pieces.subList(1, 2));

    RefundStatement coat = returns.refund(pieces.subList(0, 1));

    assertThat(coat.total()).isEqualTo(euro(6000));
    assertThat(returns.granted()).isEqualTo(order.captured());
    assertThat(taxes(returns, 2100)).isEqualTo(refund(order, pieces).byTaxRate().get(2100).tax());
  }

  /** CRD Art. 9(1): a withdrawal costs nothing but what Art. 13 and 14 say. */
  @Test
  void aWithdrawalNeverCostsAPromotion() {
    Order order = twentyOffFromHundred();

    RefundStatement boots = refund(order, Pieces.of(order).subList(1, 2));

    assertThat(boots.total()).isEqualTo(euro(4091));
    assertThat(boots.of(Kind.PROMOTION)).isEqualTo(euro(0));
  }

  /** Three for two: who keeps two pays for two. */
  @Test
  void takesAFreeThirdPieceBackFromAVoluntaryReturn() {
    Order order =
        order()
            .line("SOCK", 3, 1000, 1000, 2100, Exemption.NONE, false)
            .promotion(new Promotion("3FOR2", euro(1000), null, 3, List.of(1)))
            .build();
    List<ReturnUnit> pieces = Pieces.voluntary(Pieces.of(order));
    Calculation returns = Calculation.of(order).delivery(Delivery.KEPT);

    assertThat(returns.refund(pieces.subList(0, 1)).total()).isEqualTo(euro(0));
    assertThat(returns.refund(pieces.subList(1, 3)).total()).isEqualTo(euro(2000));
  }

  /** The most that a promotion can cost is what this return is worth; nobody owes for returning. */
  @Test
  void aPromotionNeverMakesARefundNegative() {
    Order order =
        order()
            .line("PEN", 1, 100)
            .line("COAT", 1, 9900)
            .discount(5000)
            .promotion(new Promotion("HALF", euro(5000), euro(10000), 0, List.of()))
            .build();
    List<ReturnUnit> pieces = new ArrayList<>(Pieces.voluntary(Pieces.of(order)));
    Calculation returns = Calculation.of(order).delivery(Delivery.KEPT);

    assertThat(returns.refund(pieces.subList(0, 1)).total()).isEqualTo(euro(0));
    assertThat(returns.refund(pieces.subList(1, 2)).total()).isEqualTo(euro(5000));
  }
}
