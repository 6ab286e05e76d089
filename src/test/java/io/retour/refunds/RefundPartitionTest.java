package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.KitParts;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.OrderPrices;
import io.retour.refunds.RefundCalculator.Delivery;
import io.retour.returns.RefundStatement;
import io.retour.returns.RefundStatement.Kind;
import io.retour.returns.RefundStatement.TaxShare;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import io.retour.testing.OrderBuilder;
import io.retour.testing.Pieces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * However an order comes back, in whatever parcels and order: to the cent what was paid, never
 * more, never less than nothing.
 */
class RefundPartitionTest {

  /**
   * @param kit sold at one price, in two parts that come back by themselves and whose tax the shop
   *     told
   */
  private record LineSpec(
      int quantity, long price, long discountPermille, int taxBasisPoints, boolean kit) {}

  @Provide
  Arbitrary<Order> orders() {
    Arbitrary<LineSpec> lines =
        Combinators.combine(
                Arbitraries.integers().between(1, 5),
                Arbitraries.longs().between(0, 99_999),
                Arbitraries.longs().between(0, 1000),
                Arbitraries.of(0, 500, 550, 600, 700, 900, 1900, 2000, 2100),
                Arbitraries.of(true, false, false, false))
            .as(LineSpec::new);
    return Combinators.combine(
            lines.list().ofMinSize(1).ofMaxSize(6),
            Arbitraries.longs().between(0, 1000),
            Arbitraries.of(true, false),
            Arbitraries.longs().between(0, 1500),
            Arbitraries.longs().between(0, 1500),
            Arbitraries.of("EUR", "JPY", "KWD"))
        .as(RefundPartitionTest::order);
  }

  private static Order order(
      List<LineSpec> lines,
      long discountPermille,
      boolean pricesIncludeTax,
      long shipping,
      long standardShipping,
      String currency) {
    OrderBuilder order = OrderBuilder.order(currency);
    if (!pricesIncludeTax) {
      order.pricesWithoutTax();
    }
    long left = 0;
    for (int i = 0; i < lines.size(); i++) {
      LineSpec line = lines.get(i);
      long full = line.quantity() * line.price();
      if (line.kit()) {
        left += full;
        order.kit(
            "KIT-" + i,
            line.quantity(),
            line.price(),
            line.taxBasisPoints(),
            part("BODY-" + i, 1, line.price() / 3 + 1, currency),
            part("LENS-" + i, 2, line.price() / 7 + 1, currency));
        continue;
      }
      long lineDiscount = full * line.discountPermille() / 1000;
      left += full - lineDiscount;
      order.line(
          "SKU-" + i,
          line.quantity(),
          line.price(),
          lineDiscount,
          line.taxBasisPoints(),
          Exemption.NONE,
          false);
    }
    return order
        .discount(left * discountPermille / 1000)
        .shipping(shipping, standardShipping)
        .build();
  }

  private static KitParts.Part part(String sku, int pieces, long value, String currency) {
    return new KitParts.Part(
        sku,
        sku,
        "ELECTRONICS",
        pieces,
        Money.of(value, currency),
        500,
        Exemption.NONE,
        OrderLine.Battery.NONE);
  }

  /** All pieces, shuffled and cut into returns. */
  private static List<List<ReturnUnit>> returns(Order order, long seed, int most) {
    Random random = new Random(seed);
    List<ReturnUnit> pieces = new ArrayList<>(Pieces.of(order));
    Collections.shuffle(pieces, random);
    List<List<ReturnUnit>> returns = new ArrayList<>();
    for (int i = 0; i < Math.min(most, pieces.size()); i++) {
      returns.add(new ArrayList<>(List.of(pieces.get(i))));
    }
    for (ReturnUnit piece : pieces.subList(returns.size(), pieces.size())) {
      returns.get(random.nextInt(returns.size())).add(piece);
    }
    return returns;
  }

  private static List<RefundStatement> settle(
      Order order, List<List<ReturnUnit>> returns, Money fee) {
    Calculation calculation = Calculation.of(order);
    returns.forEach(pieces -> calculation.refund(pieces, fee));
    return calculation.statements();
  }

  private static Money sum(Order order, List<RefundStatement> statements) {
    return statements.stream()
        .map(RefundStatement::total)
        .reduce(Money.zero(order.currency()), Money::plus);
  }

