package io.retour.desk;

import io.retour.blind.BlindParcels;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.warehouse.DestructionGrounds;
import io.retour.warehouse.DestructionGrounds.Derogation;
import io.retour.warehouse.Warehouse;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Scan a parcel, grade what is in it, next. A keyboard-wedge scanner types and presses enter. */
@Controller
@RequestMapping("/warehouse")
class WarehouseScreen {

  /** Why a parcel cannot be received as one that a return expects. */
  private static final Set<String> NOT_EXPECTED = Set.of("parcel-unknown", "return-ended");

  private final Warehouse warehouse;
  private final BlindParcels blindParcels;
  private final Returns returns;
  private final RetourProperties properties;

  WarehouseScreen(
      Warehouse warehouse,
      BlindParcels blindParcels,
      Returns returns,
      RetourProperties properties) {
    this.warehouse = warehouse;
    this.blindParcels = blindParcels;
    this.returns = returns;
    this.properties = properties;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String scan() {
    return "warehouse/scan";
  }

  @PostMapping("/receive")
  String receive(
      @RequestParam(defaultValue = "") String code,
      Principal principal,
      RedirectAttributes redirect) {
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

  /** A parcel that no return expects is recorded with what can be seen of it. */
  @PostMapping("/blind")
  String blind(
      @RequestParam(defaultValue = "") String reference,
      @RequestParam(defaultValue = "") String orderHint,
      @RequestParam(defaultValue = "") String senderPostcode,
      @RequestParam(defaultValue = "") String skus,
      @RequestParam(defaultValue = "") String notes,
      Principal principal,
      RedirectAttributes redirect) {
    try {
      blindParcels.record(
          new BlindParcels.Seen(
              reference, orderHint, senderPostcode, List.of(skus.split("[,\\s]+")), notes),
          principal.getName());
      redirect.addFlashAttribute(
          "done", "Recorded. Put it aside; as soon as it is identified you can receive it.");
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("code", reference);
      redirect.addFlashAttribute("unexpected", true);
    }
    return "redirect:/warehouse";
  }

  @GetMapping("/{rmaNumber}")
  String inspect(@PathVariable String rmaNumber, Model model) {
    ReturnCase shown = returns.byRmaNumber(rmaNumber);
    model.addAttribute("return", shown);
    model.addAttribute("grades", List.of(Grade.values()));
    model.addAttribute("derogations", Derogation.values());
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
      Principal principal,
      RedirectAttributes redirect) {
    try {
      warehouse.inspect(
          unitId,
          grade,
          List.of(),
          new DestructionGrounds(derogation, evidence),
          principal.getName());
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
    }
    return "redirect:/warehouse/" + rmaNumber;
  }
}
