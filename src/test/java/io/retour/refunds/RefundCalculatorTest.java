package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.refunds.RefundCalculator.Delivery;
import io.retour.returns.RefundStatement;
import io.retour.returns.RefundStatement.Kind;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.shared.Money;
import io.retour.testing.Pieces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Amounts that other return systems got wrong, each with the thread that tells, and the rules for
 * delivery, fee and deduction.
 */
class RefundCalculatorTest {

  private static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }

  /** A return of these pieces with nothing before it, no fee, on the right of withdrawal. */
  private static RefundStatement refund(Order order, List<ReturnUnit> pieces) {
    return refund(order, pieces, euro(0));
  }

  private static RefundStatement refund(Order order, List<ReturnUnit> pieces, Money fee) {
    return Calculation.of(order).refund(pieces, fee);
  }

  /** medusajs/medusa#15885, PR#15929: answered 97.90 because the discount was taxed apart. */
  @Test
  void taxesWhatIsLeftAfterTheDiscount() {
    Order order =
        order()
            .pricesWithoutTax()
            .line("TEE-M", 2, 10000, 0, 1000, Exemption.NONE, false)
            .discount(2000)
            .build();

    assertThat(refund(order, Pieces.of(order).subList(0, 1)).total()).isEqualTo(euro(9900));
  }

  /** spree/spree PR#14678: three announced, two came, and 269.97 was paid. */
  @Test
  void paysForWhatArrivedNotForWhatWasAnnounced() {
    Order order = order().line("JACKET-L", 3, 8999).build();
    List<ReturnUnit> pieces = Pieces.of(order);

    RefundStatement statement =
        refund(order, List.of(pieces.get(0), pieces.get(1), Pieces.refused(order, pieces.get(2))));

    assertThat(statement.total()).isEqualTo(euro(17998));
    assertThat(statement.lines()).hasSize(2);
  }

  /** solidusio/solidus#512: an order of 6 and 4 with ten percent off, refunded in full prices. */
  @Test
  void sharesTheOrdersDiscountByPrice() {
    Order order = order().line("SIX", 1, 600).line("FOUR", 1, 400).discount(100).build();

    assertThat(Pieces.of(order))
        .extracting(piece -> refund(order, List.of(piece)).total())
        .containsExactly(euro(540), euro(360));
  }

  /** solidusio-contrib/solidus_product_assembly#61: 91.99 and 77.59, a cent less than was paid. */
  @Test
  void paysAKitBackInPartsThatSumToIt() {
    Order order =
        order()
            .pricesWithoutTax()
            .line("KIT-BODY", 1, 10000, 0, 600, Exemption.NONE, false)
            .line("KIT-LENS", 1, 8435, 0, 600, Exemption.NONE, false)
            .discount(2436)
            .build();
    assertThat(order.captured()).as("159.99 and 6 % tax").isEqualTo(euro(16959));

    assertThat(Pieces.of(order))
        .extracting(piece -> refund(order, List.of(piece)).total())
        .containsExactly(euro(9200), euro(7759));
  }

  /** mollie/Shopware6#1279: nine percent were put on top of a price that held them: 21.80. */
  @Test
  void addsNoTaxToAPriceThatContainsIt() {
    Order order = order().line("BOOK", 1, 2000, 0, 900, Exemption.NONE, false).build();

    assertThat(refund(order, Pieces.of(order)).total()).isEqualTo(euro(2000));
  }

  /** Shopify's documentation of return fees: 50.99 less a fee of 5.00. */
  @Test
  void takesTheFeeOffOnce() {
    Order order = order().line("HAT", 1, 5099).build();

    RefundStatement statement = refund(order, Pieces.of(order), euro(500));

    assertThat(statement.total()).isEqualTo(euro(4599));
    assertThat(statement.lines())
        .extracting(RefundStatement.Line::kind)
        .containsExactly(Kind.ITEM, Kind.RETURN_FEE);
  }

  /** A fee eats up a refund at most; nobody owes for sending something back. */
  @Test
  void takesNoMoreThanTheRefundAsFee() {
    Order order = order().line("STICKER", 1, 200).build();

    RefundStatement statement = refund(order, Pieces.of(order), euro(295));

    assertThat(statement.total()).isEqualTo(euro(0));
    assertThat(sumOfLines(statement)).isEqualTo(euro(0));
  }

  /** R-12, CRD Art. 13(1): all payments, the delivery among them. */
  @Test
  void refundsStandardShippingOnceForAFullWithdrawal() {
    Order order = order().line("TEE-M", 2, 2495).shipping(495, 495).build();
    List<ReturnUnit> pieces = Pieces.of(order);

    assertThat(refund(order, pieces).total()).isEqualTo(order.captured());
    assertThat(refund(order, pieces).shipping()).isEqualTo(euro(495));

    Calculation once = Calculation.of(order, euro(20000));
    once.refund(pieces);
    RefundStatement again = once.refund(pieces);
    assertThat(again.shipping()).isEqualTo(euro(0));
    assertThat(again.total()).isEqualTo(euro(4990));
  }

  /** CRD Art. 13(1): lost value is taken for the piece, never for the delivery of the order. */
  @Test
  void refundsShippingWhenTheLastPieceHasLostAllItsValue() {
    Order order = order().line("TEE-M", 1, 2495).shipping(495, 495).build();

    RefundStatement worn =
        refund(order, List.of(Pieces.deducted(order, Pieces.of(order).getFirst(), 2495)));

    assertThat(worn.total()).isEqualTo(euro(495));
  }

  @Test
  void refundsShippingWhenTheLastPieceWasFree() {
    Order order =
        order().line("COAT-M", 1, 12900).line("GIFT-BAG", 1, 0).shipping(495, 495).build();
    List<ReturnUnit> pieces = Pieces.of(order);
    Calculation returns = Calculation.of(order);

    assertThat(returns.refund(pieces.subList(0, 1)).total()).isEqualTo(euro(12900));
    assertThat(returns.refund(pieces.subList(1, 2)).total()).isEqualTo(euro(495));
  }

  /** R-13, CRD Art. 13(2): not what the dearer delivery cost more. */
  @Test
  void refundsOnlyTheStandardPartOfAnExpressDelivery() {
    Order order = order().line("TEE-M", 1, 2495).shipping(1295, 495).build();

    assertThat(refund(order, Pieces.of(order)).shipping()).isEqualTo(euro(495));
  }

  /** with the last piece, over however many returns. */
  @Test
  void refundsShippingWithTheLastOfSeveralReturns() {
    Order order = order().line("TEE-M", 2, 2495).shipping(495, 495).build();
    List<ReturnUnit> pieces = Pieces.of(order);

    Calculation returns = Calculation.of(order);
    assertThat(returns.refund(pieces.subList(0, 1)).shipping()).isEqualTo(euro(0));
    RefundStatement last = returns.refund(pieces.subList(1, 2));
    assertThat(last.total()).isEqualTo(euro(2990));
    assertThat(last.shipping()).isEqualTo(euro(495));
  }

  /** R-24, CRD Art. 15: what was sold with the goods ends with their contract. */
  @Test
  void paysBackAPaidExtraWithTheWholeOrder() {
    Order order =
        order().line("COAT-M", 2, 12900).extra("GIFT-WRAP", 495).shipping(495, 495).build();
    List<ReturnUnit> pieces = Pieces.of(order);
    assertThat(pieces).extracting(ReturnUnit::sku).containsOnly("COAT-M");

    Calculation returns = Calculation.of(order, euro(99999));
    assertThat(returns.refund(pieces.subList(0, 1)).total()).isEqualTo(euro(12900));
    RefundStatement last = returns.refund(pieces.subList(1, 2));
    assertThat(last.total()).isEqualTo(euro(12900 + 495 + 495));
    assertThat(last.of(Kind.EXTRA)).isEqualTo(euro(495));
    assertThat(last.byTaxRate().get(2100).gross()).isEqualTo(last.total());

    assertThat(returns.refund(pieces.subList(1, 2)).of(Kind.EXTRA)).isEqualTo(euro(0));
  }

  /** Their contract was not withdrawn from: the shop takes the goods back of its own accord. */
  @Test
  void keepsAPaidExtraWhenTheGoodsComeBackByTheShopsOwnPolicy() {
    Order order = order().line("COAT-M", 1, 12900).extra("GIFT-WRAP", 495).build();

    assertThat(
            Calculation.of(order)
                .delivery(Delivery.KEPT)
                .refund(Pieces.voluntary(Pieces.of(order)))
                .total())
        .isEqualTo(euro(12900));
  }

  /**
   * An order's discount went over the extra too, so each of the two brings what was paid for it.
   */
  @Test
  void paysBackAnExtraWithItsShareOfTheDiscount() {
    Order order = order().line("COAT-M", 1, 9000).extra("GIFT-WRAP", 1000).discount(1000).build();

    RefundStatement statement = Calculation.of(order).refund(Pieces.of(order));

    assertThat(statement.of(Kind.EXTRA)).isEqualTo(euro(900));
    assertThat(statement.total()).isEqualTo(order.captured());
  }

  /**
   * the delivery was free, and stays free when the goods that are kept would not have been
   * worth enough for that; every line of a withdrawal gives, none takes.
   */
  @Test
  void takesBackNoFreeDeliveryFromAWithdrawal() {
    Order order = order().line("COAT-M", 1, 12900).line("CAP", 1, 1500).shipping(0, 495).build();
    List<ReturnUnit> pieces = Pieces.of(order);

    Calculation returns = Calculation.of(order);
    RefundStatement first = returns.refund(pieces.subList(0, 1));
    RefundStatement last = returns.refund(pieces.subList(1, 2));

    assertThat(first.total()).isEqualTo(euro(12900));
    assertThat(last.total()).isEqualTo(euro(1500));
    assertThat(first.lines()).noneMatch(line -> line.amount().isNegative());
    assertThat(last.lines()).noneMatch(line -> line.amount().isNegative());
  }

  @Test
  void keepsTheShippingOfAVoluntaryReturn() {
    Order order = order().line("TEE-M", 1, 2495).shipping(495, 495).build();

    assertThat(Calculation.of(order).delivery(Delivery.KEPT).refund(Pieces.of(order)).total())
        .isEqualTo(euro(2495));
  }

  /** R-19, CRD Art. 14(2): lost value, with a line that says so. */
  @Test
  void takesEvidencedLossOffThePieceItBelongsTo() {
    Order order = order().line("TEE-M", 2, 2495).build();
    List<ReturnUnit> pieces = Pieces.of(order);

    RefundStatement statement =
        refund(order, List.of(Pieces.deducted(order, pieces.get(0), 1000), pieces.get(1)));

    assertThat(statement.total()).isEqualTo(euro(3990));
    assertThat(statement.lines())
        .extracting(RefundStatement.Line::kind)
        .containsExactly(Kind.ITEM, Kind.DEDUCTION, Kind.ITEM);
  }

  /** CRD Art. 13(3): lost after it was handed over is the seller's loss. */
  @Test
  void paysForAParcelThatGotLost() {
    Order order = order().line("TEE-M", 1, 2495).build();
    ReturnUnit lost = Pieces.with(order, Pieces.of(order).getFirst(), Reception.LOST);

    assertThat(refund(order, List.of(lost)).total()).isEqualTo(euro(2495));
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "CANCELLED"})
  void paysNothingForWhatNeverLeftTheShopper(Reception reception) {
    Order order = order().line("TEE-M", 1, 2495).shipping(495, 495).build();
    ReturnUnit kept = Pieces.with(order, Pieces.of(order).getFirst(), reception);

    RefundStatement statement = refund(order, List.of(kept), euro(295));

    assertThat(statement.total()).isEqualTo(euro(0));
    assertThat(statement.lines()).isEmpty();
  }

  /** saleor#7271: a voucher paid part of it, so less than the price was captured. */
  @Test
  void neverPaysBackMoreThanWasCaptured() {
    Order order = order().line("TEE-M", 2, 2495).paidWith("CARD", 4000).build();

    RefundStatement statement = refund(order, Pieces.of(order));

    assertThat(statement.total()).isEqualTo(euro(4000));
    assertThat(statement.lines())
        .extracting(RefundStatement.Line::kind)
        .containsExactly(Kind.ITEM, Kind.ITEM, Kind.LIMIT);
    assertThat(sumOfLines(statement)).isEqualTo(statement.total());
  }

  @Test
  void paysNothingWhenEverythingIsPaidBackAlready() {
    Order order = order().line("TEE-M", 1, 2495).build();

    assertThat(Calculation.of(order, euro(0)).refund(Pieces.of(order)).total()).isEqualTo(euro(0));
  }

  private static Money sumOfLines(RefundStatement statement) {
    return statement.lines().stream()
        .map(RefundStatement.Line::amount)
        .reduce(euro(0), Money::plus);
  }
}
