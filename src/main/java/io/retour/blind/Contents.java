package io.retour.blind;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.shared.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Matches the articles in a parcel with the lines of an order. */
final class Contents {

  private Contents() {}

  /** Whether all these articles are pieces of the order that could still come back. */
  static boolean fit(List<String> skus, Order order, Map<UUID, Integer> returnable) {
    return missing(skus, order, returnable, Set.of(), new LinkedHashMap<>()).isEmpty();
  }

  /**
   * @param known lines that the pieces are known to be of, where an article is in several
   * @throws Problem when an article is not of the order, or came back before
   */
  static List<ReturnDraft.Line> lines(
      List<String> skus, Order order, Map<UUID, Integer> returnable, Set<UUID> known) {
    Map<UUID, Integer> taken = new LinkedHashMap<>();
    List<String> missing = missing(skus, order, returnable, known, taken);
    if (!missing.isEmpty()) {
      throw Problem.invalid(
          "piece-not-returnable",
          "skus",
          "Order %s has no (further) %s that could come back."
              .formatted(order.orderNumber(), String.join(", ", missing)));
    }
    return taken.entrySet().stream()
        .map(
            entry ->
                new ReturnDraft.Line(
                    entry.getKey(), entry.getValue(), ReturnReason.NO_REASON_GIVEN, ""))
        .toList();
  }

  private static List<String> missing(
      List<String> skus,
      Order order,
      Map<UUID, Integer> returnable,
      Set<UUID> known,
      Map<UUID, Integer> taken) {
    Map<UUID, Integer> free = new LinkedHashMap<>(returnable);
    List<String> missing = new ArrayList<>();
    for (String sku : skus) {
      order.lines().stream()
          .filter(line -> line.sku().equalsIgnoreCase(sku))
          .map(OrderLine::id)
          .sorted(Comparator.comparing(id -> !known.contains(id)))
          .filter(id -> free.getOrDefault(id, 0) > 0)
          .findFirst()
          .ifPresentOrElse(
              id -> {
                free.merge(id, -1, Integer::sum);
                taken.merge(id, 1, Integer::sum);
              },
              () -> missing.add(sku));
    }
    return missing;
  }
}