  /** solidus PR#707, spree PR#5656 and PR#6645: every cent is somewhere. */
  @Property
  void anyPartitionOfAnOrderSumsToWhatWasPaid(
      @ForAll("orders") Order order, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    List<RefundStatement> statements =
        settle(order, returns(order, seed, n), Money.zero(order.currency()));

    Money goods =
        Pieces.of(order).stream()
            .map(ReturnUnit::value)
            .reduce(Money.zero(order.currency()), Money::plus);
    // CRD Art. 13(2): the standard delivery, with the return that completes the order, also when
    // that one brings back nothing but what was free
    Money standard = order.shippingPaid().min(order.standardShipping());
    Money sum = sum(order, statements);
    assertThat(sum).isEqualTo(goods.plus(standard));
    assertThat(sum.plus(order.shippingPaid()).minus(standard)).isEqualTo(order.captured());
  }

  /** by shares the delivery comes back no less and no more than with the last piece. */
  @Property
  void sharesOfTheDeliverySumToTheDelivery(
      @ForAll("orders") Order order, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    Calculation calculation = Calculation.of(order).delivery(Delivery.STANDARD_BY_SHARE);
    returns(order, seed, n).forEach(calculation::refund);

    Money zero = Money.zero(order.currency());
    Money standard = order.shippingPaid().min(order.standardShipping());
    List<RefundStatement> statements = calculation.statements();
    Money shares = statements.stream().map(RefundStatement::shipping).reduce(zero, Money::plus);
    assertThat(statements).allSatisfy(each -> assertThat(each.shipping().isNegative()).isFalse());
    assertThat(shares).isEqualTo(standard);
    assertThat(calculation.granted().minus(standard))
        .isEqualTo(Pieces.of(order).stream().map(ReturnUnit::value).reduce(zero, Money::plus));
  }

  @Property
  void noStatementIsNegativeAndTheirSumStaysWithinWhatWasCaptured(
      @ForAll("orders") Order order,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @LongRange(min = 0, max = 2000) long fee) {
    List<RefundStatement> statements =
        settle(order, returns(order, seed, n), new Money(fee, order.currency()));

    assertThat(statements).allSatisfy(each -> assertThat(each.total().isNegative()).isFalse());
    assertThat(sum(order, statements)).isLessThanOrEqualTo(order.captured());
  }

  /** mollie/Shopware6#1374: by tax rate too, nothing is left over and nothing is added. */
  @Property
  void anyPartitionSumsToWhatWasPaidByTaxRateToo(
      @ForAll("orders") Order order, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    Calculation calculation = Calculation.of(order).delivery(Delivery.KEPT);
    returns(order, seed, n).forEach(calculation::refund);

    assertThat(byTaxRate(calculation)).isEqualTo(byTaxRate(order));
  }

  /**
   * What was worn and what the way back cost is all that is missing in the end, each cent a line.
   */
  @Property
  void anyPartitionWithLostValueAndFeesSumsToWhatWasPaidLessThese(
      @ForAll("orders") Order order,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @LongRange(min = 0, max = 2000) long fee) {
    Random random = new Random(seed);
    Money zero = Money.zero(order.currency());
    Calculation calculation = Calculation.of(order);
    Money lost = zero;
    for (List<ReturnUnit> pieces : returns(order, seed, n)) {
      List<ReturnUnit> worn = new ArrayList<>();
      for (ReturnUnit piece : pieces) {
        Money taken = new Money(random.nextLong(piece.value().minor() + 1), order.currency());
        lost = lost.plus(taken);
        worn.add(Pieces.deducted(order, piece, taken.minor()));
      }
      RefundStatement statement = calculation.refund(worn, new Money(fee, order.currency()));
      assertThat(statement.total().isNegative()).isFalse();
      assertThat(sumOfLines(order, statement)).isEqualTo(statement.total());
      assertThat(statement.of(Kind.DEDUCTION).negate())
          .isLessThanOrEqualTo(statement.of(Kind.ITEM));
      taxFollowsTheRates(order, statement);
    }

    Money fees =
        calculation.statements().stream()
            .map(each -> each.of(Kind.RETURN_FEE))
            .reduce(zero, Money::plus);
    assertThat(calculation.granted())
        .isEqualTo(
            Pieces.of(order).stream()
                .map(ReturnUnit::value)
                .reduce(zero, Money::plus)
                .plus(order.shippingPaid().min(order.standardShipping()))
                .minus(lost)
                .plus(fees));
    assertThat(fees.negate()).isLessThanOrEqualTo(new Money(fee * n, order.currency()));
  }

