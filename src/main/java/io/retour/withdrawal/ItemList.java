package io.retour.withdrawal;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Items of an order in words that leave no doubt: article numbers or whole titles, each with a
 * number of pieces before it if not all are meant, separated by commas or lines. Anything else is
 * for a person to read.
 */
final class ItemList {

  private static final Pattern PIECES = Pattern.compile("(\\d{1,4})\\s*[x×]\\s*(.+)");

  private ItemList() {}

  /** Empty when there is a doubt about any of it. */
  static Optional<List<Statement.Item>> read(String text, Order order) {
    Map<UUID, Integer> found = new LinkedHashMap<>();
    for (String part : text.split("[,;\\n]")) {
      String words = part.strip();
      if (words.isEmpty()) {
        continue;
      }
      Matcher pieces = PIECES.matcher(words);
      boolean counted = pieces.matches();
      Optional<OrderLine> line = line(counted ? pieces.group(2) : words, order);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      int quantity = counted ? Integer.parseInt(pieces.group(1)) : line.get().quantity();
      if (quantity < 1
          || quantity > line.get().quantity()
          || found.put(line.get().id(), quantity) != null) {
        return Optional.empty();
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            found.entrySet().stream()
                .map(entry -> new Statement.Item(entry.getKey(), entry.getValue()))
                .toList());
  }

  private static Optional<OrderLine> line(String words, Order order) {
    String wanted = words.strip().toUpperCase(Locale.ROOT);
    List<OrderLine> fitting =
        order.lines().stream()
            .filter(
                line ->
                    line.sku().toUpperCase(Locale.ROOT).equals(wanted)
                        || line.title().toUpperCase(Locale.ROOT).equals(wanted))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }
}
