package io.retour.orders.web;

import io.retour.orders.DateReport;
import io.retour.orders.Informed;
import io.retour.orders.KitParts;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderPrices;
import io.retour.orders.PiecePrice;
import io.retour.orders.Promotion;
import io.retour.orders.SerialNumber;
import io.retour.orders.ShopCurrency;
import io.retour.orders.Tender;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as an integrator sends it. Amounts are minor units (cents for EUR) of {@code currency}.
 *
 * @param brand the shop's brand, which owns the portal and the policy
 * @param channel where it was bought, such as webshop or bol
 * @param orderNumber what the shopper knows it by; taken once for each brand, in capitals
 * @param email the shopper's mail address; opens the order on the portal
 * @param postcode of the delivery address; opens the order on the portal
 * @param country the consumer's country, ISO 3166-1 alpha-2; decides the law that applies
 * @param consumer false for a business purchase, which has no right of withdrawal; true when absent
 * @param currency of all amounts of the order, ISO 4217
 * @param placedAt when it was bought (UTC)
 * @param deliveredOn the day on which the last good was handed over, where the consumer lives;
 *     absent while it is on its way
 * @param firstDeliveredOn of a regular delivery over a period: the day of its first good (CRD Art.
 *     9(2)(b)(iii))
 * @param informedOn the day on which the consumer was informed about the right of withdrawal, if
 *     that was after the purchase (CRD Art. 10(2))
 * @param returnWindowDays the voluntary return window that was promised for this order, in days
 *     from delivery; that of the shop's policy when absent
 * @param withdrawalInformed whether the trader informed about the right of withdrawal (CRD Art.
 *     6(1)(h)); true when absent
 * @param returnCostInformed whether the trader told that the consumer bears the cost of the way
 *     back (CRD Art. 6(1)(i)); withdrawalInformed when absent
 * @param exemptionsInformed whether the trader told for which goods there is no right of withdrawal
 *     (CRD Art. 6(1)(k)); withdrawalInformed when absent
 * @param pricesIncludeTax whether line prices contain the tax; true when absent
 * @param orderDiscountMinor what was taken off the order as a whole, in minor units of the
 *     currency, not negative
 * @param shippingPaidMinor what the shopper paid for delivery, in minor units of the currency
 * @param standardShippingMinor what the least expensive standard delivery would have cost (CRD Art.
 *     13(2)), in minor units of the currency; shippingPaidMinor when absent
 * @param shippingTaxRateBasisPoints the tax rate in the delivery's price in hundredths of a
 *     percent; that of the dearest line when absent
 * @param shopCurrency the currency that the shop keeps its books in, ISO 4217, if it is not that of
 *     the order; together with exchangeRate
 * @param exchangeRate what one unit of currency (one euro, not one cent) was worth in shopCurrency
 *     at the purchase
 * @param promotions discounts that depend on a condition
 * @param lines its lines
 * @param payments how it was paid
 */
