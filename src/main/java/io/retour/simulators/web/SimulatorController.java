package io.retour.simulators.web;

import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes the simulators fail, delay or answer twice. */
@RestController
@RequestMapping("/api/v1/simulators")
@Tag(name = "Simulators", description = "Faults on demand, for trying out and for tests")
class SimulatorController {

  private final Simulators simulators;

  SimulatorController(Simulators simulators) {
    this.simulators = simulators;
  }

  /**
   * How a simulator is to behave.
   *
   * @param behaviour what it does with the next calls
   * @param calls for how many calls
   */
  record BehaviourRequest(@NotNull Behaviour behaviour, @Min(0) @Max(100_000) int calls) {}

  @GetMapping
  @Operation(summary = "How the simulators behave now")
  Map<Simulator, String> overview() {
    return simulators.overview();
  }

  @PutMapping("/{simulator}")
  @Operation(summary = "Set how a simulator behaves for its next calls")
  Map<Simulator, String> set(
      @PathVariable Simulator simulator, @Valid @RequestBody BehaviourRequest request) {
    simulators.set(simulator, request.behaviour(), request.calls());
    return simulators.overview();
  }
}
