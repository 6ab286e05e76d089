package io.retour.journey.web;

import io.retour.journey.JourneyDeployment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.security.Principal;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What {@code ./retour deploy} talks to. */
@RestController
@RequestMapping("/api/v1/deployments")
@Tag(name = "Deployments")
class DeploymentController {

  private final JourneyDeployment deployment;

  DeploymentController(JourneyDeployment deployment) {
    this.deployment = deployment;
  }

  /**
   * @param files content by file name
   */
  record Proposal(@NotEmpty Map<String, String> files) {}

  @PostMapping
  @Operation(
      summary = "Deploy journeys, tables and forms together",
      description =
          "All of them, whether changed or not. New returns take the new versions; returns that are"
              + " under way finish on theirs.")
  JourneyDeployment.Result deploy(@RequestBody @Valid Proposal proposal, Principal principal) {
    return deployment.release(proposal.files(), principal.getName());
  }

  @GetMapping("/current")
  @Operation(summary = "Which set of journeys, tables and forms counts, and who deployed it")
  JourneyDeployment.Result current() {
    return deployment.current();
  }
}
