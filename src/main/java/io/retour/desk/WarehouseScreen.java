package io.retour.desk;

import io.retour.blind.BlindParcels;
import io.retour.blind.ExtraPiece;
import io.retour.blind.Extras;
import io.retour.logistics.Parcel;
import io.retour.logistics.Parcels;
import io.retour.logistics.ReadySendBack;
import io.retour.logistics.SendBack;
import io.retour.logistics.SendBacks;
import io.retour.orders.SerialNumber;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.photos.PhotoCleaner;
import io.retour.warehouse.DefectPhoto;
import io.retour.warehouse.DestructionGrounds;
import io.retour.warehouse.DestructionGrounds.Derogation;
import io.retour.warehouse.Warehouse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Scan a parcel, grade what is in it, next. A keyboard-wedge scanner types and presses enter. */
@Controller
@RequestMapping("/warehouse")
class WarehouseScreen {

  /** Why a parcel cannot be received as one that a return expects. */
  private static final Set<String> NOT_EXPECTED = Set.of("parcel-unknown", "return-ended");

  private final Warehouse warehouse;
  private final BlindParcels blindParcels;
  private final Extras extras;
  private final Parcels parcels;
  private final SendBacks sendBacks;
  private final Returns returns;
  private final PhotoCleaner cleaner;
  private final RetourProperties properties;

