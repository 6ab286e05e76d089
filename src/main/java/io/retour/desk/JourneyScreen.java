package io.retour.desk;

import io.retour.journey.JourneyPositions;
import io.retour.journey.JourneyPositions.Done;
import io.retour.journey.JourneyPositions.Followed;
import io.retour.journey.JourneyPositions.Now;
import io.retour.journey.JourneyPositions.Why;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The process that a return runs on: where it stands, in words and drawn. */
@Controller
@RequestMapping("/desk/returns/{rmaNumber}")
class JourneyScreen {

  private static final MediaType BPMN = new MediaType("text", "xml", StandardCharsets.UTF_8);

  private final Returns returns;
  private final JourneyPositions positions;
  private final RetourProperties properties;

  JourneyScreen(Returns returns, JourneyPositions positions, RetourProperties properties) {
    this.returns = returns;
    this.positions = positions;
    this.properties = properties;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  /**
   * @param part which diagram, by its process id; the return's own one if it is none of its
   */
  @GetMapping("/journey")
  String show(
      @PathVariable String rmaNumber, @RequestParam(defaultValue = "") String part, Model model) {
    ReturnCase shown = returns.byRmaNumber(rmaNumber);
    List<Followed> all = followed(shown);
    model.addAttribute("return", shown);
    model.addAttribute("parts", all);
    model.addAttribute("drawn", all.stream().map(Followed::processId).toList());
    all.stream()
        .filter(each -> each.processId().equals(part))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .ifPresent(
            followed -> {
              model.addAttribute("part", followed);
              model.addAttribute("nowIds", ids(followed, now -> now.why() != Why.FAILED));
              model.addAttribute("failedIds", ids(followed, now -> now.why() == Why.FAILED));
              model.addAttribute(
                  "doneIds",
                  followed.done().stream().map(Done::elementId).collect(Collectors.joining(" ")));
            });
    Long instance = shown.processInstanceKey();
    if (instance != null) {
      DeskLinks.showInstance(properties, instance, model);
    }
    return "desk/journey";
  }

  /** For the browser, which draws it. */
  @GetMapping("/journey/{processId}")
  ResponseEntity<byte[]> diagram(@PathVariable String rmaNumber, @PathVariable String processId) {
    return followed(returns.byRmaNumber(rmaNumber)).stream()
        .filter(each -> each.processId().equals(processId))
        .findFirst()
        .map(each -> each.bpmn().getBytes(StandardCharsets.UTF_8))
        .map(bpmn -> ResponseEntity.ok().contentType(BPMN).body(bpmn))
        .orElseThrow(
            () -> Problem.notFound("diagram-unknown", "This return does not run on that diagram."));
  }

  private List<Followed> followed(ReturnCase shown) {
    return positions.of(shown.id(), shown.processInstanceKey(), shown.open());
  }

  private static String ids(Followed followed, Predicate<Now> which) {
    return followed.now().stream()
        .filter(which)
        .map(Now::elementId)
        .collect(Collectors.joining(" "));
  }
}
