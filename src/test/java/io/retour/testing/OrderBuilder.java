package io.retour.testing;

import io.retour.orders.Informed;
import io.retour.orders.KitParts;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Promotion;
import io.retour.orders.ShopCurrency;
import io.retour.orders.Tender;
import io.retour.shared.Market;
import io.retour.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders for tests: a Dutch consumer's, paid by card, delivered three days ago, in euros. */
public final class OrderBuilder {

  private final Currency currency;
  private final List<OrderLine> lines = new ArrayList<>();
  private final List<OrderLine> extras = new ArrayList<>();
  private final List<Tender> tenders = new ArrayList<>();
  private String email = "shopper-" + UUID.randomUUID() + "@example.org";
  private String brand = "lumen";
  private String country = "NL";
  private boolean consumer = true;
  private @Nullable Integer deliveredDaysAgo = 3;
  private int returnWindowDays = 30;
  private boolean pricesIncludeTax = true;
  private Informed informed = Informed.OF_ALL;
  private long orderDiscount;
  private long shipping;
  private long standardShipping = -1;
  private int shippingTax = 2100;
  private @Nullable ShopCurrency shopCurrency;
  private final List<Promotion> promotions = new ArrayList<>();
  private String provider = "simulated";
  private @Nullable String paymentReference;

  private OrderBuilder(String currency) {
    this.currency = Currency.getInstance(currency);
  }

  public static OrderBuilder order() {
    return new OrderBuilder("EUR");
  }

  public static OrderBuilder order(String currency) {
    return new OrderBuilder(currency);
  }

  public OrderBuilder line(String sku, int quantity, long unitPriceMinor) {
    return line(sku, quantity, unitPriceMinor, 0, 2100, Exemption.NONE, false);
  }

  public OrderBuilder line(
      String sku,
      int quantity,
      long unitPriceMinor,
      long lineDiscountMinor,
      int taxBasisPoints,
      Exemption exemption,
      boolean finalSale) {
    lines.add(
        new OrderLine(
            UUID.randomUUID(),
            lines.size() + extras.size() + 1,
            sku,
            "Product " + sku,
            "FASHION",
            quantity,
            new Money(unitPriceMinor, currency),
            new Money(lineDiscountMinor, currency),
            taxBasisPoints,
            500,
            exemption,
            finalSale));
    return this;
  }

  /** Something sold with the goods that is no thing, such as gift wrapping. */
  public OrderBuilder extra(String sku, long priceMinor) {
    line(sku, 1, priceMinor);
    extras.add(lines.removeLast());
    return this;
  }

  /** The weight of one piece of the line that was added last. */
  public OrderBuilder weighing(int grams) {
    return last(lines.getLast().battery(), grams);
  }

  /** A lithium battery in the line that was added last. */
  public OrderBuilder withBattery() {
    return last(OrderLine.Battery.LITHIUM, lines.getLast().weightGrams());
  }

  private OrderBuilder last(OrderLine.Battery battery, int grams) {
    OrderLine line = lines.removeLast();
    lines.add(
        new OrderLine(
            line.id(),
            line.lineNo(),
            line.sku(),
            line.title(),
            line.category(),
            line.quantity(),
            line.unitPrice(),
            line.lineDiscount(),
            line.taxRateBasisPoints(),
            grams,
            line.exemption(),
            line.finalSale(),
            battery,
            line.tax(),
            line.kit()));
    return this;
  }

  public OrderBuilder brand(String ofShop) {
    brand = ofShop;
    return this;
  }

  public OrderBuilder email(String value) {
    email = value;
    return this;
  }

  public OrderBuilder country(String value) {
    country = value;
    return this;
  }

  public OrderBuilder business() {
    consumer = false;
    return this;
  }

  public OrderBuilder deliveredDaysAgo(int days) {
    deliveredDaysAgo = days;
    return this;
  }

  /** The trader told nothing beforehand (CRD Art. 6(1)(h), (i) and (k)). */
  public OrderBuilder notInformed() {
    return informed(false, false, false);
  }

