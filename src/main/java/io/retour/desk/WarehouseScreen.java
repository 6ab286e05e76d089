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
import io.retour.warehouse.Answer;
import io.retour.warehouse.Checklist;
import io.retour.warehouse.DefectPhoto;
import io.retour.warehouse.DestructionGrounds;
import io.retour.warehouse.DestructionGrounds.Derogation;
import io.retour.warehouse.Inspection;
import io.retour.warehouse.Warehouse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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

  /** On the label of a piece: the return's number, and which of its pieces it is. */
  private static final Pattern PIECE = Pattern.compile("(R-\\w{4}-\\w{4})-(\\d{1,3})");

  /** Lines of a checklist that a digit reaches. */
  private static final int MOST_LINES = 6;

  private final Warehouse warehouse;
  private final BlindParcels blindParcels;
  private final Extras extras;
  private final Parcels parcels;
  private final SendBacks sendBacks;
  private final Returns returns;
  private final PhotoCleaner cleaner;
  private final Checklist checklist;
  private final AnsweredChecks checks;
  private final MessageSource texts;
  private final RetourProperties properties;

  WarehouseScreen(
      Warehouse warehouse,
      BlindParcels blindParcels,
      Extras extras,
      Parcels parcels,
      SendBacks sendBacks,
      Returns returns,
      PhotoCleaner cleaner,
      Checklist checklist,
      AnsweredChecks checks,
      MessageSource texts,
      RetourProperties properties) {
    this.warehouse = warehouse;
    this.blindParcels = blindParcels;
    this.extras = extras;
    this.parcels = parcels;
    this.sendBacks = sendBacks;
    this.returns = returns;
    this.cleaner = cleaner;
    this.checklist = checklist;
    this.checks = checks;
    this.texts = texts;
    this.properties = properties;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  /**
   * @param unexpected what was scanned while the network was away, and no return expects
   */
  @GetMapping
  String scan(@RequestParam(defaultValue = "") String unexpected, Locale locale, Model model) {
    if (!unexpected.isEmpty() && !model.containsAttribute("code")) {
      model.addAttribute("code", unexpected);
      model.addAttribute("unexpected", true);
    }
    model.addAttribute(
        "toSendBack", sendBacks.ready().stream().map(parcel -> shown(parcel, locale)).toList());
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

  private ShownSendBack shown(ReadySendBack parcel, Locale locale) {
    return new ShownSendBack(
        parcel.rmaNumber(),
        parcel.trackingNumber(),
        parcel.pieces().stream()
            .map(
                piece ->
                    piece.replaced()
                        ? text("warehouse.in-place-of", locale, piece.sku())
                        : piece.sku())
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
      Locale locale,
      RedirectAttributes redirect) {
    Optional<SendBack> outgoing = sendBacks.known(code);
    if (outgoing.isPresent()) {
      sendBack(outgoing.get(), code, principal, locale, redirect);
      return "redirect:/warehouse";
    }
    try {
      Matcher piece = PIECE.matcher(code.strip().toUpperCase(Locale.ROOT));
      if (piece.matches()) {
        ReturnCase received = warehouse.receive(piece.group(1), principal.getName());
        return "redirect:/warehouse/" + received.rmaNumber() + "?piece=" + piece.group(2);
      }
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
      SendBack parcel,
      String code,
      Principal principal,
      Locale locale,
      RedirectAttributes redirect) {
    String rmaNumber = returns.get(parcel.returnId()).rmaNumber();
    if (parcel.ready()) {
      sendBacks.handOver(code, principal.getName());
      redirect.addFlashAttribute("done", text("warehouse.sent-back", locale, rmaNumber));
      return;
    }
    redirect.addFlashAttribute(
        "failed", text("warehouse.went-out", locale, rmaNumber, parcel.state()));
    redirect.addFlashAttribute("code", code);
    redirect.addFlashAttribute("unexpected", true);
  }

  /** What is typed into the scan field to grade, as bars to print. */
  @GetMapping("/codes")
  String codes(Locale locale, Model model) {
    List<PrintedCode> codes = new ArrayList<>();
    codes.add(PrintedCode.of("0", text("warehouse.all-fine", locale)));
    for (int line = 1; line <= MOST_LINES; line++) {
      codes.add(PrintedCode.of("" + line, text("warehouse.codes.line", locale, line)));
    }
    for (Grade grade : Grade.values()) {
      codes.add(
          PrintedCode.of(grade.name().substring(0, 1), text("grade." + grade.name(), locale)));
    }
    model.addAttribute("heading", text("warehouse.codes", locale));
    model.addAttribute("lead", text("warehouse.codes.lead", locale));
    model.addAttribute("codes", codes);
    return "warehouse/codes";
  }

  /** A label for each piece, which leads to it. */
  @GetMapping("/{rmaNumber}/labels")
  String labels(@PathVariable String rmaNumber, Locale locale, Model model) {
    List<PrintedCode> codes = new ArrayList<>();
    for (ReturnUnit unit : returns.byRmaNumber(rmaNumber).units()) {
      codes.add(
          PrintedCode.of(rmaNumber + "-" + (codes.size() + 1), unit.title() + " · " + unit.sku()));
    }
    model.addAttribute("heading", text("warehouse.labels", locale));
    model.addAttribute("lead", text("warehouse.labels.lead", locale));
    model.addAttribute("codes", codes);
    return "warehouse/codes";
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
      Locale locale,
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
      redirect.addFlashAttribute("done", text("warehouse.recorded", locale));
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

  /**
   * @param piece which piece was scanned, counted from 1; 0 when it was a parcel
   */
  @GetMapping("/{rmaNumber}")
  String inspect(
      @PathVariable String rmaNumber, @RequestParam(defaultValue = "0") int piece, Model model) {
    ReturnCase shown = returns.byRmaNumber(rmaNumber);
    model.addAttribute("return", shown);
    model.addAttribute("current", current(shown, piece));
    model.addAttribute(
        "checklists",
        shown.units().stream()
            .map(ReturnUnit::category)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), checklist::of)));
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

  /**
   * The piece to look at now: the one that was scanned, else the first without a grade. Whoever
   * holds a piece that is graded already is led to no other, whose grade would be typed next.
   */
  private static @Nullable UUID current(ReturnCase shown, int piece) {
    List<ReturnUnit> units = shown.units();
    List<ReturnUnit> looked =
        piece < 1
            ? units
            : units.subList(Math.min(piece - 1, units.size()), Math.min(piece, units.size()));
    return looked.stream()
        .filter(unit -> unit.grade() == null)
        .map(ReturnUnit::id)
        .findFirst()
        .orElse(null);
  }

  private String text(String key, Locale locale, Object... values) {
    return texts.getMessage(key, values, locale);
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
      @RequestParam Map<String, String> form,
      @RequestParam Map<String, MultipartFile> photos,
      Principal principal,
      RedirectAttributes redirect)
      throws IOException {
    Map<String, Answer> answers = checks.in(form, "", grade);
    try {
      keep(unitId, photo, shows, principal);
      showFindings(unitId, answers, photos, principal);
      warehouse.inspect(
          unitId,
          new Inspection(grade, List.of(), answers, new DestructionGrounds(derogation, evidence)),
          principal.getName());
    } catch (Problem problem) {
      tryAgain(problem, redirect);
      redirect.addFlashAttribute("answers", AnsweredChecks.typed(form));
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("failedUnit", unitId);
      redirect.addFlashAttribute("derogation", derogation);
      redirect.addFlashAttribute("evidence", evidence);
      redirect.addFlashAttribute("shows", shows);
      redirect.addFlashAttribute(
          "photoLost", photos.values().stream().anyMatch(sent -> !sent.isEmpty()));
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
      @RequestParam Map<String, String> form,
      Principal principal,
      RedirectAttributes redirect)
      throws IOException {
    try {
      keep(unitId, photo, shows, principal);
    } catch (Problem problem) {
      tryAgain(problem, redirect);
      redirect.addFlashAttribute("answers", AnsweredChecks.typed(form));
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("failedUnit", unitId);
      redirect.addFlashAttribute("shows", shows);
      redirect.addFlashAttribute("photoLost", photo != null && !photo.isEmpty());
    }
    return "redirect:/warehouse/" + rmaNumber;
  }

  /** A form that waits in the browser is sent again for this, and not given up. */
  private static void tryAgain(Problem problem, RedirectAttributes redirect) {
    if (problem.kind() == Problem.Kind.UNAVAILABLE) {
      redirect.addFlashAttribute(QueuedForms.TRY_AGAIN, true);
    }
  }

  private void showFindings(
      UUID unitId,
      Map<String, Answer> answers,
      Map<String, MultipartFile> files,
      Principal principal)
      throws IOException {
    ReturnCase of = returns.ofUnit(unitId);
    for (DefectPhoto photo :
        checks.photos(
            of.unit(unitId).category(), answers, files, "", Locale.forLanguageTag(of.language()))) {
      warehouse.photograph(unitId, photo, principal.getName());
    }
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
      Locale locale,
      RedirectAttributes redirect) {
    try {
      ExtraPiece recorded =
          extras.record(
              extraId,
              rmaNumber,
              new Extras.Found(sku, description, condition),
              principal.getName());
      redirect.addFlashAttribute(
          "done", text("warehouse.extra-recorded", locale, recorded.reference()));
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      if (!problem.code().equals("id-taken")) {
        redirect.addFlashAttribute("extraId", extraId);
      }
      redirect.addFlashAttribute("extraSku", sku);
      redirect.addFlashAttribute("extraDescription", description);
      redirect.addFlashAttribute("extraCondition", condition);
    }
    return "redirect:/warehouse/" + rmaNumber;
  }
}
