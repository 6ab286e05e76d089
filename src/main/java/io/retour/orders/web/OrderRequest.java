package io.retour.orders.web;

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
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
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
    @Nullable @Min(0) @Max(3650) Integer returnWindowDays,
    @Nullable Boolean withdrawalInformed,
    @Nullable Boolean pricesIncludeTax,
    @PositiveOrZero long orderDiscountMinor,
    @PositiveOrZero long shippingPaidMinor,
    @Nullable @PositiveOrZero Long standardShippingMinor,
    @NotEmpty @Size(max = 500) List<@Valid Line> lines,
    @NotEmpty @Size(max = 20) List<@Valid Payment> payments) {

  private static final int DEFAULT_RETURN_WINDOW_DAYS = 30;

  record Line(
      @NotBlank @Size(max = 60) String sku,
      @NotBlank @Size(max = 200) String title,
      @NotBlank @Pattern(regexp = "FASHION|SHOES|ELECTRONICS|HOME|BEAUTY|TOYS|OTHER")
          String category,
      @Min(1) @Max(9999) int quantity,
      @PositiveOrZero long unitPriceMinor,
      @PositiveOrZero long lineDiscountMinor,
      @Min(0) @Max(10_000) int taxRateBasisPoints,
      @PositiveOrZero int weightGrams,
      OrderLine.@Nullable Exemption exemption,
      boolean finalSale) {}

  record Payment(
      @NotBlank @Size(max = 30) String method,
      @NotBlank @Size(max = 30) String provider,
      @NotBlank @Size(max = 100) String reference,
      @PositiveOrZero long capturedMinor) {}

  Order toOrder() {
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
              line.finalSale());
      if (orderLine.afterLineDiscount().isNegative()) {
        throw Problem.invalid(
            "discount-above-price",
            "lines[%d].lineDiscountMinor".formatted(orderLines.size()),
            "The line's discount is larger than the line.");
      }
      orderLines.add(orderLine);
    }
    return new Order(
        UUID.randomUUID(),
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
        returnWindowDays == null ? DEFAULT_RETURN_WINDOW_DAYS : returnWindowDays,
        withdrawalInformed == null || withdrawalInformed,
        pricesIncludeTax == null || pricesIncludeTax,
        new Money(orderDiscountMinor, paid),
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

  private Currency knownCurrency() {
    try {
      return Currency.getInstance(currency);
    } catch (IllegalArgumentException unknown) {
      throw Problem.invalid(
          "currency-unknown", "currency", "%s is not an ISO 4217 currency.".formatted(currency));
    }
  }
}
