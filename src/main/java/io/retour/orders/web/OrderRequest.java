package io.retour.orders.web;

import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Tender;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as an integrator sends it. Amounts are minor units (cents for EUR) of {@code currency}.
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
    @Nullable Boolean pricesIncludeTax,
    @PositiveOrZero @Max(LARGEST_AMOUNT) long orderDiscountMinor,
    @PositiveOrZero @Max(LARGEST_AMOUNT) long shippingPaidMinor,
    @Nullable @PositiveOrZero @Max(LARGEST_AMOUNT) Long standardShippingMinor,
    @NotEmpty @Size(max = 500) List<@NotNull @Valid Line> lines,
    @NotEmpty @Size(max = 20) List<@NotNull @Valid Payment> payments) {

  /** Nothing was promised for this order alone: the shop's policy says the window. */
  private static final int WINDOW_OF_THE_POLICY = 0;

  /** Small enough that the largest order does not overflow, and far above any real one. */
  private static final long LARGEST_AMOUNT = 1_000_000_000_000L;

  private static final int HEAVIEST_GRAMS = 10_000_000;

  record Line(
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
      @Nullable LocalDate deliveredOn,
      OrderLine.@Nullable Battery battery) {}

  record Payment(
      @NotBlank @Size(max = 30) String method,
      @NotBlank @Size(max = 30) String provider,
      @NotBlank @Size(max = 100) String reference,
      @PositiveOrZero @Max(LARGEST_AMOUNT) long capturedMinor) {}

  /**
   * @param id of the order to be
   */
  Order toOrder(UUID id) {
    Currency paid = knownCurrency();
    List<OrderLine> orderLines = new ArrayList<>();
    for (Line line : lines) {
      OrderLine orderLine =
          new OrderLine(
              UUID.randomUUID(),
              orderLines.size() + 1,
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
              line.battery() == null ? OrderLine.Battery.NONE : line.battery());
      if (orderLine.afterLineDiscount().isNegative()) {
        throw Problem.invalid(
            "discount-above-price",
            "lines[%d].lineDiscountMinor".formatted(orderLines.size()),
            "The line's discount is larger than the line.");
      }
      orderLines.add(orderLine);
    }
    Money orderDiscount = new Money(orderDiscountMinor, paid);
    if (orderLines.stream()
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
        withdrawalInformed == null || withdrawalInformed,
        pricesIncludeTax == null || pricesIncludeTax,
        orderDiscount,
        new Money(shippingPaidMinor, paid),
        new Money(standardShippingMinor == null ? shippingPaidMinor : standardShippingMinor, paid),
        orderLines,
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
        byLine.put(order.lines().get(i).id(), day);
      }
    }
    requireDate("firstDeliveredOn", firstDeliveredOn);
    requireDate("informedOn", informedOn);
    return new DateReport(null, firstDeliveredOn, informedOn, byLine);
  }

  private static void requireDate(String field, @Nullable LocalDate day) {
    if (day != null) {
      requireDate(field, day.getYear());
    }
  }

  private Currency knownCurrency() {
    try {
      Currency known = Currency.getInstance(currency);
      if (known.getDefaultFractionDigits() >= 0) {
        return known;
      }
    } catch (IllegalArgumentException unknown) {
      // answered below
    }
    throw Problem.invalid(
        "currency-unknown", "currency", "%s is not a currency people pay in.".formatted(currency));
  }

  /** What the database can hold. */
  private static void requireDate(String field, int year) {
    if (year < 1970 || year > 9999) {
      throw Problem.invalid(
          "date-out-of-range", field, "%d is not a year of a purchase.".formatted(year));
    }
  }
}