  /** A promotion comes and goes with the pieces; in the end it took nothing. */
  @Property
  void anyPartitionOfAnOrderWithPromotionsSumsToWhatWasPaid(
      @ForAll("promoted") Order order,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll int chosen) {
    Random random = new Random(chosen);
    Calculation calculation = Calculation.of(order).delivery(Delivery.KEPT);
    for (List<ReturnUnit> pieces : returns(order, seed, n)) {
      RefundStatement statement =
          calculation.refund(random.nextBoolean() ? pieces : Pieces.voluntary(pieces));
      assertThat(statement.total().isNegative()).isFalse();
      assertThat(sumOfLines(order, statement)).isEqualTo(statement.total());
      taxFollowsTheRates(order, statement);
    }

    Money goods =
        byTaxRate(order).values().stream()
            .map(TaxShare::gross)
            .reduce(Money.zero(order.currency()), Money::plus);
    assertThat(calculation.granted()).isEqualTo(goods);
    assertThat(byTaxRate(calculation)).isEqualTo(byTaxRate(order));
  }

  /** CRD Art. 9(1): what comes back under a right brings the same with and without promotions. */
  @Property
  void aPromotionNeverTouchesWhatComesBackUnderARight(
      @ForAll("promoted") Order order,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n) {
    Calculation calculation = Calculation.of(order).delivery(Delivery.KEPT);
    for (List<ReturnUnit> pieces : returns(order, seed, n)) {
      assertThat(calculation.refund(pieces).total())
          .isEqualTo(
              pieces.stream()
                  .map(ReturnUnit::value)
                  .reduce(Money.zero(order.currency()), Money::plus));
    }
  }

  @Provide
  Arbitrary<Order> promoted() {
    return Combinators.combine(
            orders(),
            Arbitraries.longs().between(0, 200_000),
            Arbitraries.integers().between(0, 8),
            Arbitraries.integers().between(0, 1000))
        .as((order, minimum, pieces, permille) -> Promoted.order(order, minimum, pieces, permille));
  }

  private static SortedMap<Integer, TaxShare> byTaxRate(Order order) {
    SortedMap<Integer, TaxShare> shares = new TreeMap<>();
    OrderPrices prices = OrderPrices.of(order);
    order
        .lines()
        .forEach(
            line ->
                prices
                    .pieces(line.id())
                    .forEach(
                        piece ->
                            shares.merge(
                                line.taxRateBasisPoints(),
                                new TaxShare(piece.gross(), piece.tax()),
                                RefundPartitionTest::plus)));
    return shares;
  }

  private static SortedMap<Integer, TaxShare> byTaxRate(Calculation calculation) {
    SortedMap<Integer, TaxShare> shares = new TreeMap<>();
    calculation
        .statements()
        .forEach(
            statement ->
                statement
                    .byTaxRate()
                    .forEach(
                        (rate, share) -> shares.merge(rate, share, RefundPartitionTest::plus)));
    return shares;
  }

  private static TaxShare plus(TaxShare one, TaxShare other) {
    return new TaxShare(one.gross().plus(other.gross()), one.tax().plus(other.tax()));
  }

  /**
   * Each line's tax is rounded by itself. What a shop told may be anything, so kits are left out.
   */
  private static void taxFollowsTheRates(Order order, RefundStatement statement) {
    if (order.lines().stream().anyMatch(line -> line.tax() != null)) {
      return;
    }
    statement
        .byTaxRate()
        .forEach(
            (rate, share) ->
                assertThat(Math.abs(share.tax().minus(share.gross().containedTax(rate)).minor()))
                    .as("%s at %s", share, rate)
                    .isLessThanOrEqualTo(2L * statement.lines().size()));
  }

  private static Money sumOfLines(Order order, RefundStatement statement) {
    return statement.lines().stream()
        .map(RefundStatement.Line::amount)
        .reduce(Money.zero(order.currency()), Money::plus);
  }

