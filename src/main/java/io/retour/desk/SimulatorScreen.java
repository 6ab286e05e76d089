package io.retour.desk;

import io.retour.logistics.Parcels;
import io.retour.logistics.QrCodes;
import io.retour.logistics.TrackingNews;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.security.Principal;
import java.time.Clock;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Plays the outside world: carrier scans, and faults of the simulated systems. */
@Controller
@RequestMapping("/desk/simulators")
class SimulatorScreen {

  private final Simulators simulators;
  private final Parcels parcels;
  private final QrCodes qrCodes;
  private final RetourProperties properties;
  private final Clock clock;

  SimulatorScreen(
      Simulators simulators,
      Parcels parcels,
      QrCodes qrCodes,
      RetourProperties properties,
      Clock clock) {
    this.simulators = simulators;
    this.parcels = parcels;
    this.qrCodes = qrCodes;
    this.properties = properties;
    this.clock = clock;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String show(Model model) {
    model.addAttribute("overview", simulators.overview());
    return "desk/simulators";
  }

  @PostMapping("/behaviour")
  String behave(
      @RequestParam Simulator simulator,
      @RequestParam Behaviour behaviour,
      @RequestParam(defaultValue = "1") int calls,
      RedirectAttributes redirect) {
    simulators.set(simulator, behaviour, Math.clamp(calls, 0, 1000));
    redirect.addFlashAttribute("done", words("%s: %s × %d".formatted(simulator, behaviour, calls)));
    return "redirect:/desk/simulators";
  }

  @PostMapping("/scan")
  String scan(
      @RequestParam String trackingNumber,
      @RequestParam TrackingNews.Status status,
      RedirectAttributes redirect) {
    parcels.scanned(
        new TrackingNews(
            "simulated", trackingNumber.strip(), status.name(), status, clock.instant()));
    redirect.addFlashAttribute(
        "done", "%s: %s".formatted(trackingNumber.strip(), words(status.name())));
    return "redirect:/desk/simulators";
  }

  @PostMapping("/qr-scan")
  String qrScan(
      @RequestParam String token, @RequestParam String point, RedirectAttributes redirect) {
    try {
      redirect.addFlashAttribute(
          "done",
          "%s: taken in as %s"
              .formatted(point, qrCodes.takeIn("simulated", token, point, clock.instant())));
    } catch (Problem refused) {
      redirect.addFlashAttribute("failed", refused.detail());
    }
    return "redirect:/desk/simulators";
  }

  private static String words(String constants) {
    return constants.replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
