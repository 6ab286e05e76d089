package io.retour.orders;

import io.retour.orders.OrderLine.Kit;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A kit was sold at one price, but its parts can come back one by one. So each part becomes a line
 * of its own, and price and tax of the kit are split over the parts by what they are worth, by
 * largest remainder: however the parts come back, they sum to what the kit cost
 * (solidusio-contrib/solidus_product_assembly#61).
 */
public final class KitParts {

  /**
   * A part as the shop tells it.
   *
   * @param pieces how many of it are in one kit
   * @param value what one piece would cost by itself; only the proportions count
   */
  public record Part(
      String sku,
      String title,
      String category,
      int pieces,
      Money value,
      int weightGrams,
      OrderLine.Exemption exemption,
      OrderLine.Battery battery) {}

  private KitParts() {}

  /**
   * The lines of a kit's parts.
   *
   * @param kit the line as it was sold
   * @param kitNo which of the order's kits it is, counted from 1
   * @param tax the tax of the kit's line
   * @param firstLineNo the number of the first part's line
   */
  public static List<OrderLine> lines(
      OrderLine kit, int kitNo, Money tax, int firstLineNo, List<Part> parts) {
    List<Long> weights =
        parts.stream()
            .map(part -> Math.multiplyExact(part.value().minor(), (long) part.pieces()))
            .toList();
    List<Money> prices = kit.afterLineDiscount().allocate(weights);
    List<Money> taxes = tax.allocate(weights);
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      int quantity = Math.multiplyExact(kit.quantity(), part.pieces());
      // a price per piece that is a full minor unit, and what that is too much as discount
      Money unitPrice =
          new Money(Math.ceilDiv(prices.get(i).minor(), (long) quantity), prices.get(i).currency());
      lines.add(
          new OrderLine(
              UUID.randomUUID(),
              firstLineNo + i,
              part.sku(),
              part.title(),
              part.category(),
              quantity,
              unitPrice,
              unitPrice.times(quantity).minus(prices.get(i)),
              kit.taxRateBasisPoints(),
              part.weightGrams(),
              part.exemption(),
              kit.finalSale(),
              part.battery(),
              taxes.get(i),
              new Kit(kitNo, kit.sku(), kit.title(), part.pieces())));
    }
    return List.copyOf(lines);
  }
}
