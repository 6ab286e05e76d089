package io.retour.blind.web;

import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcels;
import io.retour.blind.BlindParcels.Seen;
import io.retour.orders.SerialNumber;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Unannounced parcels for warehouse systems. */
@RestController
@RequestMapping("/api/v1/blind-parcels")
@Tag(name = "Blind parcels", description = "Parcels that nobody announced")
class BlindParcelController {

  private final BlindParcels parcels;

  BlindParcelController(BlindParcels parcels) {
    this.parcels = parcels;
  }

  /**
   * What is seen of a parcel.
   *
   * @param reference what can be scanned on it, or a number that the warehouse gave it
   * @param orderHint an order or return number found in it
   * @param senderPostcode of the sender
   * @param skus what lies in it, one for each piece; leave it out while the parcel is closed
   * @param serialNumbers serial numbers that can be read on what lies in it; when skus is absent
   *     they stand for their pieces
   * @param notes what else is seen of it, up to 500 characters
   */
  record BlindParcelRequest(
      @NotBlank @Size(max = 60) String reference,
      @Nullable @Size(max = 60) String orderHint,
      @Nullable @Size(max = 16) String senderPostcode,
      @Nullable @Size(max = 100) List<@NotBlank @Size(max = 60) String> skus,
      @Nullable @Size(max = 50) List<@NotBlank @Size(max = 60) String> serialNumbers,
      @Nullable @Size(max = 500) String notes) {}

  /**
   * What became of a parcel that nobody announced.
   *
   * @param id names the parcel
   * @param reference as it was recorded, in capitals
   * @param recordedAt when (UTC)
   * @param outcome what became of it, absent while that is open
   * @param returnId the return it belongs to, once known
   */
  record BlindParcelView(
      UUID id,
      String reference,
      Instant recordedAt,
      BlindParcel.@Nullable Outcome outcome,
      @Nullable UUID returnId) {

    static BlindParcelView of(BlindParcel parcel) {
      return new BlindParcelView(
          parcel.id(),
          parcel.reference(),
          parcel.recordedAt(),
          parcel.outcome(),
          parcel.returnId());
    }
  }

  @PostMapping
  @Operation(
      summary = "Record a parcel that nobody announced",
      description = "The same reference again changes nothing and gives what became of it.")
  BlindParcelView record(@Valid @RequestBody BlindParcelRequest request, Principal principal) {
    return BlindParcelView.of(
        parcels.record(
            new Seen(
                request.reference(),
                request.orderHint() == null ? "" : request.orderHint(),
                request.senderPostcode() == null ? "" : request.senderPostcode(),
                request.skus() == null ? List.of() : request.skus(),
                request.serialNumbers() == null
                    ? List.of()
                    : request.serialNumbers().stream().map(SerialNumber::new).toList(),
                request.notes() == null ? "" : request.notes()),
            principal.getName()));
  }

  @GetMapping("/{reference}")
  @Operation(summary = "What became of a parcel")
  BlindParcelView get(@PathVariable String reference) {
    return BlindParcelView.of(parcels.byReference(reference));
  }
}