  /** Each cent of a total is explained by a line. */
  @Property
  void linesOfAStatementSumToItsTotal(
      @ForAll("orders") Order order,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @LongRange(min = 0, max = 2000) long fee) {
    assertThat(settle(order, returns(order, seed, n), new Money(fee, order.currency())))
        .allSatisfy(
            statement -> assertThat(sumOfLines(order, statement)).isEqualTo(statement.total()));
  }

  private record Part(int piece, int permille) {}

  @Provide
  Arbitrary<List<Part>> reductions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 29), Arbitraries.integers().between(0, 1000))
        .as(Part::new)
        .list()
        .ofMaxSize(6);
  }

  /** Reduces prices of pieces, some of them more than once. */
  private static void reduce(Calculation calculation, Order order, List<Part> reductions) {
    List<ReturnUnit> pieces = Pieces.of(order);
    for (Part part : reductions) {
      ReturnUnit piece = pieces.get(part.piece() % pieces.size());
      calculation.reduce(
          piece, new Money(piece.value().minor() * part.permille() / 1000, order.currency()));
    }
  }

  /** Directive (EU) 2019/771 Art. 15: reductions and what is paid back later are one price. */
  @Property
  void reductionsAndLaterRefundsSumToWhatWasPaidByTaxRateToo(
      @ForAll("orders") Order order,
      @ForAll("reductions") List<Part> reductions,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n) {
    Calculation calculation = Calculation.of(order).delivery(Delivery.KEPT);
    reduce(calculation, order, reductions);
    assertThat(calculation.statements())
        .allSatisfy(each -> assertThat(sumOfLines(order, each)).isEqualTo(each.total()));
    atMost(byTaxRate(calculation), byTaxRate(order));

    returns(order, seed, n)
        .forEach(pieces -> assertThat(calculation.refund(pieces).total().isNegative()).isFalse());

    assertThat(byTaxRate(calculation)).isEqualTo(byTaxRate(order));
  }

  /** With deductions, fees and promotions besides: never more than was paid for the goods. */
  @Property
  void reductionsAndLaterRefundsNeverExceedWhatWasPaid(
      @ForAll("promoted") Order order,
      @ForAll("reductions") List<Part> reductions,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @LongRange(min = 0, max = 5000) long deduction,
      @ForAll @LongRange(min = 0, max = 2000) long fee) {
    Calculation calculation = Calculation.of(order).delivery(Delivery.KEPT);
    reduce(calculation, order, reductions);
    for (List<ReturnUnit> pieces : returns(order, seed, n)) {
      List<ReturnUnit> worn =
          pieces.stream()
              .map(
                  piece ->
                      Pieces.deducted(order, piece, Math.min(deduction, piece.value().minor())))
              .toList();
      RefundStatement statement = calculation.refund(worn, new Money(fee, order.currency()));
      assertThat(statement.total().isNegative()).isFalse();
      assertThat(sumOfLines(order, statement)).isEqualTo(statement.total());
    }

    atMost(byTaxRate(calculation), byTaxRate(order));
  }

  private static void atMost(
      SortedMap<Integer, TaxShare> granted, SortedMap<Integer, TaxShare> paid) {
    granted.forEach(
        (rate, share) -> {
          TaxShare most = paid.get(rate);
          if (most != null) {
            assertThat(share.gross()).isLessThanOrEqualTo(most.gross());
            assertThat(share.tax()).isLessThanOrEqualTo(most.tax());
          }
        });
  }

  /** Less captured than the goods were worth, by a voucher: still never above. */
  @Property
  void aShortCaptureBoundsAllReturnsTogether(
      @ForAll("orders") Order full,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @IntRange(min = 0, max = 1000) int permille) {
    Money captured = new Money(full.captured().minor() * permille / 1000, full.currency());
    List<List<ReturnUnit>> returns = returns(full, seed, n);

    Calculation calculation = Calculation.of(full, captured);
    returns.forEach(
        pieces -> assertThat(calculation.refund(pieces).total().isNegative()).isFalse());

    Money worth = sum(full, settle(full, returns, Money.zero(full.currency())));
    assertThat(calculation.granted()).isEqualTo(worth.min(captured));
  }
}
