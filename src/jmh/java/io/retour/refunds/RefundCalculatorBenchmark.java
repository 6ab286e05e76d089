package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;

import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.refunds.RefundCalculator.Delivery;
import io.retour.refunds.RefundCalculator.Earlier;
import io.retour.refunds.RefundCalculator.Question;
import io.retour.returns.RefundStatement;
import io.retour.shared.Money;
import io.retour.testing.OrderBuilder;
import io.retour.testing.Pieces;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a refund of an order costs to work out: 20 lines of two pieces, every third one with a
 * discount of its own, a discount and a delivery price on the whole order, and three tax rates. All
 * pieces come back, with a return fee, so nothing is left out of the calculation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RefundCalculatorBenchmark {

  private static final int LINES = 20;
  private static final int PIECES_EACH = 2;
  private static final int ORDERS = 10_000;
  private static final int[] TAX_BASIS_POINTS = {2100, 900, 0};

  private Question one;
  private List<Question> many;

  @Setup
  public void orders() {
    one = question(0);
    many = IntStream.range(0, ORDERS).mapToObj(RefundCalculatorBenchmark::question).toList();
  }

  private static Question question(int number) {
    OrderBuilder order = order().discount(1999 + number % 100).shipping(695, 495);
    for (int line = 0; line < LINES; line++) {
      long price = 995 + 137L * line + number % 50;
      order.line(
          "SKU-" + line,
          PIECES_EACH,
          price,
          line % 3 == 0 ? 151 : 0,
          TAX_BASIS_POINTS[line % TAX_BASIS_POINTS.length],
          Exemption.NONE,
          false);
    }
    Order built = order.build();
    return new Question(
        built,
        RefundedPiece.of(Pieces.of(built)),
        Earlier.NONE,
        Money.of(295, "EUR"),
        Delivery.STANDARD,
        built.captured());
  }

  @Benchmark
  public RefundStatement oneOrder() {
    return RefundCalculator.calculate(one);
  }

  @Benchmark
  public void tenThousandOrders(Blackhole statements) {
    for (Question question : many) {
      statements.consume(RefundCalculator.calculate(question));
    }
  }
}
