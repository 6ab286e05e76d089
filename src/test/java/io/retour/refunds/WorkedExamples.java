package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;

import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Promotion;
import io.retour.refunds.RefundCalculator.Delivery;
import io.retour.returns.RefundStatement;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import io.retour.testing.OrderBuilder;
import io.retour.testing.Pieces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of docs/money.md. */
public final class WorkedExamples {

  private static final Path PAGE = Path.of("docs", "money.md");

  /**
   * @param facts the table "fact"
   * @param articles the table "article", without its head
   * @param lines the table "line", without its head
   */
  public record Example(
      String title,
      Map<String, String> facts,
      List<List<String>> articles,
      List<List<String>> lines) {

    @Override
    public String toString() {
      return title;
    }

    /** The order of the example. */
    public Order bought() {
      OrderBuilder order = order();
      if (facts.get("prices").equals("without tax")) {
        order.pricesWithoutTax();
      }
      for (List<String> article : articles) {
        order.line(
            article.get(0),
            Integer.parseInt(article.get(1)),
            minor(article.get(2)),
            minor(article.get(3)),
            (int) minor(article.get(4).replace(" %", "")),
            Exemption.NONE,
            false);
      }
      if (facts.containsKey("extra")) {
        int price = facts.get("extra").lastIndexOf(' ');
        order.extra(
            facts.get("extra").substring(0, price), minor(facts.get("extra").substring(price + 1)));
      }
      order.discount(fact("discount on the order"));
      order.shipping(fact("delivery paid"), fact("standard delivery"));
      if (facts.containsKey("promotion")) {
        String[] words = facts.get("promotion").split(": | off from | (?=pieces)");
        boolean byPieces = words.length == 4;
        order.promotion(
            new Promotion(
                words[0],
                euro(minor(words[1])),
                byPieces ? null : euro(minor(words[2])),
                byPieces ? Integer.parseInt(words[2]) : 0,
                List.of()));
      }
      if (facts.containsKey("captured")) {
        order.paidWith("CARD", fact("captured"));
      }
      return order.build();
    }

    /** What the program makes of the order. */
    public RefundStatement calculated() {
      Order order = bought();
      List<ReturnUnit> back = new ArrayList<>();
      for (ReturnUnit piece : Pieces.of(order)) {
        List<String> article =
            articles.stream()
                .filter(row -> row.get(0).equals(piece.sku()))
                .findFirst()
                .orElseThrow();
        if (piece.unitNo() <= Integer.parseInt(article.get(5))) {
          back.add(Pieces.deducted(order, piece, minor(article.get(6))));
        }
      }
      boolean byRight = facts.get("comes back under").equals("the right of withdrawal");
      Calculation calculation =
          Calculation.of(order)
              .delivery(byRight && exchanged().isZero() ? Delivery.STANDARD : Delivery.KEPT);
      if (facts.containsKey("price reduced before by")) {
        calculation.reduce(back.getFirst(), euro(fact("price reduced before by")));
      }
      return calculation
          .refund(byRight ? back : Pieces.voluntary(back), euro(fact("return fee")))
          .lessExchanged(exchanged());
    }

    /** What of it pays for other goods. */
    public Money exchanged() {
      return euro(fact("new article"));
    }

    private long fact(String name) {
      return minor(facts.getOrDefault(name, "0.00"));
    }
  }

  private WorkedExamples() {}

  /** All examples, in their order on the page. */
  public static List<Example> all() {
    List<Example> examples = new ArrayList<>();
    String[] sections = page().split("(?m)^### Example ");
    for (int i = 1; i < sections.length; i++) {
      Map<String, String> facts = new LinkedHashMap<>();
      table(sections[i], "fact").forEach(row -> facts.put(row.get(0), row.get(1)));
      examples.add(
          new Example(
              sections[i].lines().findFirst().orElseThrow(),
              facts,
              table(sections[i], "article"),
              table(sections[i], "line")));
    }
    return examples;
  }

  /** The example that begins with these words. */
  public static Example named(String beginning) {
    return all().stream()
        .filter(example -> example.title().startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  /** The rows of the page's first table whose head begins with that word. */
  public static List<List<String>> table(String head) {
    return table(page(), head);
  }

  private static List<List<String>> table(String text, String head) {
    return text.lines()
        .dropWhile(line -> !line.startsWith("| " + head + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  private static String page() {
    try {
      return Files.readString(PAGE);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A line as the page and the case file write it: kind, subject, amount, tax, rate. */
  public static List<String> written(RefundStatement.Line line) {
    String kind = line.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return List.of(
        (kind + " " + line.subject().replace("Product ", "")).strip(),
        line.amount().toMajor().toPlainString(),
        line.tax().toMajor().toPlainString(),
        BigDecimal.valueOf(line.taxRateBasisPoints(), 2) + " %");
  }

  static long minor(String amount) {
    return new BigDecimal(amount).movePointRight(2).longValueExact();
  }

  static Money euro(long minor) {
    return Money.of(minor, "EUR");
  }
}