  WarehouseScreen(
      Warehouse warehouse,
      BlindParcels blindParcels,
      Extras extras,
      Parcels parcels,
      SendBacks sendBacks,
      Returns returns,
      PhotoCleaner cleaner,
      RetourProperties properties) {
    this.warehouse = warehouse;
    this.blindParcels = blindParcels;
    this.extras = extras;
    this.parcels = parcels;
    this.sendBacks = sendBacks;
    this.returns = returns;
    this.cleaner = cleaner;
    this.properties = properties;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String scan(Model model) {
    model.addAttribute(
        "toSendBack", sendBacks.ready().stream().map(WarehouseScreen::shown).toList());
    return "warehouse/scan";
  }

  /**
   * A parcel with refused pieces as the page shows it.
   *
   * @param pieces what is to be packed
   * @param place the store that has it, empty when it lies here
   * @param printable whether there is a label to print
   */
  record ShownSendBack(
      String rmaNumber, String trackingNumber, String pieces, String place, boolean printable) {}

  private static ShownSendBack shown(ReadySendBack parcel) {
    return new ShownSendBack(
        parcel.rmaNumber(),
        parcel.trackingNumber(),
        parcel.pieces().stream()
            .map(piece -> piece.replaced() ? "what came in place of " + piece.sku() : piece.sku())
            .collect(Collectors.joining(", ")),
        parcel.place(),
        parcel.printable());
  }

  @GetMapping("/{rmaNumber}/delivery-label.pdf")
  ResponseEntity<byte[]> deliveryLabel(@PathVariable String rmaNumber) {
    return sendBacks
        .labelPdf(returns.byRmaNumber(rmaNumber).id())
        .map(pdf -> ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(pdf))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  @PostMapping("/receive")
  String receive(
      @RequestParam(defaultValue = "") String code,
      Principal principal,
      RedirectAttributes redirect) {
    Optional<SendBack> outgoing = sendBacks.known(code);
    if (outgoing.isPresent()) {
      sendBack(outgoing.get(), code, principal, redirect);
      return "redirect:/warehouse";
    }
    try {
      ReturnCase received = warehouse.receive(code, principal.getName());
      return "redirect:/warehouse/" + received.rmaNumber();
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("code", code);
      if (NOT_EXPECTED.contains(problem.code())) {
        redirect.addFlashAttribute("unexpected", true);
      }
      return "redirect:/warehouse";
    }
  }

  /** What went out once comes through the door again when it could not be delivered (ADR 23). */
  private void sendBack(
      SendBack parcel, String code, Principal principal, RedirectAttributes redirect) {
    String rmaNumber = returns.get(parcel.returnId()).rmaNumber();
    if (parcel.ready()) {
      sendBacks.handOver(code, principal.getName());
      redirect.addFlashAttribute(
          "done",
          "Parcel of return %s is with the carrier; the shopper gets a mail.".formatted(rmaNumber));
      return;
    }
    redirect.addFlashAttribute(
        "failed",
        "This parcel went to the shopper of return %s and is %s. If it has come back, record it as an unannounced parcel."
            .formatted(rmaNumber, parcel.state()));
    redirect.addFlashAttribute("code", code);
    redirect.addFlashAttribute("unexpected", true);
  }

  /** A parcel that no return expects is recorded with what can be seen of it. */
  @PostMapping("/blind")
  String blind(
      @RequestParam(defaultValue = "") String reference,
      @RequestParam(defaultValue = "") String orderHint,
      @RequestParam(defaultValue = "") String senderPostcode,
      @RequestParam(defaultValue = "") String skus,
      @RequestParam(defaultValue = "") String serialNumbers,
      @RequestParam(defaultValue = "") String notes,
      Principal principal,
      RedirectAttributes redirect) {
    try {
      blindParcels.record(
          new BlindParcels.Seen(
              reference,
              orderHint,
              senderPostcode,
              List.of(skus.split("[,\\s]+")),
              // a serial number can have blanks in it: one for each line
              serialNumbers.lines().map(SerialNumber::new).toList(),
              notes),
          principal.getName());
      redirect.addFlashAttribute(
          "done", "Recorded. Put it aside; as soon as it is identified you can receive it.");
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("code", reference);
      redirect.addFlashAttribute("unexpected", true);
      redirect.addFlashAttribute("orderHint", orderHint);
      redirect.addFlashAttribute("senderPostcode", senderPostcode);
      redirect.addFlashAttribute("skus", skus);
      redirect.addFlashAttribute("serialNumbers", serialNumbers);
      redirect.addFlashAttribute("notes", notes);
    }
    return "redirect:/warehouse";
  }

  @GetMapping("/{rmaNumber}")
  String inspect(@PathVariable String rmaNumber, Model model) {
    ReturnCase shown = returns.byRmaNumber(rmaNumber);
    model.addAttribute("return", shown);
    model.addAttribute("grades", List.of(Grade.values()));
    model.addAttribute("extras", extras.foundIn(shown.id()).stream().map(this::shown).toList());
    List<Parcel> sent = parcels.ofReturn(shown.id());
    List<Parcel> toCome = parcels.stillToCome(shown.id());
    model.addAttribute("stillToCome", parcels.expectsMore(shown) ? toCome : List.of());
    model.addAttribute("parcelsHere", sent.size() - toCome.size());
    model.addAttribute("parcelsSent", sent.size());
    model.addAttribute(
        "onItsWay", toCome.stream().filter(p -> !p.status().equals("LABEL_CREATED")).count());
    if (!model.containsAttribute("extraId")) {
      model.addAttribute("extraId", UUID.randomUUID());
    }
    model.addAttribute(
        "lacking",
        shown.units().stream()
            .filter(unit -> unit.didNotCome() && unit.returnableAgain())
            .map(ReturnUnit::sku)
            .reduce((one, other) -> one + ", " + other)
            .orElse(null));
    model.addAttribute("derogations", Derogation.values());
    model.addAttribute(
        "photos", returns.photos(shown.id()).stream().filter(p -> p.unitId() != null).toList());
    model.addAttribute("finished", shown.units().stream().allMatch(unit -> unit.grade() != null));
    return "warehouse/inspect";
  }

  @PostMapping("/{rmaNumber}/units/{unitId}")
  String grade(
      @PathVariable String rmaNumber,
      @PathVariable UUID unitId,
      @RequestParam Grade grade,
      @RequestParam(defaultValue = "NONE") Derogation derogation,
      @RequestParam(defaultValue = "") String evidence,
      @RequestParam(required = false) @Nullable MultipartFile photo,
      @RequestParam(defaultValue = "") String shows,
      Principal principal,
      RedirectAttributes redirect)
      throws IOException {
    try {
      keep(unitId, photo, shows, principal);
      warehouse.inspect(
          unitId,
          grade,
          List.of(),
          new DestructionGrounds(derogation, evidence),
          principal.getName());
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("failedUnit", unitId);
      redirect.addFlashAttribute("derogation", derogation);
      redirect.addFlashAttribute("evidence", evidence);
      redirect.addFlashAttribute("shows", shows);
      redirect.addFlashAttribute("photoLost", photo != null && !photo.isEmpty());
    }
    return "redirect:/warehouse/" + rmaNumber;
  }

  /** Another photo of the same piece, before it is graded or while an agent looks at it. */
  @PostMapping("/{rmaNumber}/units/{unitId}/photos")
  String photograph(
      @PathVariable String rmaNumber,
      @PathVariable UUID unitId,
      @RequestParam(required = false) @Nullable MultipartFile photo,
      @RequestParam(defaultValue = "") String shows,
      Principal principal,
      RedirectAttributes redirect)
      throws IOException {
    try {
      keep(unitId, photo, shows, principal);
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("failedUnit", unitId);
      redirect.addFlashAttribute("shows", shows);
      redirect.addFlashAttribute("photoLost", photo != null && !photo.isEmpty());
    }
    return "redirect:/warehouse/" + rmaNumber;
  }

  private void keep(UUID unitId, @Nullable MultipartFile photo, String shows, Principal principal)
      throws IOException {
    if (photo != null && !photo.isEmpty()) {
      warehouse.photograph(
          unitId, new DefectPhoto(cleaner.clean(photo, "photo"), shows), principal.getName());
    }
  }

  /**
   * An extra as the page shows it.
   *
   * @param rmaNumber of the return it turned out to belong to, absent while that is open or unknown
   */
  record ShownExtra(ExtraPiece extra, @Nullable String rmaNumber) {}

  private ShownExtra shown(ExtraPiece extra) {
    UUID returnId = extra.returnId();
    return new ShownExtra(extra, returnId == null ? null : returns.get(returnId).rmaNumber());
  }

  /**
   * Something in the parcel that no piece of the return is.
   *
   * @param extraId what the page chose, so that a double click records it once
   */
  @PostMapping("/{rmaNumber}/extras")
  String extra(
      @PathVariable String rmaNumber,
      @RequestParam UUID extraId,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(required = false) @Nullable Grade condition,
      Principal principal,
      RedirectAttributes redirect) {
    try {
      ExtraPiece recorded =
          extras.record(
              extraId,
              rmaNumber,
              new Extras.Found(sku, description, condition),
              principal.getName());
      redirect.addFlashAttribute(
          "done", "Recorded. Write %s on it and put it aside.".formatted(recorded.reference()));
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("extraId", extraId);
      redirect.addFlashAttribute("extraSku", sku);
      redirect.addFlashAttribute("extraDescription", description);
      redirect.addFlashAttribute("extraCondition", condition);
    }
    return "redirect:/warehouse/" + rmaNumber;
  }
}
