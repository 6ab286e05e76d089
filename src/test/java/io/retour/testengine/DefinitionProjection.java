package io.retour.testengine;

import io.camunda.zeebe.protocol.impl.record.value.deployment.FormRecord;
import io.camunda.zeebe.protocol.impl.record.value.deployment.ProcessRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.FormIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessIntent;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Process definitions with their XML, and forms. */
final class DefinitionProjection implements Projection {

  /** Not part of the REST API's answer; its XML endpoint reads it. */
  static final String XML = "xml";

  private final DocumentStore store;

  DefinitionProjection(final DocumentStore store) {
    this.store = store;
  }

  @Override
  public Set<ValueType> valueTypes() {
    return Set.of(ValueType.PROCESS, ValueType.FORM);
  }

  @Override
  public void apply(final RecordEvent event) {
    if (event.intent() == ProcessIntent.CREATED) {
      process((ProcessRecord) event.value());
    } else if (event.intent() == FormIntent.CREATED) {
      form((FormRecord) event.value());
    }
  }

  private void process(final ProcessRecord process) {
    final var xml = new String(process.getResource(), StandardCharsets.UTF_8);
    final var key = Projection.key(process.getProcessDefinitionKey());
    store
        .document(Collection.PROCESS_DEFINITIONS, key)
        .put("processDefinitionKey", key)
        .put("processDefinitionId", process.getBpmnProcessId())
        .put("name", BpmnNames.of(xml).get(process.getBpmnProcessId()))
        .put("resourceName", process.getResourceName())
        .put("version", process.getVersion())
        .put("versionTag", Projection.text(process.getVersionTag()))
        .put("tenantId", TENANT)
        .put("hasStartForm", false)
        .put(XML, xml);
  }

  private void form(final FormRecord form) {
    final var key = Projection.key(form.getFormKey());
    store
        .document(Collection.FORMS, key)
        .put("formKey", key)
        .put("formId", form.getFormId())
        .put("version", form.getVersion())
        .put("tenantId", TENANT)
        .put("schema", new String(form.getResource(), StandardCharsets.UTF_8));
  }
}
