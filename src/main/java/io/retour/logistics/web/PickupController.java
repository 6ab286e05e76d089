package io.retour.logistics.web;

import io.retour.logistics.Carrier.Slot;
import io.retour.logistics.Pickups;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pickups at the door, for integrators and agents. */
@RestController
@RequestMapping("/api/v1/returns/{returnId}")
@Tag(name = "Pickup", description = "When a driver fetches a return")
class PickupController {

  private final Pickups pickups;

  PickupController(Pickups pickups) {
    this.pickups = pickups;
  }

  /**
   * When a driver could come.
   *
   * @param id what to send to choose it
   * @param day the day, in the shopper's zone
   * @param from the earliest time of the day, in the shopper's zone
   * @param until the latest time of the day, in the shopper's zone
   */
  record SlotView(String id, LocalDate day, LocalTime from, LocalTime until) {

    static SlotView of(Slot slot) {
      return new SlotView(slot.id(), slot.day(), slot.from(), slot.until());
    }
  }

  /**
   * The slot that was chosen.
   *
   * @param slot the id of one of the free slots
   */
  record PickupChoice(@NotBlank @Size(max = 30) String slot) {}

  @GetMapping("/pickup-slots")
  @Operation(summary = "When a driver could come, earliest first")
  List<SlotView> slots(@PathVariable UUID returnId) {
    return pickups.freeSlots(returnId).stream().map(SlotView::of).toList();
  }

  @PostMapping("/pickup")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Choose when the driver comes",
      description =
          "The same slot again changes nothing. Another one takes the place of a booked one until the"
              + " driver has the parcel; while one is being booked it gives 409.")
  void choose(
      @PathVariable UUID returnId, @Valid @RequestBody PickupChoice choice, Principal principal) {
    pickups.choose(returnId, choice.slot(), principal.getName());
  }
}
