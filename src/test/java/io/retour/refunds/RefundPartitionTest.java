package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import io.retour.testing.OrderBuilder;
import io.retour.testing.Pieces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

  private record LineSpec(int quantity, long price, long discountPermille, int taxBasisPoints) {}

  @Provide
  Arbitrary<Order> orders() {
    Arbitrary<LineSpec> lines =
        Combinators.combine(
                Arbitraries.integers().between(1, 5),
                Arbitraries.longs().between(0, 99_999),
                Arbitraries.longs().between(0, 1000),
                Arbitraries.of(0, 500, 550, 600, 700, 900, 1900, 2000, 2100))
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
    long left = 0;
    for (int i = 0; i < lines.size(); i++) {
      LineSpec line = lines.get(i);
      long full = line.quantity() * line.price();
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
    if (!pricesIncludeTax) {
      order.pricesWithoutTax();
    }
    return order
        .discount(left * discountPermille / 1000)
        .shipping(shipping, standardShipping)
        .build();
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

  /** What the use case does for each return, without its database. */
  private static List<RefundStatement> settle(
      Order order, List<List<ReturnUnit>> returns, Money fee) {
    List<RefundStatement> statements = new ArrayList<>();
    Set<String> back = new HashSet<>();
    Money granted = Money.zero(order.currency());
    boolean shippingRefunded = false;
    for (List<ReturnUnit> pieces : returns) {
      RefundStatement statement =
          RefundCalculator.calculate(
              order,
              pieces,
              Set.copyOf(back),
              fee,
              shippingRefunded,
              true,
              order.captured().minus(granted));
      statements.add(statement);
      pieces.forEach(piece -> back.add(piece.piece()));
      granted = granted.plus(statement.total());
      shippingRefunded |= statement.shipping().isPositive();
    }
    return statements;
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
    // CRD Art. 13(2): the standard delivery, with the return that completes the order, unless that
    // return brings back nothing but what was free
    Money standard = order.shippingPaid().min(order.standardShipping());
    Money sum = sum(order, statements);
    boolean lastIsWorthSomething = statements.getLast().total().isPositive();
    assertThat(sum).isEqualTo(lastIsWorthSomething ? goods.plus(standard) : goods);
    assertThat(sum.plus(order.shippingPaid()).minus(standard))
        .isEqualTo(lastIsWorthSomething ? order.captured() : order.captured().minus(standard));
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

  /** Each cent of a total is explained by a line. */
  @Property
  void linesOfAStatementSumToItsTotal(
      @ForAll("orders") Order order,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @LongRange(min = 0, max = 2000) long fee) {
    assertThat(settle(order, returns(order, seed, n), new Money(fee, order.currency())))
        .allSatisfy(
            statement ->
                assertThat(
                        statement.lines().stream()
                            .map(RefundStatement.Line::amount)
                            .reduce(Money.zero(order.currency()), Money::plus))
                    .isEqualTo(statement.total()));
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

    Money granted = Money.zero(full.currency());
    Set<String> back = new HashSet<>();
    boolean shipping = false;
    for (List<ReturnUnit> pieces : returns) {
      RefundStatement statement =
          RefundCalculator.calculate(
              full,
              pieces,
              Set.copyOf(back),
              Money.zero(full.currency()),
              shipping,
              true,
              captured.minus(granted));
      pieces.forEach(piece -> back.add(piece.piece()));
      shipping |= statement.shipping().isPositive();
      granted = granted.plus(statement.total());
      assertThat(statement.total().isNegative()).isFalse();
    }

    Money worth = sum(full, settle(full, returns, Money.zero(full.currency())));
    assertThat(granted).isEqualTo(worth.min(captured));
  }
}
