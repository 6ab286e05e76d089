package io.retour.refunds.web;

import io.retour.refunds.ExchangeRates;
import io.retour.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rates by which the differences of refunds in other currencies are booked. */
@RestController
@RequestMapping("/api/v1/exchange-rates")
@Tag(name = "Accounting", description = "Credit notes and exchange rates")
class ExchangeRateController {

  private final ExchangeRates rates;

  ExchangeRateController(ExchangeRates rates) {
    this.rates = rates;
  }

  /**
   * What a currency was worth on a day.
   *
   * @param currency what shoppers paid in, ISO 4217
   * @param shopCurrency the shop's own, ISO 4217
   * @param day the day, in UTC
   * @param rate what one unit of the currency was worth in the shop's, above zero, up to twelve
   *     digits before and after the point
   */
  record RateRequest(
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String shopCurrency,
      @NotNull LocalDate day,
      @NotNull @Positive @Digits(integer = 12, fraction = 12) BigDecimal rate) {}

  @PostMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Tell the exchange rate of a day",
      description =
          "The first one of a day stays; told again it changes nothing, and another one is refused."
              + " Refunds paid on that day, or up to six days later when no newer one is told, are"
              + " booked by it.")
  void tell(@Valid @RequestBody RateRequest request) {
    rates.tell(
        currency(request.currency(), "currency"),
        currency(request.shopCurrency(), "shopCurrency"),
        request.day(),
        request.rate());
  }

  private static Currency currency(String code, String field) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException unknown) {
      throw Problem.invalid("currency-unknown", field, "Give an ISO 4217 currency.");
    }
  }
}
