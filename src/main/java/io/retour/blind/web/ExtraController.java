package io.retour.blind.web;

import io.retour.blind.BlindParcel;
import io.retour.blind.ExtraPiece;
import io.retour.blind.Extras;
import io.retour.blind.Extras.Found;
import io.retour.returns.ReturnUnit;
import io.retour.shared.web.RequestId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For warehouse systems: what lies in a parcel besides the pieces of its return. */
@RestController
@RequestMapping("/api/v1/warehouse")
@Tag(name = "Warehouse", description = "Receiving and inspection")
class ExtraController {

  private final Extras extras;

  ExtraController(Extras extras) {
    this.extras = extras;
  }

  /**
   * Something that no piece of the return is.
   *
   * @param sku its article number as read; leave it out when there is none
   * @param description what it is
   * @param condition how it looks: A as new, B opened, C worn, D damaged; leave it out if unclear
   */
  record ExtraRequest(
      @Nullable @Size(max = 60) String sku,
      @NotBlank @Size(max = 200) String description,
      ReturnUnit.@Nullable Grade condition) {}

  /**
   * An extra, and what became of it.
   *
   * @param id names it
   * @param reference what to write on it; names it among the unannounced parcels, which tell what
   *     became of it
   * @param sku its article number as read, in capitals, empty if there is none
   * @param description what it is
   * @param condition how it looked when it was found, absent if nobody said
   * @param recordedAt when (UTC)
   * @param outcome what became of it, absent while that is open
   * @param returnId the return it turned out to belong to, once known
   */
  record ExtraView(
      UUID id,
      String reference,
      String sku,
      String description,
      ReturnUnit.@Nullable Grade condition,
      Instant recordedAt,
      BlindParcel.@Nullable Outcome outcome,
      @Nullable UUID returnId) {

    static ExtraView of(ExtraPiece extra) {
      return new ExtraView(
          extra.id(),
          extra.reference(),
          extra.sku(),
          extra.description(),
          extra.seenAs(),
          extra.recordedAt(),
          extra.outcome(),
          extra.returnId());
    }
  }

  @PostMapping("/{rmaNumber}/extras")
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "409")
  @Operation(
      summary = "Record something in a parcel that no piece of its return is",
      description =
          "It goes the way of an unannounced parcel: a piece of the same order that is free gets a"
              + " return of its own, all else an agent looks at. Sent again with the same"
              + " Idempotency-Key it is recorded once.")
  ExtraView record(
      @PathVariable String rmaNumber,
      @Valid @RequestBody ExtraRequest request,
      Principal principal,
      HttpServletRequest http) {
    String sku = request.sku();
    return ExtraView.of(
        extras.record(
            RequestId.of(http, "extra"),
            rmaNumber,
            new Found(sku == null ? "" : sku, request.description(), request.condition()),
            principal.getName()));
  }
}
