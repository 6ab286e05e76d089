package io.retour.exchanges.web;

import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.exchanges.Exchange;
import io.retour.exchanges.Exchanges;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Exchanges for integrators: what is wanted, how far it is, choosing again. */
@RestController
@Tag(name = "Exchanges", description = "Other goods instead of money")
class ExchangeController {

  private final Exchanges exchanges;
  private final Catalogue catalogue;

  ExchangeController(Exchanges exchanges, Catalogue catalogue) {
    this.exchanges = exchanges;
    this.catalogue = catalogue;
  }

  /**
   * One wanted piece.
   *
   * @param id names the wanted piece, for choosing another one
   * @param returnUnitId the piece that comes back for it
   * @param sku the item that is wanted
   * @param priceMinor what it costs the shopper, in minor units of the currency, tax included
   * @param stock whether the stock system keeps it for the shopper
   */
  record ExchangeUnitView(
      UUID id, UUID returnUnitId, String sku, long priceMinor, Exchange.Stock stock) {}

  /**
   * What a shopper wants instead of money for the pieces of one return.
   *
   * @param id names the exchange
   * @param mode when the new pieces go out
   * @param state how far it is
   * @param hold where a hold on the shopper's card stands
   * @param payment where the payment link stands
   * @param owedMinor the difference the shopper was asked for, in minor units of the currency
   * @param currency of all amounts, ISO 4217
   * @param paymentUrl where the shopper pays it, absent without a difference
   * @param outboundNumber what the shop's shipping calls the new parcel, absent before it goes out
   * @param followUpOrderId the order that the new pieces belong to, absent before they are paid for
   * @param units the wanted pieces
   */
  record ExchangeView(
      UUID id,
      Exchange.Mode mode,
      Exchange.State state,
      Exchange.Hold hold,
      Exchange.Link payment,
      long owedMinor,
      String currency,
      @Nullable String paymentUrl,
      @Nullable String outboundNumber,
      @Nullable UUID followUpOrderId,
      List<ExchangeUnitView> units) {

    static ExchangeView of(Exchange from) {
      return new ExchangeView(
          from.id(),
          from.mode(),
          from.state(),
          from.hold(),
          from.linkState(),
          from.link().minor(),
          from.link().currency().getCurrencyCode(),
          from.linkUrl().isEmpty() ? null : from.linkUrl(),
          from.outboundNumber().isEmpty() ? null : from.outboundNumber(),
          from.followUpOrderId(),
          from.units().stream()
              .map(
                  unit ->
                      new ExchangeUnitView(
                          unit.id(),
                          unit.returnUnitId(),
                          unit.sku(),
                          unit.price().minor(),
                          unit.stock()))
              .toList());
    }
  }

  @GetMapping("/api/v1/returns/{returnId}/exchange")
  @Operation(summary = "Read the exchange of a return")
  ExchangeView get(@PathVariable UUID returnId) {
    return ExchangeView.of(
        exchanges
            .ofReturn(returnId)
            .orElseThrow(
                () ->
                    Problem.notFound("exchange-unknown", "There is no exchange for this return.")));
  }

  /**
   * Another choice.
   *
   * @param exchangeUnitId the wanted piece to be replaced by another one
   * @param sku the item that is wanted now, from the catalogue
   */
  record ChoiceRequest(@NotNull UUID exchangeUnitId, @NotBlank @Size(max = 60) String sku) {}

  @PostMapping("/api/v1/returns/{returnId}/exchange/choice")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Choose another item",
      description = "Possible until the new pieces are sent. 409 when it is out of stock.")
  void choose(
      @PathVariable UUID returnId, @Valid @RequestBody ChoiceRequest request, Principal principal) {
    exchanges.choose(returnId, request.exchangeUnitId(), request.sku(), principal.getName());
  }

  @PostMapping("/api/v1/returns/{returnId}/exchange/refund")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take the money instead",
      description = "Always possible until the new pieces are sent (CRD Art. 13(1)).")
  void refund(@PathVariable UUID returnId, Principal principal) {
    exchanges.refundInstead(returnId, principal.getName());
  }

  /**
   * An item that can be wanted in an exchange.
   *
   * @param title what the shopper reads
   * @param category FASHION, SHOES, ELECTRONICS, HOME, BEAUTY, TOYS or OTHER
   * @param priceMinor its price, in minor units of the currency, tax included
   * @param currency ISO 4217
   * @param taxRateBasisPoints the tax in the price in hundredths of a percent; when it is left out,
   *     a piece is taxed as the one it is given for
   * @param weightGrams the weight of one piece in grams
   */
  record CatalogueRequest(
      @NotBlank @Size(max = 200) String title,
      @NotBlank @Pattern(regexp = "FASHION|SHOES|ELECTRONICS|HOME|BEAUTY|TOYS|OTHER")
          String category,
      @PositiveOrZero @Max(1_000_000_000_000L) long priceMinor,
      @NotBlank @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 currency")
          String currency,
      @Nullable @PositiveOrZero @Max(10_000) Integer taxRateBasisPoints,
      @PositiveOrZero @Max(10_000_000) int weightGrams) {}

  @PutMapping("/api/v1/catalogue/{brand}/{sku}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Offer an item for exchanges, or change its price")
  void put(
      @PathVariable @Size(max = 40) @Pattern(regexp = "[a-z0-9-]+") String brand,
      @PathVariable @Size(max = 60) String sku,
      @Valid @RequestBody CatalogueRequest request) {
    try {
      catalogue.put(
          new CatalogueItem(
              brand,
              sku,
              request.title(),
              request.category(),
              new Money(request.priceMinor(), Currency.getInstance(request.currency())),
              request.taxRateBasisPoints(),
              request.weightGrams()));
    } catch (IllegalArgumentException unknown) {
      throw Problem.invalid(
          "currency-unknown",
          "currency",
          "%s is not a currency people pay in.".formatted(request.currency()));
    }
  }
}
