package io.retour.desk;

import io.retour.claims.Claim;
import io.retour.claims.Claims;
import io.retour.journey.JourneyInstances;
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
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The process that a return or a claim runs on: where it stands, in words and drawn. */
@Controller
@RequestMapping("/desk")
class JourneyScreen {

  private static final MediaType BPMN = new MediaType("text", "xml", StandardCharsets.UTF_8);

  private final Returns returns;
  private final Claims claims;
  private final JourneyInstances instances;
  private final JourneyPositions positions;
  private final RetourProperties properties;

  JourneyScreen(
      Returns returns,
      Claims claims,
      JourneyInstances instances,
      JourneyPositions positions,
      RetourProperties properties) {
    this.returns = returns;
    this.claims = claims;
    this.instances = instances;
    this.positions = positions;
    this.properties = properties;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  /** What has a journey, and where its case file is. */
  private record Travelling(
      UUID id,
      String number,
      String caseFile,
      @Nullable Long instance,
      boolean open,
      @Nullable Object outcome) {}

  private Travelling aReturn(String rmaNumber) {
    ReturnCase shown = returns.byRmaNumber(rmaNumber);
    return new Travelling(
        shown.id(),
        shown.rmaNumber(),
        "/desk/returns/" + shown.rmaNumber(),
        shown.processInstanceKey(),
        shown.open(),
        shown.outcome());
  }

  private Travelling aClaim(String number) {
    Claim shown = claims.byNumber(number);
    OptionalLong instance = instances.of(shown.id());
    return new Travelling(
        shown.id(),
        shown.number(),
        "/desk/claims/" + shown.number(),
        instance.isPresent() ? instance.getAsLong() : null,
        shown.open(),
        shown.outcome());
  }

  /**
   * @param part which diagram, by its process id; the return's own one if it is none of its
   */
  @GetMapping("/returns/{rmaNumber}/journey")
  String ofReturn(
      @PathVariable String rmaNumber, @RequestParam(defaultValue = "") String part, Model model) {
    return show(aReturn(rmaNumber), part, model);
  }

  /** As above. */
  @GetMapping("/claims/{number}/journey")
  String ofClaim(
      @PathVariable String number, @RequestParam(defaultValue = "") String part, Model model) {
    return show(aClaim(number), part, model);
  }

  private String show(Travelling shown, String part, Model model) {
    List<Followed> all = followed(shown);
    model.addAttribute("number", shown.number());
    model.addAttribute("caseFile", shown.caseFile());
    model.addAttribute("open", shown.open());
    model.addAttribute("outcome", shown.outcome());
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
    Long instance = shown.instance();
    if (instance != null) {
      DeskLinks.showInstance(properties, instance, model);
    }
    return "desk/journey";
  }

  /** For the browser, which draws it. */
  @GetMapping("/returns/{rmaNumber}/journey/{processId}")
  ResponseEntity<byte[]> diagramOfReturn(
      @PathVariable String rmaNumber, @PathVariable String processId) {
    return diagram(aReturn(rmaNumber), processId);
  }

  /** For the browser, which draws it. */
  @GetMapping("/claims/{number}/journey/{processId}")
  ResponseEntity<byte[]> diagramOfClaim(
      @PathVariable String number, @PathVariable String processId) {
    return diagram(aClaim(number), processId);
  }

  private ResponseEntity<byte[]> diagram(Travelling shown, String processId) {
    return followed(shown).stream()
        .filter(each -> each.processId().equals(processId))
        .findFirst()
        .map(each -> each.bpmn().getBytes(StandardCharsets.UTF_8))
        .map(bpmn -> ResponseEntity.ok().contentType(BPMN).body(bpmn))
        .orElseThrow(() -> Problem.notFound("diagram-unknown", "It does not run on that diagram."));
  }

  private List<Followed> followed(Travelling shown) {
    return positions.of(shown.id(), shown.instance(), shown.open());
  }

  private static String ids(Followed followed, Predicate<Now> which) {
    return followed.now().stream()
        .filter(which)
        .map(Now::elementId)
        .collect(Collectors.joining(" "));
  }
}
