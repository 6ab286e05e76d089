package io.retour.testengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camunda.zeebe.protocol.impl.record.value.incident.IncidentRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceRecord;
import io.camunda.zeebe.protocol.impl.record.value.variable.VariableRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import java.util.Set;

/** Process instances: their elements, the flows they took, their variables and incidents. */
final class InstanceProjection implements Projection {

  private final DocumentStore store;

  InstanceProjection(final DocumentStore store) {
    this.store = store;
  }

  @Override
  public Set<ValueType> valueTypes() {
    return Set.of(ValueType.PROCESS_INSTANCE, ValueType.VARIABLE, ValueType.INCIDENT);
  }

  @Override
  public void apply(final RecordEvent event) {
    switch (event.value()) {
      case final ProcessInstanceRecord element -> element(event, element);
      case final VariableRecord variable -> variable(event, variable);
      case final IncidentRecord incident -> incident(event, incident);
      default -> throw new IllegalArgumentException(event.toString());
    }
  }

  private void element(final RecordEvent event, final ProcessInstanceRecord element) {
    switch ((ProcessInstanceIntent) event.intent()) {
      case ELEMENT_ACTIVATING -> activated(event, element);
      case ELEMENT_COMPLETED -> ended(event, element, "COMPLETED");
      case ELEMENT_TERMINATED -> ended(event, element, "TERMINATED");
      case SEQUENCE_FLOW_TAKEN -> sequenceFlow(element);
      default -> {
        // on the way to one of the above
      }
    }
  }

  private void activated(final RecordEvent event, final ProcessInstanceRecord element) {
    final var definition =
        store.get(Collection.PROCESS_DEFINITIONS, element.getProcessDefinitionKey());
    if (collection(element) == Collection.PROCESS_INSTANCES) {
      instance(event, element, definition);
      return;
    }
    final var names = BpmnNames.of(definition.path(DefinitionProjection.XML).asText());
    final var document = store.document(Collection.ELEMENT_INSTANCES, event.key());
    started(document, event, element);
    document
        .put("elementInstanceKey", Projection.key(event.key()))
        .put("elementId", element.getElementId())
        .put("elementName", names.getOrDefault(element.getElementId(), element.getElementId()))
        .put("type", element.getBpmnElementType().name())
        .put("elementInstanceScopeKey", Projection.key(element.getFlowScopeKey()))
        .putNull("incidentKey");
  }

  private void instance(
      final RecordEvent event, final ProcessInstanceRecord element, final ObjectNode definition) {
    final var document = store.document(Collection.PROCESS_INSTANCES, event.key());
    started(document, event, element);
    document
        .put("processDefinitionName", definition.path("name").textValue())
        .put("processDefinitionVersion", element.getVersion())
        .put("processDefinitionVersionTag", definition.path("versionTag").textValue())
        .put("parentProcessInstanceKey", Projection.key(element.getParentProcessInstanceKey()))
        .put("parentElementInstanceKey", Projection.key(element.getParentElementInstanceKey()));
    final var tags = document.putArray("tags");
    element.getTags().forEach(tags::add);
  }

  private static void started(
      final ObjectNode document, final RecordEvent event, final ProcessInstanceRecord element) {
    document
        .put("processInstanceKey", Projection.key(element.getProcessInstanceKey()))
        .put("processDefinitionKey", Projection.key(element.getProcessDefinitionKey()))
        .put("processDefinitionId", element.getBpmnProcessId())
        .put("tenantId", TENANT)
        .put("state", "ACTIVE")
        .put("hasIncident", false)
        .put("startDate", event.time())
        .putNull("endDate");
  }

  private void ended(
      final RecordEvent event, final ProcessInstanceRecord element, final String state) {
    store
        .document(collection(element), event.key())
        .put("state", state)
        .put("endDate", event.time());
  }

  /** The process itself is no element instance, as it is none in Camunda's exporter. */
  private static Collection collection(final ProcessInstanceRecord element) {
    return element.getBpmnElementType() == BpmnElementType.PROCESS
        ? Collection.PROCESS_INSTANCES
        : Collection.ELEMENT_INSTANCES;
  }

  private void sequenceFlow(final ProcessInstanceRecord flow) {
    final var key = Projection.key(flow.getProcessInstanceKey());
    final var id = key + "_" + flow.getElementId();
    store
        .document(Collection.SEQUENCE_FLOWS, id)
        .put("sequenceFlowId", id)
        .put("processInstanceKey", key)
        .put("processDefinitionKey", Projection.key(flow.getProcessDefinitionKey()))
        .put("processDefinitionId", flow.getBpmnProcessId())
        .put("elementId", flow.getElementId())
        .put("tenantId", TENANT);
  }

  private void variable(final RecordEvent event, final VariableRecord variable) {
    store
        .document(Collection.VARIABLES, event.key())
        .put("variableKey", Projection.key(event.key()))
        .put("name", variable.getName())
        .put("value", variable.getValue())
        .put("isTruncated", false)
        .put("scopeKey", Projection.key(variable.getScopeKey()))
        .put("processInstanceKey", Projection.key(variable.getProcessInstanceKey()))
        .put("tenantId", TENANT);
  }

  private void incident(final RecordEvent event, final IncidentRecord incident) {
    final var key = Projection.key(event.key());
    if (event.intent() == IncidentIntent.CREATED) {
      store
          .document(Collection.INCIDENTS, key)
          .put("incidentKey", key)
          .put("processDefinitionKey", Projection.key(incident.getProcessDefinitionKey()))
          .put("processDefinitionId", incident.getBpmnProcessId())
          .put("processInstanceKey", Projection.key(incident.getProcessInstanceKey()))
          .put("elementId", incident.getElementId())
          .put("elementInstanceKey", Projection.key(incident.getElementInstanceKey()))
          .put("jobKey", Projection.key(incident.getJobKey()))
          .put("errorType", incident.getErrorType().name())
          .put("errorMessage", incident.getErrorMessage())
          .put("creationTime", event.time())
          .put("state", "ACTIVE")
          .put("tenantId", TENANT);
      mark(incident, key);
    } else if (event.intent() == IncidentIntent.RESOLVED) {
      store.document(Collection.INCIDENTS, key).put("state", "RESOLVED");
      mark(incident, null);
    }
  }

  /** Marks the element and its process instance; other incidents of the instance still count. */
  private void mark(final IncidentRecord incident, final String incidentKey) {
    store
        .find(Collection.ELEMENT_INSTANCES, incident.getElementInstanceKey())
        .ifPresent(
            element ->
                element.put("incidentKey", incidentKey).put("hasIncident", incidentKey != null));
    final var open =
        store.all(Collection.INCIDENTS).stream()
            .filter(other -> other.path("state").asText().equals("ACTIVE"))
            .map(other -> other.path("processInstanceKey").asText())
            .anyMatch(Long.toString(incident.getProcessInstanceKey())::equals);
    store
        .find(Collection.PROCESS_INSTANCES, incident.getProcessInstanceKey())
        .ifPresent(instance -> instance.put("hasIncident", open));
  }
}
