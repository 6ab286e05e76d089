package io.retour.claims.web;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.ClaimUnit;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.shared.web.BrandAccess;
import io.retour.shared.web.RequestId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Claims for integrators: raise, read, report a repair. */
@RestController
@RequestMapping("/api/v1/claims")
@Tag(name = "Claims", description = "Damaged, missing, wrong, lost or defective goods")
class ClaimController {

  private final Claims claims;
  private final Orders orders;
  private final BrandAccess access;

  ClaimController(Claims claims, Orders orders, BrandAccess access) {
    this.access = access;
    this.claims = claims;
    this.orders = orders;
  }

  /**
   * Pieces of one order line that something is wrong with.
   *
   * @param lineId the order line, as the order gives its id
   * @param quantity how many pieces of it are claimed
   */
  record ClaimLineRequest(@NotNull UUID lineId, @Min(1) @Max(9999) int quantity) {}

  /**
   * A claim to be raised.
   *
   * @param orderId the order that the lines belong to
   * @param kind what is wrong
   * @param lines each line once; for DEFECTIVE one piece at a time
   * @param comment the shopper's own words, up to 1,000 characters
   * @param remedy what the shopper wants, left out when open; REPAIR and REDUCTION only for
   *     DEFECTIVE
   * @param language the shopper's language, ISO 639-1, in which mails are written; en when absent
   */
  record RaiseRequest(
      @NotNull UUID orderId,
      @NotNull Claim.Kind kind,
      @NotEmpty @Size(max = 200) List<@NotNull @Valid ClaimLineRequest> lines,
      @Nullable @Size(max = 1000) String comment,
      Claim.@Nullable Remedy remedy,
      @Nullable @Pattern(regexp = "nl|en|de|fr") String language) {}

  /**
   * One physical piece of a claim.
   *
   * @param id names the claimed piece
   * @param lineId the order line that it belongs to
   * @param unitNo which piece of the line, counted from 1
   * @param sku the shop's number of the product
   * @param valueMinor what was paid for this piece, less what its price was reduced by before, in
   *     minor units of the currency, tax included
   * @param replaces the earlier claim's piece whose replacement or repair this is about; absent for
   *     the piece as it was bought
   * @param remedy how it was made good; absent until that is done
   * @param reference the replacement's order number or the repair's number, empty if there is none
   * @param liableUntil until when the seller answers for the repaired piece, a day where the
   *     consumer lives; absent if not extended
   * @param reductionMinor what an agent found the fault to take off the value, in minor units of
   *     the currency, tax included; absent until somebody looked, and paid back only when the
   *     remedy is REDUCTION
   */
  record ClaimUnitView(
      UUID id,
      UUID lineId,
      int unitNo,
      String sku,
      long valueMinor,
      @Nullable UUID replaces,
      Claim.@Nullable Remedy remedy,
      String reference,
      @Nullable LocalDate liableUntil,
      @Nullable Long reductionMinor) {

    static ClaimUnitView of(ClaimUnit from) {
      Money reduction = from.reduction();
      return new ClaimUnitView(
          from.id(),
          from.orderLineId(),
          from.unitNo(),
          from.sku(),
          from.value().minor(),
          from.replaces(),
          from.remedy(),
          from.reference(),
          from.liableUntil(),
          reduction == null ? null : reduction.minor());
    }
  }

  /**
   * A claim with its pieces.
   *
   * @param id names the claim in addresses
   * @param number what people call it, as in C-7K2M-9QXD
   * @param orderId the order that its pieces belong to
   * @param brand the shop's brand
   * @param kind what is wrong
   * @param currency of all amounts, ISO 4217
   * @param valueMinor what was paid for all claimed pieces, in minor units of the currency, tax
   *     included
   * @param raisedAt when (UTC)
   * @param wishedRemedy what the shopper wants; absent when left open
   * @param outcome how it ended; absent while it is open
   * @param closedAt when it ended (UTC); absent while it is open
   * @param units its pieces
   */
  record ClaimView(
      UUID id,
      String number,
      UUID orderId,
      String brand,
      Claim.Kind kind,
      String currency,
      long valueMinor,
      Instant raisedAt,
      Claim.@Nullable Remedy wishedRemedy,
      Claim.@Nullable Outcome outcome,
      @Nullable Instant closedAt,
      List<ClaimUnitView> units) {

    static ClaimView of(Claim from) {
      return new ClaimView(
          from.id(),
          from.number(),
          from.orderId(),
          from.brand(),
          from.kind(),
          from.value().currency().getCurrencyCode(),
          from.value().minor(),
          from.raisedAt(),
          from.wishedRemedy(),
          from.outcome(),
          from.closedAt(),
          from.units().stream().map(ClaimUnitView::of).toList());
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Raise a claim and start its process",
      description =
          "Nothing has to be sent back. DEFECTIVE starts the repair loop, one piece at a time."
              + " Send an Idempotency-Key: the same key and body give the same claim.")
  ResponseEntity<ClaimView> raise(
      @Valid @RequestBody RaiseRequest request, Principal principal, HttpServletRequest http) {
    Order order =
        orders
            .byId(request.orderId())
            .filter(found -> access.includes(found.brand()))
            .orElseThrow(
                () -> Problem.invalid("order-unknown", "orderId", "There is no such order."));
    Claim raised =
        claims.raise(
            new ClaimDraft(
                RequestId.of(http, "claim"),
                order,
                request.kind(),
                request.lines().stream()
                    .map(line -> new OrderPieces(line.lineId(), line.quantity()))
                    .toList(),
                request.comment() == null ? "" : request.comment().strip(),
                request.remedy(),
                request.language() == null ? "en" : request.language(),
                principal.getName()),
            List.of());
    return ResponseEntity.created(URI.create("/api/v1/claims/" + raised.id()))
        .body(ClaimView.of(raised));
  }

  @GetMapping("/{claimId}")
  @Operation(summary = "Read a claim with its pieces and how each was made good")
  ClaimView get(@PathVariable UUID claimId) {
    return ClaimView.of(claims.get(claimId));
  }

  @PostMapping("/{claimId}/cancellation")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Call a claim off",
      description = "Possible until it is being made good; its pieces are free at once.")
  void callOff(@PathVariable UUID claimId, Principal principal) {
    claims.callOff(claimId, principal.getName());
  }

  /**
   * How a repair ended.
   *
   * @param result REPAIRED or NOT_REPAIRABLE
   */
  record RepairReport(@NotNull @Pattern(regexp = "REPAIRED|NOT_REPAIRABLE") String result) {}

  @PostMapping("/{claimId}/repair")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Report how a repair ended",
      description = "For the repair partner's system; the same report again changes nothing.")
  void repaired(
      @PathVariable UUID claimId, @Valid @RequestBody RepairReport report, Principal principal) {
    claims.repairFinished(claimId, report.result(), principal.getName());
  }
}