record OrderRequest(
    @NotBlank @Size(max = 40) @Pattern(regexp = "[a-z0-9-]+") String brand,
    @NotBlank @Size(max = 40) @Pattern(regexp = "[a-z0-9-]+") String channel,
    @NotBlank @Size(max = 60) @Pattern(regexp = "[A-Za-z0-9._/-]+") String orderNumber,
    @NotBlank @Email @Size(max = 254) String email,
    @NotBlank @Size(max = 16) String postcode,
    @NotBlank @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 country")
        String country,
    @Nullable Boolean consumer,
    @NotBlank @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 currency")
        String currency,
    @NotNull Instant placedAt,
    @Nullable LocalDate deliveredOn,
    @Nullable LocalDate firstDeliveredOn,
    @Nullable LocalDate informedOn,
    @Nullable @Min(0) @Max(3650) Integer returnWindowDays,
    @Nullable Boolean withdrawalInformed,
    @Nullable Boolean returnCostInformed,
    @Nullable Boolean exemptionsInformed,
    @Nullable Boolean pricesIncludeTax,
    @PositiveOrZero @Max(LARGEST_AMOUNT) long orderDiscountMinor,
    @PositiveOrZero @Max(LARGEST_AMOUNT) long shippingPaidMinor,
    @Nullable @PositiveOrZero @Max(LARGEST_AMOUNT) Long standardShippingMinor,
    @Nullable @Min(0) @Max(10_000) Integer shippingTaxRateBasisPoints,
    @Nullable @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 currency")
        String shopCurrency,
    @Nullable @Positive @Digits(integer = 12, fraction = 12) BigDecimal exchangeRate,
    @Nullable @Size(max = 20) List<@NotNull @Valid PromotionRequest> promotions,
    @NotEmpty @Size(max = 500) List<@NotNull @Valid OrderLineRequest> lines,
    @NotEmpty @Size(max = 20) List<@NotNull @Valid OrderPaymentRequest> payments) {

  /** Nothing was promised for this order alone: the shop's policy says the window. */
  private static final int WINDOW_OF_THE_POLICY = 0;

  /** Small enough that the largest order does not overflow, and far above any real one. */
  private static final long LARGEST_AMOUNT = 1_000_000_000_000L;

  private static final int HEAVIEST_GRAMS = 10_000_000;

  /**
   * So many pieces of one product.
   *
   * @param sku the shop's number of the product; style and variant with a dash between them, as in
   *     TEE12-M
   * @param title what the shopper reads
   * @param category FASHION, SHOES, ELECTRONICS, HOME, BEAUTY, TOYS or OTHER
   * @param quantity how many pieces were bought
   * @param unitPriceMinor the price of one piece before discounts, in minor units of the order's
   *     currency
   * @param lineDiscountMinor what was taken off this line, in minor units of the order's currency,
   *     not negative
   * @param taxRateBasisPoints the tax rate at purchase in hundredths of a percent: 2100 for 21 %
   * @param weightGrams the weight of one piece in grams
   * @param exemption a ground of CRD Art. 16 for which the right of withdrawal does not apply to
   *     this very item; NONE when absent
   * @param finalSale whether the shop excluded it from voluntary returns at purchase
   * @param extra whether it is no thing but was sold with the goods, such as gift wrapping or an
   *     insurance: nothing of it can be sent back, and it is paid back when the shopper withdraws
   *     from all goods of the order (CRD Art. 15); without parts, serialNumbers and deliveredOn
   * @param deliveredOn the day on which it was handed over, where the consumer lives, if it is not
   *     the order's; of several lots the last
   * @param battery whether a lithium battery is in it, which decides how it may travel back; NONE
   *     when absent
   * @param taxMinor the tax of the whole line as it was charged, in minor units of the order's
   *     currency; reckoned from the rate when absent
   * @param parts what it consists of, if it is a kit sold at one price
   * @param serialNumbers of its pieces, as far as they are known, at most one for each; they tell
   *     whose an unannounced parcel is; not for kits
   */
  record OrderLineRequest(
      @NotBlank @Size(max = 60) String sku,
      @NotBlank @Size(max = 200) String title,
      @NotBlank @Pattern(regexp = "FASHION|SHOES|ELECTRONICS|HOME|BEAUTY|TOYS|OTHER")
          String category,
      @Min(1) @Max(9999) int quantity,
      @PositiveOrZero @Max(LARGEST_AMOUNT) long unitPriceMinor,
      @PositiveOrZero long lineDiscountMinor,
      @Min(0) @Max(10_000) int taxRateBasisPoints,
      @PositiveOrZero @Max(HEAVIEST_GRAMS) int weightGrams,
      OrderLine.@Nullable Exemption exemption,
      boolean finalSale,
      boolean extra,
      @Nullable LocalDate deliveredOn,
      OrderLine.@Nullable Battery battery,
      @Nullable @PositiveOrZero @Max(LARGEST_AMOUNT) Long taxMinor,
      @Nullable @Size(min = 1, max = 50) List<@NotNull @Valid KitPartRequest> parts,
      @Nullable @Size(max = 500) List<@NotBlank @Size(max = 60) String> serialNumbers) {}

  /**
   * What a kit consists of. Each part becomes a line of the order, which comes back by itself.
   *
   * @param sku the shop's number of the part
   * @param title what the shopper reads
   * @param category as of a line; the kit's when absent
   * @param quantity how many pieces of it are in one kit
   * @param valueMinor what one piece would cost by itself, in minor units of the order's currency;
   *     the proportions decide which share of the kit's price it is
   * @param weightGrams the weight of one piece in grams
   * @param exemption as of a line; the kit's when absent
   * @param battery as of a line; NONE when absent
   */
  record KitPartRequest(
      @NotBlank @Size(max = 60) String sku,
      @NotBlank @Size(max = 200) String title,
      @Nullable @Pattern(regexp = "FASHION|SHOES|ELECTRONICS|HOME|BEAUTY|TOYS|OTHER")
          String category,
      @Min(1) @Max(99) int quantity,
      @PositiveOrZero @Max(LARGEST_AMOUNT) long valueMinor,
      @PositiveOrZero @Max(HEAVIEST_GRAMS) int weightGrams,
      OrderLine.@Nullable Exemption exemption,
      OrderLine.@Nullable Battery battery) {}

  /**
   * A discount on a condition; the prices contain it already.
   *
   * @param code what the shop calls it
   * @param discountMinor what it took off in all, in minor units of the order's currency
   * @param minimumMinor what its lines must be worth before discounts of the order, in minor units
   *     of the order's currency; no such condition when absent
   * @param minimumPieces how many pieces of its lines must be bought; no such condition when absent
   * @param lines the lines that it looks at and takes off from, by their place in this request
   *     counted from 1; all when absent
   */
  record PromotionRequest(
      @NotBlank @Size(max = 60) String code,
      @PositiveOrZero @Max(LARGEST_AMOUNT) long discountMinor,
      @Nullable @PositiveOrZero @Max(LARGEST_AMOUNT) Long minimumMinor,
      @Nullable @Min(0) @Max(9999) Integer minimumPieces,
      @Nullable @Size(max = 500) List<@NotNull @Min(1) @Max(500) Integer> lines) {}

  /**
   * One means of payment that the order was paid with.
   *
   * @param method how it was paid: CARD, IDEAL, GIFT_CARD…
   * @param provider who captured it and pays back; the only connector so far is simulated
   * @param reference the provider's own name for the payment
   * @param capturedMinor what was captured, in minor units of the order's currency
   */
  record OrderPaymentRequest(
      @NotBlank @Size(max = 30) String method,
      @NotBlank @Size(max = 30) String provider,
      @NotBlank @Size(max = 100) String reference,
      @PositiveOrZero @Max(LARGEST_AMOUNT) long capturedMinor) {}

  /**
   * @param id of the order to be
   */
  Order toOrder(UUID id) {
    Currency paid = knownCurrency("currency", currency);
    List<OrderLine> told = new ArrayList<>();
    for (OrderLineRequest line : lines) {
      OrderLine orderLine =
          new OrderLine(
              UUID.randomUUID(),
              told.size() + 1,
              line.sku(),
              line.title(),
              line.category(),
              line.quantity(),
              new Money(line.unitPriceMinor(), paid),
              new Money(line.lineDiscountMinor(), paid),
              line.taxRateBasisPoints(),
              line.weightGrams(),
              line.exemption() == null ? OrderLine.Exemption.NONE : line.exemption(),
              line.finalSale(),
              line.battery() == null ? OrderLine.Battery.NONE : line.battery(),
              line.taxMinor() == null ? null : new Money(line.taxMinor(), paid),
              null);
      if (orderLine.afterLineDiscount().isNegative()) {
        throw Problem.invalid(
            "discount-above-price",
            "lines[%d].lineDiscountMinor".formatted(told.size()),
            "The line's discount is larger than the line.");
      }
      told.add(orderLine);
    }
    Money orderDiscount = new Money(orderDiscountMinor, paid);
    if (told.stream()
        .map(OrderLine::afterLineDiscount)
        .reduce(Money.zero(paid), Money::plus)
        .minus(orderDiscount)
        .isNegative()) {
      throw Problem.invalid(
          "discount-above-price",
          "orderDiscountMinor",
          "The order's discount is larger than the order.");
    }
    requireDate("placedAt", placedAt.atOffset(ZoneOffset.UTC).getYear());
    if (deliveredOn != null) {
      requireDate("deliveredOn", deliveredOn.getYear());
    }
    requireExtrasBesideGoods();
    Order asTold = order(id, paid, orderDiscount, told, List.of(), List.of());
    requireTaxWithinThePrice(asTold);
    Map<Integer, List<OrderLine>> kept = withKitsInParts(asTold);
    return order(
        id, paid, orderDiscount, kept(kept, false), kept(kept, true), promotions(paid, kept));
  }

  private List<OrderLine> kept(Map<Integer, List<OrderLine>> kept, boolean extras) {
    return kept.entrySet().stream()
        .filter(line -> lines.get(line.getKey() - 1).extra() == extras)
        .flatMap(line -> line.getValue().stream())
        .toList();
  }

  private void requireExtrasBesideGoods() {
    for (int i = 0; i < lines.size(); i++) {
      OrderLineRequest line = lines.get(i);
      if (line.extra()
          && (line.parts() != null || line.serialNumbers() != null || line.deliveredOn() != null)) {
        throw Problem.invalid(
            "extra-invalid",
            "lines[%d].extra".formatted(i),
            "An extra is no thing: it has no parts, no serial numbers and no day of delivery.");
      }
    }
    if (lines.stream().allMatch(OrderLineRequest::extra)) {
      throw Problem.invalid(
          "extra-invalid",
          "lines",
          "An extra is sold with goods: tell at least one line of goods.");
    }
  }

  private Order order(
      UUID id,
      Currency paid,
      Money orderDiscount,
      List<OrderLine> orderLines,
      List<OrderLine> extras,
      List<Promotion> promised) {
    return new Order(
        id,
        brand,
        channel,
        orderNumber.toUpperCase(Locale.ROOT),
        email,
        postcode,
        country,
        consumer == null || consumer,
        paid,
        placedAt,
        deliveredOn,
        returnWindowDays == null ? WINDOW_OF_THE_POLICY : returnWindowDays,
        informed(),
        pricesIncludeTax == null || pricesIncludeTax,
        orderDiscount,
        new Money(shippingPaidMinor, paid),
        new Money(standardShippingMinor == null ? shippingPaidMinor : standardShippingMinor, paid),
        shippingTaxRateBasisPoints == null
            ? rateOfTheDearest(orderLines)
            : shippingTaxRateBasisPoints,
        promised,
        ownCurrency(),
        orderLines,
        extras,
        payments.stream()
            .map(
                payment ->
                    new Tender(
                        UUID.randomUUID(),
                        payment.method(),
                        payment.provider(),
                        payment.reference(),
                        new Money(payment.capturedMinor(), paid)))
            .toList());
  }

  /** A delivery is taxed like what it delivers, unless the shop says otherwise. */
  private static int rateOfTheDearest(List<OrderLine> orderLines) {
    return orderLines.stream()
        .max(Comparator.comparing(OrderLine::afterLineDiscount))
        .map(OrderLine::taxRateBasisPoints)
        .orElse(0);
  }

  private @Nullable ShopCurrency ownCurrency() {
    if (shopCurrency == null && exchangeRate == null) {
      return null;
    }
    if (shopCurrency == null || exchangeRate == null) {
      throw Problem.invalid(
          "exchange-rate-incomplete",
          shopCurrency == null ? "shopCurrency" : "exchangeRate",
          "Tell both shopCurrency and exchangeRate, or neither.");
    }
    return new ShopCurrency(knownCurrency("shopCurrency", shopCurrency), exchangeRate);
  }

  private void requireTaxWithinThePrice(Order asTold) {
    OrderPrices prices = OrderPrices.of(asTold);
    for (int i = 0; i < lines.size(); i++) {
      Money most = Money.zero(asTold.currency());
      for (PiecePrice piece : prices.pieces(asTold.lines().get(i).id())) {
        most = most.plus(piece.gross());
      }
      Long tax = lines.get(i).taxMinor();
      if (tax != null && tax > most.minor()) {
        throw Problem.invalid(
            "tax-above-price",
            "lines[%d].taxMinor".formatted(i),
            "The line's tax is larger than what was paid for it.");
      }
    }
  }

  /** The lines to keep, by the number of the line in the request, counted from 1. */
  private Map<Integer, List<OrderLine>> withKitsInParts(Order asTold) {
    OrderPrices prices = OrderPrices.of(asTold);
    Map<Integer, List<OrderLine>> kept = new TreeMap<>();
    int lineNo = 1;
    int kitNo = 0;
    for (int i = 0; i < lines.size(); i++) {
      OrderLine line = asTold.lines().get(i);
      List<KitPartRequest> parts = lines.get(i).parts();
      List<OrderLine> keptLines =
          parts == null
              ? List.of(line.numbered(lineNo))
              : KitParts.lines(
                  line,
                  ++kitNo,
                  prices.pieces(line.id()).stream()
                      .map(PiecePrice::tax)
                      .reduce(Money.zero(asTold.currency()), Money::plus),
                  lineNo,
                  parts.stream().map(part -> part(part, line)).toList());
      kept.put(i + 1, keptLines);
      lineNo += keptLines.size();
    }
    return kept;
  }

  private static KitParts.Part part(KitPartRequest part, OrderLine kit) {
    return new KitParts.Part(
        part.sku(),
        part.title(),
        part.category() == null ? kit.category() : part.category(),
        part.quantity(),
        new Money(part.valueMinor(), kit.unitPrice().currency()),
        part.weightGrams(),
        part.exemption() == null ? kit.exemption() : part.exemption(),
        part.battery() == null ? OrderLine.Battery.NONE : part.battery());
  }

  private List<Promotion> promotions(Currency paid, Map<Integer, List<OrderLine>> kept) {
    if (promotions == null) {
      return List.of();
    }
    List<Promotion> promised = new ArrayList<>();
    for (PromotionRequest discount : promotions) {
      List<Integer> lineNos = new ArrayList<>();
      for (Integer told : discount.lines() == null ? List.<Integer>of() : discount.lines()) {
        List<OrderLine> of = kept.get(told);
        if (of == null) {
          throw Problem.invalid(
              "promotion-line-unknown",
              "promotions[%d].lines".formatted(promised.size()),
              "The order has no line %d.".formatted(told));
        }
        of.forEach(line -> lineNos.add(line.lineNo()));
      }
      promised.add(
          new Promotion(
              discount.code(),
              new Money(discount.discountMinor(), paid),
              discount.minimumMinor() == null ? null : new Money(discount.minimumMinor(), paid),
              discount.minimumPieces() == null ? 0 : discount.minimumPieces(),
              lineNos));
    }
    return promised;
  }

  /**
   * The days that the request tells besides {@code deliveredOn}.
   *
   * @param order what {@link #toOrder} made of it
   */
  DateReport dates(Order order) {
    Map<UUID, LocalDate> byLine = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      LocalDate day = lines.get(i).deliveredOn();
      if (day != null) {
        requireDate("lines[%d].deliveredOn".formatted(i), day.getYear());
        linesOf(order, i).forEach(line -> byLine.put(line.id(), day));
      }
    }
    requireDate("firstDeliveredOn", firstDeliveredOn);
    requireDate("informedOn", informedOn);
    return new DateReport(null, firstDeliveredOn, informedOn, byLine);
  }

  /**
   * The serial numbers that the request tells, by line.
   *
   * @param order what {@link #toOrder} made of it
   * @throws Problem when there are more of them than pieces, one twice, or some of a kit
   */
  Map<UUID, List<SerialNumber>> serialNumbers(Order order) {
    Map<UUID, List<SerialNumber>> byLine = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      OrderLineRequest line = lines.get(i);
      if (line.serialNumbers() == null || line.serialNumbers().isEmpty()) {
        continue;
      }
      List<SerialNumber> numbers = line.serialNumbers().stream().map(SerialNumber::new).toList();
      if (line.parts() != null
          || numbers.size() > line.quantity()
          || numbers.stream().distinct().count() < numbers.size()) {
        throw Problem.invalid(
            "serial-numbers-invalid",
            "lines[%d].serialNumbers".formatted(i),
            "Tell each piece's serial number once, at most as many as there are pieces, and none"
                + " of a kit.");
      }
      byLine.put(linesOf(order, i).getFirst().id(), numbers);
    }
    return byLine;
  }

  /** The lines that a line of the request became: itself, or its parts if it is a kit. */
  private List<OrderLine> linesOf(Order order, int index) {
    int first = 0;
    for (int i = 0; i < index; i++) {
      first += becomes(lines.get(i));
    }
    return order.everything().subList(first, first + becomes(lines.get(index)));
  }

  private static int becomes(OrderLineRequest line) {
    return line.parts() == null ? 1 : line.parts().size();
  }

  private static void requireDate(String field, @Nullable LocalDate day) {
    if (day != null) {
      requireDate(field, day.getYear());
    }
  }

  private static Currency knownCurrency(String field, String code) {
    try {
      Currency known = Currency.getInstance(code);
      if (known.getDefaultFractionDigits() >= 0) {
        return known;
      }
    } catch (IllegalArgumentException unknown) {
      // answered below
    }
    throw Problem.invalid(
        "currency-unknown", field, "%s is not a currency people pay in.".formatted(code));
  }

  /** What the database can hold. */
  private static void requireDate(String field, int year) {
    if (year < 1970 || year > 9999) {
      throw Problem.invalid(
          "date-out-of-range", field, "%d is not a year of a purchase.".formatted(year));
    }
  }

  /** Who says only the one is taken to mean all three. */
  private Informed informed() {
    boolean ofWithdrawal = withdrawalInformed == null || withdrawalInformed;
    return new Informed(
        ofWithdrawal,
        returnCostInformed == null ? ofWithdrawal : returnCostInformed,
        exemptionsInformed == null ? ofWithdrawal : exemptionsInformed);
  }
}
