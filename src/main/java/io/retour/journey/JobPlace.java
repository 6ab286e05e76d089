package io.retour.journey;

import io.camunda.client.api.response.ActivatedJob;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Which step a job is, and what it is about. */
final class JobPlace {

  private JobPlace() {}

  static JourneySteps.Place of(ActivatedJob job) {
    return new JourneySteps.Place(
        job.getProcessInstanceKey(),
        job.getProcessDefinitionKey(),
        job.getBpmnProcessId(),
        job.getElementId(),
        about(job.getVariablesAsMap(), "claimId", "returnId", "statementId").orElse(null));
  }

  /** The first of these ids that the job was told. */
  static Optional<UUID> about(Map<String, Object> variables, String... ids) {
    return Stream.of(ids)
        .map(variables::get)
        .filter(String.class::isInstance)
        .findFirst()
        .map(id -> UUID.fromString((String) id));
  }
}
