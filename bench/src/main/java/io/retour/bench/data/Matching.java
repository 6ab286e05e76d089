package io.retour.bench.data;

import io.retour.bench.data.Invoice.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the purchase behind each returned line. The file does not say it; the rule is: same
 * customer and stock code, the latest earlier purchase of at least the returned quantity.
 *
 * @param returns per credit invoice and purchase, in the order of the credit invoices
 * @param skipped lines of credit invoices that are no match, by why
 */
record Matching(List<RealReturn> returns, Tally skipped) {

  private record Bought(Invoice invoice, int line) {

    int quantity() {
      return invoice.lines().get(line).quantity();
    }
  }

  private record Goods(String customer, String stockCode) {}

  /**
   * @param invoices the earliest first
   */
  static Matching of(List<Invoice> invoices) {
    Map<Goods, List<Bought>> bought = new HashMap<>();
    List<RealReturn> returns = new ArrayList<>();
    Tally skipped = new Tally();
    for (Invoice invoice : invoices) {
      if (invoice.isCredit()) {
        returns.addAll(matched(invoice, bought, skipped));
      } else if (!invoice.customer().isEmpty()) {
        for (int i = 0; i < invoice.lines().size(); i++) {
          Invoice.Line line = invoice.lines().get(i);
          if (line.kind() == Kind.GOODS && line.quantity() > 0) {
            bought
                .computeIfAbsent(
                    new Goods(invoice.customer(), line.stockCode()), goods -> new ArrayList<>())
                .add(new Bought(invoice, i));
          }
        }
      }
    }
    return new Matching(List.copyOf(returns), skipped);
  }

  private static List<RealReturn> matched(
      Invoice credit, Map<Goods, List<Bought>> bought, Tally skipped) {
    Map<Invoice, Map<Integer, Integer>> pieces = new LinkedHashMap<>();
    Map<Invoice, Long> credited = new HashMap<>();
    for (Invoice.Line line : credit.lines()) {
      int quantity = -line.quantity();
      if (line.kind() != Kind.GOODS) {
        skipped.add("not goods: " + line.stockCode());
      } else if (quantity <= 0) {
        skipped.add("nothing taken back");
      } else if (credit.customer().isEmpty()) {
        skipped.add("customer unknown");
      } else {
        Bought latest =
            bought.getOrDefault(new Goods(credit.customer(), line.stockCode()), List.of()).stream()
                .filter(candidate -> candidate.quantity() >= quantity)
                .reduce((earlier, later) -> later)
                .orElse(null);
        if (latest == null) {
          skipped.add("no earlier purchase of as many");
        } else {
          pieces
              .computeIfAbsent(latest.invoice(), invoice -> new LinkedHashMap<>())
              .merge(latest.line(), quantity, Integer::sum);
          credited.merge(latest.invoice(), -line.amountMinor(), Long::sum);
          skipped.addTo("matched", 1);
        }
      }
    }
    return pieces.entrySet().stream()
        .map(
            entry ->
                new RealReturn(
                    credit, entry.getKey(), entry.getValue(), credited.get(entry.getKey())))
        .toList();
  }
}