  /** What the trader told beforehand. */
  public OrderBuilder informed(boolean ofWithdrawal, boolean ofReturnCost, boolean ofExemptions) {
    informed = new Informed(ofWithdrawal, ofReturnCost, ofExemptions);
    return this;
  }

  public OrderBuilder notDelivered() {
    deliveredDaysAgo = null;
    return this;
  }

  public OrderBuilder returnWindow(int days) {
    returnWindowDays = days;
    return this;
  }

  public OrderBuilder pricesWithoutTax() {
    pricesIncludeTax = false;
    return this;
  }

  public OrderBuilder discount(long minor) {
    orderDiscount = minor;
    return this;
  }

  public OrderBuilder shipping(long paidMinor, long standardMinor) {
    shipping = paidMinor;
    standardShipping = standardMinor;
    return this;
  }

  /** A kit at one price, of which each part becomes a line. */
  public OrderBuilder kit(
      String sku, int quantity, long unitPriceMinor, int taxBasisPoints, KitParts.Part... parts) {
    line(sku, quantity, unitPriceMinor, 0, taxBasisPoints, Exemption.NONE, false);
    OrderLine kit = lines.removeLast();
    Money tax =
        pricesIncludeTax
            ? kit.afterLineDiscount().containedTax(taxBasisPoints)
            : kit.afterLineDiscount().basisPoints(taxBasisPoints, RoundingMode.HALF_UP);
    lines.addAll(KitParts.lines(kit, 1, tax, kit.lineNo(), List.of(parts)));
    return this;
  }

  /** A discount that the order has already, and the condition it was given on. */
  public OrderBuilder promotion(Promotion promotion) {
    promotions.add(promotion);
    return this;
  }

  /** The shop's own currency, and what one unit of the paid one was worth in it. */
  public OrderBuilder soldIn(String currencyCode, String rate) {
    shopCurrency = new ShopCurrency(Currency.getInstance(currencyCode), new BigDecimal(rate));
    return this;
  }

  /** The tax rate in the price of the delivery. */
  public OrderBuilder shippingTax(int basisPoints) {
    shippingTax = basisPoints;
    return this;
  }

  /** One of several means of payment; without any, a card pays all. */
  public OrderBuilder paidWith(String method, long capturedMinor) {
    tenders.add(tender(method, capturedMinor));
    return this;
  }

  /** Who captured the money, and how it names the payment. */
  public OrderBuilder paidThrough(String paymentProvider, String reference) {
    provider = paymentProvider;
    paymentReference = reference;
    return this;
  }

  private Tender tender(String method, long minor) {
    return new Tender(
        UUID.randomUUID(),
        method,
        provider,
        paymentReference == null ? "pay-" + UUID.randomUUID() : paymentReference,
        new Money(minor, currency));
  }

  public Order build() {
    // days count in the consumer's zone, where it can be tomorrow already
    LocalDate today = LocalDate.now(Market.zone(country));
    LocalDate delivered = deliveredDaysAgo == null ? null : today.minusDays(deliveredDaysAgo);
    LocalDate placed = delivered == null ? today : delivered.minusDays(2);
    Order order = with(delivered, placed, tenders);
    if (!tenders.isEmpty()) {
      return order;
    }
    Money total = order.shippingPaid();
    for (OrderLine line : order.everything()) {
      for (int unit = 1; unit <= line.quantity(); unit++) {
        total = total.plus(order.paidForUnit(line.id(), unit));
      }
    }
    return with(delivered, placed, List.of(tender("CARD", total.minor())));
  }

  private Order with(@Nullable LocalDate delivered, LocalDate placed, List<Tender> paid) {
    return new Order(
        UUID.randomUUID(),
        brand,
        "webshop",
        "T-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(java.util.Locale.ROOT),
        email,
        "5026AA",
        country,
        consumer,
        currency,
        placed.atStartOfDay(ZoneOffset.UTC).toInstant(),
        delivered,
        returnWindowDays,
        informed,
        pricesIncludeTax,
        new Money(orderDiscount, currency),
        new Money(shipping, currency),
        new Money(standardShipping < 0 ? shipping : standardShipping, currency),
        shippingTax,
        promotions,
        shopCurrency,
        lines,
        extras,
        paid);
  }
}
