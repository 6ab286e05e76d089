package io.retour.bench.data;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same part of the file each time: the first returns, the orders they belong to, and the first
 * other orders of the file.
 *
 * @param moved by how much each order is moved towards today. An order with a return is moved so
 *     that the return happens now; the others so that the latest of the sample is of today.
 * @param secondReturns returns left out because their order is dated by an earlier return already
 */
record Sample(Map<Invoice, Duration> moved, List<RealReturn> returns, int secondReturns) {

  static Sample of(
      List<Invoice> invoices, Matching matching, int orders, int returns, ZonedDateTime now) {
    Map<Invoice, Duration> moved = new LinkedHashMap<>();
    List<RealReturn> chosen = new ArrayList<>();
    int secondReturns = 0;
    for (RealReturn next : matching.returns()) {
      if (chosen.size() == returns) {
        break;
      }
      Duration shift = Duration.between(next.credit().instant(), now);
      Duration known = moved.putIfAbsent(next.purchase(), shift);
      if (known == null || known.equals(shift)) {
        chosen.add(next);
      } else {
        secondReturns++;
      }
    }
    List<Invoice> others =
        invoices.stream()
            .filter(invoice -> !invoice.isCredit() && !moved.containsKey(invoice))
            .filter(Orders::isOrder)
            .limit(Math.max(0, orders - moved.size()))
            .toList();
    others.stream()
        .map(Invoice::instant)
        .max(Comparator.naturalOrder())
        .ifPresent(
            last -> others.forEach(invoice -> moved.put(invoice, Duration.between(last, now))));
    return new Sample(moved, chosen, secondReturns);
  }
}
