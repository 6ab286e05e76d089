package io.retour.journey.web;

import io.retour.journey.JourneyDeployment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What {@code ./retour deploy} talks to. */
@RestController
@RequestMapping("/api/v1/deployments")
@Tag(name = "Deployments", description = "Journeys, tables and forms that count")
class DeploymentController {

  private final JourneyDeployment deployment;

  DeploymentController(JourneyDeployment deployment) {
    this.deployment = deployment;
  }

  /**
   * A set to be deployed.
   *
   * @param files the content of every journey (.bpmn), table (.dmn) and form (.form), by file name
   */
  record Proposal(@NotEmpty Map<String, String> files) {}

  /**
   * One process, decision or form in its version.
   *
   * @param file its name
   * @param id of the process, decision or form in it
   * @param version that Camunda gave it
   * @param changed whether the file differs from what counted before
   */
  record DeployedFile(String file, String id, int version, boolean changed) {}

  /**
   * The set that counts.
   *
   * @param release the number of the set, growing
   * @param at since when it counts (UTC)
   * @param by who deployed it
   * @param packaged whether it came with the application
   * @param deployed in what versions; empty when nothing was deployed just now
   */
  record DeploymentView(
      long release, Instant at, String by, boolean packaged, List<DeployedFile> deployed) {

    static DeploymentView of(JourneyDeployment.Result from) {
      return new DeploymentView(
          from.release(),
          from.at(),
          from.by(),
          from.packaged(),
          from.deployed().stream()
              .map(each -> new DeployedFile(each.file(), each.id(), each.version(), each.changed()))
              .toList());
    }
  }

  @PostMapping
  @Operation(
      summary = "Deploy journeys, tables and forms together",
      description =
          "All of them, whether changed or not. New returns take the new versions; returns that are"
              + " under way finish on theirs.")
  DeploymentView deploy(@RequestBody @Valid Proposal proposal, Principal principal) {
    return DeploymentView.of(deployment.release(proposal.files(), principal.getName()));
  }

  @GetMapping("/current")
  @Operation(summary = "Which set of journeys, tables and forms counts, and who deployed it")
  DeploymentView current() {
    return DeploymentView.of(deployment.current());
  }
}
