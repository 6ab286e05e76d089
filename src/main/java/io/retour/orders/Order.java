package io.retour.orders;

import io.retour.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as the shop or marketplace told it. All amounts are in the currency the shopper paid.
 *
 * @param brand the shop's brand, which owns the portal and the policy
 * @param channel where it was bought (webshop, bol, store…)
 * @param orderNumber what the shopper knows it by; unique within the brand
 * @param country the consumer's country, ISO 3166-1 alpha-2; decides the law that applies
 * @param consumer false for a business purchase, which has no right of withdrawal
 * @param deliveredOn the day the last good was handed over, in the consumer's zone (CRD Art.
 *     9(2)(b)(i)); absent while the order is on its way
 * @param returnWindowDays the voluntary return window that was promised for this order, counted
 *     from delivery; 0 when none was, beyond the shop's policy
 * @param informed what the trader told the consumer beforehand
 * @param pricesIncludeTax whether line prices contain the tax
 * @param orderDiscount what was taken off the order as a whole, not negative
 * @param shippingPaid what the shopper paid for delivery
 * @param standardShipping what the least expensive standard delivery would have cost (CRD Art.
 *     13(2))
 * @param shippingTaxRateBasisPoints the tax rate in the delivery's price, which contains it
 * @param promotions discounts on a condition
 * @param shopCurrency the shop's own currency when the shopper paid in another
 * @param lines the goods
 * @param extras what was sold with the goods and is no thing, such as gift wrapping or an
 *     insurance: nothing of it can come back, and it ends with the contract for the goods (CRD Art.
 *     15)
 */
public record Order(
    UUID id,
    String brand,
    String channel,
    String orderNumber,
    String email,
    String postcode,
    String country,
    boolean consumer,
    Currency currency,
    Instant placedAt,
    @Nullable LocalDate deliveredOn,
    int returnWindowDays,
    Informed informed,
    boolean pricesIncludeTax,
    Money orderDiscount,
    Money shippingPaid,
    Money standardShipping,
    int shippingTaxRateBasisPoints,
    List<Promotion> promotions,
    @Nullable ShopCurrency shopCurrency,
    List<OrderLine> lines,
    List<OrderLine> extras,
    List<Tender> tenders) {

  public Order {
    promotions = List.copyOf(promotions);
    lines = List.copyOf(lines);
    extras = List.copyOf(extras);
    tenders = List.copyOf(tenders);
  }

  public Optional<OrderLine> line(UUID lineId) {
    return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
  }

  public Money captured() {
    return tenders.stream().map(Tender::captured).reduce(Money.zero(currency), Money::plus);
  }

  /** Goods and extras, in the order in which they stand in the order. */
  public List<OrderLine> everything() {
    return Stream.concat(lines.stream(), extras.stream())
        .sorted(Comparator.comparingInt(OrderLine::lineNo))
        .toList();
  }

  /** How many pieces of goods there are. */
  public int totalUnits() {
    return lines.stream().mapToInt(OrderLine::quantity).sum();
  }

  /**
   * What one physical piece of a line cost, tax included. Who asks for many pieces makes {@link
   * OrderPrices} once.
   *
   * @param unitNo the piece, counted from 1
   */
  public Money paidForUnit(UUID lineId, int unitNo) {
    return OrderPrices.of(this).piece(lineId, unitNo).gross();
  }
}
