package io.retour.claims.web;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.ClaimUnit;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.shared.Problem;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Claims for integrators: raise, read, report a repair. */
@RestController
@RequestMapping("/api/v1/claims")
@Tag(name = "Claims", description = "Damaged, missing, wrong, lost or defective goods")
class ClaimController {

  private final Claims claims;
  private final Orders orders;

  ClaimController(Claims claims, Orders orders) {
    this.claims = claims;
    this.orders = orders;
  }

  record LineRequest(@NotNull UUID lineId, @Min(1) @Max(9999) int quantity) {}

  /**
   * @param remedy what the shopper wants, left out when open; REPAIR only for DEFECTIVE
   */
  record RaiseRequest(
      @NotNull UUID orderId,
      @NotNull Claim.Kind kind,
      @NotEmpty @Size(max = 200) List<@NotNull @Valid LineRequest> lines,
      @Nullable @Size(max = 1000) String comment,
      Claim.@Nullable Remedy remedy,
      @Nullable @Pattern(regexp = "nl|en|de|fr") String language) {}

  record ClaimUnitView(
      UUID id,
      UUID lineId,
      int unitNo,
      String sku,
      long valueMinor,
      @Nullable UUID replaces,
      Claim.@Nullable Remedy remedy,
      String reference,
      @Nullable LocalDate liableUntil) {

    static ClaimUnitView of(ClaimUnit from) {
      return new ClaimUnitView(
          from.id(),
          from.orderLineId(),
          from.unitNo(),
          from.sku(),
          from.value().minor(),
          from.replaces(),
          from.remedy(),
          from.reference(),
          from.liableUntil());
    }
  }

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
  @Operation(
      summary = "Call a claim off",
      description = "Possible until it is being made good; its pieces are free at once.")
  ResponseEntity<Void> callOff(@PathVariable UUID claimId, Principal principal) {
    claims.callOff(claimId, principal.getName());
    return ResponseEntity.accepted().build();
  }

  /**
   * @param result what became of the repair
   */
  record RepairReport(@NotNull @Pattern(regexp = "REPAIRED|NOT_REPAIRABLE") String result) {}

  @PostMapping("/{claimId}/repair")
  @Operation(
      summary = "Report how a repair ended",
      description = "For the repair partner's system; the same report again changes nothing.")
  ResponseEntity<Void> repaired(
      @PathVariable UUID claimId, @Valid @RequestBody RepairReport report, Principal principal) {
    claims.repairFinished(claimId, report.result(), principal.getName());
    return ResponseEntity.accepted().build();
  }
}
