package io.retour.testengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people and workers have to do: user tasks and jobs. */
final class WorkProjection implements Projection {

  private static final Set<JobIntent> JOB_STATES =
      Set.of(
          JobIntent.CREATED,
          JobIntent.COMPLETED,
          JobIntent.FAILED,
          JobIntent.TIMED_OUT,
          JobIntent.CANCELED,
          JobIntent.ERROR_THROWN,
          JobIntent.RETRIES_UPDATED);

  private final DocumentStore store;

  WorkProjection(final DocumentStore store) {
    this.store = store;
  }

  @Override
  public Set<ValueType> valueTypes() {
    return Set.of(ValueType.USER_TASK, ValueType.JOB);
  }

  @Override
  public void apply(final RecordEvent event) {
    if (event.value() instanceof final UserTaskRecord task) {
      userTask(event, task);
    } else if (event.value() instanceof final JobRecord job
        && event.intent() instanceof final JobIntent intent
        && JOB_STATES.contains(intent)) {
      job(event, job);
    }
  }

  private void userTask(final RecordEvent event, final UserTaskRecord task) {
    final var document = store.document(Collection.USER_TASKS, task.getUserTaskKey());
    final var intent = (UserTaskIntent) event.intent();
    if (intent == UserTaskIntent.CREATING) {
      created(document, event, task);
    }
    if (intent == UserTaskIntent.COMPLETED || intent == UserTaskIntent.CANCELED) {
      document.put("completionDate", event.time());
    }
    document
        .put("assignee", Projection.text(task.getAssignee()))
        .put("dueDate", Projection.text(task.getDueDate()))
        .put("followUpDate", Projection.text(task.getFollowUpDate()))
        .put("priority", task.getPriority())
        .put("state", state(intent));
    strings(document, "candidateGroups", task.getCandidateGroupsList());
    strings(document, "candidateUsers", task.getCandidateUsersList());
  }

  /** A transition under way has a state of its own; once it ends, the task is open again. */
  private static String state(final UserTaskIntent intent) {
    return switch (intent) {
      case CREATING, ASSIGNING, UPDATING, COMPLETING, COMPLETED, CANCELING, CANCELED ->
          intent.name();
      case CLAIMING -> "ASSIGNING";
      default -> "CREATED";
    };
  }

  private void created(
      final ObjectNode document, final RecordEvent event, final UserTaskRecord task) {
    final var definition =
        store.get(Collection.PROCESS_DEFINITIONS, task.getProcessDefinitionKey());
    final var names = BpmnNames.of(definition.path(DefinitionProjection.XML).asText());
    document
        .put("userTaskKey", Projection.key(task.getUserTaskKey()))
        .put("elementId", task.getElementId())
        .put("name", names.getOrDefault(task.getElementId(), task.getElementId()))
        .put("elementInstanceKey", Projection.key(task.getElementInstanceKey()))
        .put("processInstanceKey", Projection.key(task.getProcessInstanceKey()))
        .put("processDefinitionKey", Projection.key(task.getProcessDefinitionKey()))
        .put("processDefinitionId", task.getBpmnProcessId())
        .put("processDefinitionVersion", task.getProcessDefinitionVersion())
        .put("processName", definition.path("name").textValue())
        .put("formKey", Projection.key(task.getFormKey()))
        .put("externalFormReference", Projection.text(task.getExternalFormReference()))
        .put("creationDate", event.time())
        .putNull("completionDate")
        .put("tenantId", TENANT);
    strings(document, "customHeaders", task.getCustomHeaders());
  }

  private void job(final RecordEvent event, final JobRecord job) {
    final var document = store.document(Collection.JOBS, event.key());
    document
        .put("jobKey", Projection.key(event.key()))
        .put("type", job.getType())
        .put("worker", job.getWorker())
        .put("state", event.intent().name())
        .put("kind", job.getJobKind().name())
        .put("listenerEventType", job.getJobListenerEventType().name())
        .put("retries", job.getRetries())
        .put("isDenied", job.getResult().isDenied())
        .put("deniedReason", Projection.text(job.getResult().getDeniedReason()))
        .put("hasFailedWithRetriesLeft", event.intent() == JobIntent.FAILED && job.getRetries() > 0)
        .put("errorCode", Projection.text(job.getErrorCode()))
        .put("errorMessage", Projection.text(job.getErrorMessage()))
        .put("deadline", job.getDeadline() > 0 ? Timestamps.format(job.getDeadline()) : null)
        .put("endTime", event.intent() == JobIntent.COMPLETED ? event.time() : null)
        .put("elementId", job.getElementId())
        .put("elementInstanceKey", Projection.key(job.getElementInstanceKey()))
        .put("processInstanceKey", Projection.key(job.getProcessInstanceKey()))
        .put("processDefinitionKey", Projection.key(job.getProcessDefinitionKey()))
        .put("processDefinitionId", job.getBpmnProcessId())
        .put("tenantId", TENANT);
    strings(document, "customHeaders", job.getCustomHeaders());
  }

  private static void strings(
      final ObjectNode document, final String field, final List<String> values) {
    final var array = document.putArray(field);
    values.forEach(array::add);
  }

  private static void strings(
      final ObjectNode document, final String field, final Map<String, String> values) {
    final var object = document.putObject(field);
    values.forEach(object::put);
  }
}
