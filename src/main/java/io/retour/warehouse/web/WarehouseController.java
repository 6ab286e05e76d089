package io.retour.warehouse.web;

import io.retour.logistics.SendBacks;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Problem;
import io.retour.shared.photos.PhotoCleaner;
import io.retour.warehouse.Answer;
import io.retour.warehouse.DefectPhoto;
import io.retour.warehouse.DestructionGrounds;
import io.retour.warehouse.Inspection;
import io.retour.warehouse.Warehouse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The warehouse for warehouse systems: receive a parcel, grade its pieces. */
@RestController
@RequestMapping("/api/v1/warehouse")
@Tag(name = "Warehouse", description = "Receiving and inspection")
class WarehouseController {

  private final Warehouse warehouse;
  private final SendBacks sendBacks;
  private final PhotoCleaner cleaner;

  WarehouseController(Warehouse warehouse, SendBacks sendBacks, PhotoCleaner cleaner) {
    this.warehouse = warehouse;
    this.sendBacks = sendBacks;
    this.cleaner = cleaner;
  }

  /**
   * A parcel on the bench.
   *
   * @param code tracking number or RMA number
   */
  record ReceiveRequest(@NotBlank @Size(max = 60) String code) {}

  /**
   * A piece that should be in the parcel.
   *
   * @param unitId names the piece, for its inspection
   * @param sku the shop's number of the product
   * @param title what it is
   * @param grade what was seen of it; absent before the inspection
   */
  record UnitToInspect(UUID unitId, String sku, String title, ReturnUnit.@Nullable Grade grade) {}

  /**
   * What a parcel should hold.
   *
   * @param returnId the return that the parcel belongs to
   * @param rmaNumber that return's number
   * @param units the pieces that should be in it
   */
  record Received(UUID returnId, String rmaNumber, List<UnitToInspect> units) {}

  @PostMapping("/receipts")
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "404")
  @Operation(summary = "Scan a parcel in", description = "A second scan changes nothing.")
  Received receive(@Valid @RequestBody ReceiveRequest request, Principal principal) {
    ReturnCase received = warehouse.receive(request.code(), principal.getName());
    return new Received(
        received.id(),
        received.rmaNumber(),
        received.units().stream()
            .map(unit -> new UnitToInspect(unit.id(), unit.sku(), unit.title(), unit.grade()))
            .toList());
  }

  /**
   * A parcel with refused pieces.
   *
   * @param code the tracking number on its label
   */
  record DispatchRequest(@NotBlank @Size(max = 60) String code) {}

  @PostMapping("/dispatches")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @ApiResponse(responseCode = "204")
  @ApiResponse(responseCode = "404")
  @Operation(
      summary = "Say that a carrier has a parcel with refused pieces",
      description = "The shopper gets a mail. Said again it changes nothing.")
  void dispatch(@Valid @RequestBody DispatchRequest request, Principal principal) {
    if (sendBacks.handOver(request.code(), principal.getName()).isEmpty()) {
      throw Problem.notFound(
          "dispatch-unknown",
          "No parcel to a shopper has the number %s.".formatted(request.code()));
    }
  }

  /**
   * What the inspection of one piece saw.
   *
   * @param grade A as new, B opened, C worn, D damaged, MISSING or WRONG_ITEM
   * @param findings short codes of what was seen, such as SCRATCHED, at most ten
   * @param checks answers to the checklist of the category (table inspection-checklist), by check;
   *     left out for what was not looked at
   * @param derogation why it may be destroyed, if it should come to that
   * @param evidence where the evidence of the derogation is kept; without it nothing is destroyed
   */
  record InspectRequest(
      @NotNull ReturnUnit.Grade grade,
      @Nullable @Size(max = 10) List<@NotNull @Pattern(regexp = "[A-Z_]{1,30}") String> findings,
      @Nullable @Size(max = 40) Map<String, @NotNull Answer> checks,
      DestructionGrounds.@Nullable Derogation derogation,
      @Nullable @Size(max = 200) String evidence) {}

  @PostMapping("/units/{unitId}/inspection")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Grade one piece", description = "The same grade again changes nothing.")
  void inspect(
      @PathVariable UUID unitId, @Valid @RequestBody InspectRequest request, Principal principal) {
    warehouse.inspect(
        unitId,
        new Inspection(
            request.grade(),
            request.findings() == null ? List.of() : request.findings(),
            request.checks() == null ? Map.of() : request.checks(),
            new DestructionGrounds(
                request.derogation() == null
                    ? DestructionGrounds.Derogation.NONE
                    : request.derogation(),
                request.evidence() == null ? "" : request.evidence())),
        principal.getName());
  }

  @PostMapping(path = "/units/{unitId}/photos", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Add a photo of a defect",
      description =
          "JPEG or PNG; send it before the grade. Without one nothing is taken off a piece that"
              + " comes back under a right of withdrawal. The same photo again changes nothing.")
  void photograph(
      @PathVariable UUID unitId,
      @Parameter(description = "the picture") @RequestPart MultipartFile photo,
      @Parameter(description = "what is wrong, in a few words that the shopper reads")
          @RequestParam
          @NotBlank
          @Size(max = 200)
          String shows,
      Principal principal)
      throws IOException {
    warehouse.photograph(
        unitId, new DefectPhoto(cleaner.clean(photo, "photo"), shows), principal.getName());
  }
}
