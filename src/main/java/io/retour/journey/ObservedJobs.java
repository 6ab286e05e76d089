package io.retour.journey;

import io.camunda.client.CamundaClient;
import io.camunda.client.annotation.value.JobWorkerValue;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.BackoffSupplier;
import io.camunda.client.api.worker.JobHandler;
import io.camunda.client.api.worker.JobWorker;
import io.camunda.client.jobhandling.CommandExceptionHandlingStrategy;
import io.camunda.client.jobhandling.JobExceptionHandlingStrategy;
import io.camunda.client.jobhandling.JobWorkerManager;
import io.camunda.client.jobhandling.parameter.ParameterResolverStrategy;
import io.camunda.client.jobhandling.result.ResultProcessorStrategy;
import io.camunda.client.metrics.MetricsRecorder;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.retour.shared.LogFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Each job is a trace of its own, and the lines that its worker logs say which instance and which
 * return they are about. The starter lets nothing in between a job and its worker but where workers
 * are opened, so this opens them.
 */
@Primary
@Component
@ConditionalOnProperty(name = "camunda.client.enabled", matchIfMissing = true)
class ObservedJobs extends JobWorkerManager {

  /** Variables that name what a job is about. */
  private static final List<String> ABOUT =
      List.of(LogFields.RETURN_ID, "unitId", "claimId", "statementId", "blindParcelId");

  private final ObservationRegistry observations;

  ObservedJobs(
      CommandExceptionHandlingStrategy commands,
      MetricsRecorder metrics,
      ParameterResolverStrategy parameters,
      ResultProcessorStrategy results,
      BackoffSupplier backoff,
      JobExceptionHandlingStrategy failures,
      ObservationRegistry observations) {
    super(commands, metrics, parameters, results, backoff, failures);
    this.observations = observations;
  }

  @Override
  public JobWorker openWorker(CamundaClient camunda, JobWorkerValue worker, JobHandler handler) {
    return super.openWorker(camunda, worker, observed(handler, observations));
  }

  static JobHandler observed(JobHandler handler, ObservationRegistry observations) {
    return (client, job) -> {
      LogFields fields = LogFields.of(fields(job));
      try {
        Observation.createNotStarted("retour.job", observations)
            .contextualName(job.getType())
            .lowCardinalityKeyValue("type", job.getType())
            .observeChecked(() -> handler.handle(client, job));
      } finally {
        fields.close();
      }
    };
  }

  private static Map<String, String> fields(ActivatedJob job) {
    Map<String, String> fields = new HashMap<>();
    fields.put("processInstanceKey", Long.toString(job.getProcessInstanceKey()));
    fields.put("jobType", job.getType());
    Map<String, Object> variables = job.getVariablesAsMap();
    for (String name : ABOUT) {
      if (variables.get(name) instanceof String id) {
        fields.put(name, id);
      }
    }
    return fields;
  }
}
