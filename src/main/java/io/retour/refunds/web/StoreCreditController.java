package io.retour.refunds.web;

import io.retour.refunds.CreditAccount;
import io.retour.refunds.CreditMovement;
import io.retour.refunds.StoreCredit;
import io.retour.refunds.StoreCredits;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.shared.web.RequestId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Store credits at the shop's checkout. */
@RestController
@RequestMapping("/api/v1/store-credits/{code}")
@Tag(name = "Store credits", description = "Credit that shoppers spend at the shop")
class StoreCreditController {

  private static final String KEY = "Idempotency-Key";

  private final StoreCredits credits;

  StoreCreditController(StoreCredits credits) {
    this.credits = credits;
  }

  /**
   * What happened to a credit.
   *
   * @param id names it, for giving a redemption back
   * @param kind REDEEMED, GIVEN_BACK, CASHED_OUT or EXPIRED
   * @param valueMinor what it did to what was paid for the goods, in minor units of the credit's
   *     currency; negative when taken
   * @param bonusMinor what it did to the bonus, of the same sign
   * @param reference the shop's order, or what the bank or till calls the payment
   * @param reverses the redemption that it gives back
   * @param movedAt when (UTC)
   */
  record MovementView(
      UUID id,
      CreditMovement.Kind kind,
      long valueMinor,
      long bonusMinor,
      String reference,
      @Nullable UUID reverses,
      Instant movedAt) {

    static MovementView of(CreditMovement moved) {
      return new MovementView(
          moved.id(),
          moved.kind(),
          moved.value().minor(),
          moved.bonus().minor(),
          moved.reference(),
          moved.reverses(),
          moved.movedAt());
    }
  }

  /**
   * A store credit as it stands.
   *
   * @param code what the shopper enters at the checkout
   * @param currency of all amounts, ISO 4217
   * @param usableMinor what can be spent today, in minor units
   * @param usableBonusMinor the part of it that is bonus, which is spent last and given up when the
   *     credit is turned into money
   * @param issuedMinor what it was worth when it was issued
   * @param issuedAt when that was (UTC)
   * @param valueExpiresOn the last day for what was paid for the goods, in the shopper's country;
   *     absent when it has none
   * @param bonusExpiresOn the last day for the bonus; absent when it has none
   * @param provision what these days rest on, a stable word
   * @param movements all that became of it, the oldest first
   */
  record CreditView(
      String code,
      String currency,
      long usableMinor,
      long usableBonusMinor,
      long issuedMinor,
      Instant issuedAt,
      @Nullable LocalDate valueExpiresOn,
      @Nullable LocalDate bonusExpiresOn,
      String provision,
      List<MovementView> movements) {}

  /**
   * Credit as payment for an order of the shop.
   *
   * @param amountMinor how much, in minor units
   * @param currency the credit's, ISO 4217
   * @param reference the shop's order
   */
  record RedeemRequest(
      @Positive long amountMinor,
      @NotBlank @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotBlank @Size(max = 100) String reference) {}

  /**
   * What was paid for was cancelled.
   *
   * @param redemptionId the redemption, by the id that it was answered with
   * @param amountMinor how much of it, in minor units
   * @param currency the credit's, ISO 4217
   * @param reference the shop's word for it
   */
  record GiveBackRequest(
      @NotNull UUID redemptionId,
      @Positive long amountMinor,
      @NotBlank @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotBlank @Size(max = 100) String reference) {}

  /**
   * What is left is turned into money.
   *
   * @param reference what the bank or till calls the payment
   */
  record CashOutRequest(@NotBlank @Size(max = 100) String reference) {}

  @GetMapping
  @Operation(summary = "What a store credit is worth today")
  CreditView show(@PathVariable String code) {
    CreditAccount account = credits.account(read(code));
    StoreCredit credit = account.credit();
    CreditAccount.Parts usable = credits.usable(account);
    return new CreditView(
        credit.code(),
        credit.amount().currency().getCurrencyCode(),
        usable.sum().minor(),
        usable.bonus().minor(),
        credit.amount().minor(),
        credit.issuedAt(),
        credit.valueExpiresOn(),
        credit.bonusExpiresOn(),
        credit.provision(),
        account.movements().stream().map(MovementView::of).toList());
  }

  @PostMapping("/redemptions")
  @Operation(
      summary = "Take a store credit as payment",
      description =
          "Needs an Idempotency-Key: sent again with it, it is taken once. 409 credit-too-small says"
              + " how much it can pay.")
  MovementView redeem(
      @PathVariable String code,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @Valid @RequestBody RedeemRequest request,
      HttpServletRequest http) {
    return MovementView.of(
        credits.redeem(
            id(key, http, "redemption"),
            read(code),
            money(request.amountMinor(), request.currency()),
            request.reference()));
  }

  @PostMapping("/give-backs")
  @Operation(
      summary = "Give a redemption back, all or in part",
      description =
          "Needs an Idempotency-Key. What comes back can be spent for 90 days at least, whatever day"
              + " the credit ends on.")
  MovementView giveBack(
      @PathVariable String code,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @Valid @RequestBody GiveBackRequest request,
      HttpServletRequest http) {
    return MovementView.of(
        credits.giveBack(
            id(key, http, "give-back"),
            read(code),
            request.redemptionId(),
            money(request.amountMinor(), request.currency()),
            request.reference()));
  }

  @PostMapping("/cash-out")
  @Operation(
      summary = "Turn what is left into money",
      description =
          "Needs an Idempotency-Key. The answer's valueMinor, without its sign, is what the caller"
              + " pays; the bonus goes back to the shop.")
  MovementView cashOut(
      @PathVariable String code,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @Valid @RequestBody CashOutRequest request,
      HttpServletRequest http) {
    return MovementView.of(
        credits.cashOut(id(key, http, "cash-out"), read(code), request.reference()));
  }

  /** People type it as they like. */
  static String read(String code) {
    return code.strip().toUpperCase(Locale.ROOT);
  }

  /**
   * Spending twice because an answer was lost would cost the shopper money: no key, no spending.
   */
  private static UUID id(@Nullable String key, HttpServletRequest http, String what) {
    if (key == null) {
      throw Problem.invalid(
          "idempotency-key-missing", KEY, "Send an Idempotency-Key, so that it counts once.");
    }
    return RequestId.of(http, what);
  }

  private static Money money(long minor, String currency) {
    try {
      return new Money(minor, Currency.getInstance(currency));
    } catch (IllegalArgumentException unknown) {
      throw Problem.invalid("currency-unknown", "currency", "Give an ISO 4217 currency.");
    }
  }
}
